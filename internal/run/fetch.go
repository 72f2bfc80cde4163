package run

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/freshness"
	"bilan/internal/nearest"
	"bilan/internal/scratch"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/sources"
)

// data is a run's datasets in their workbench.
type data struct {
	p      *Program
	bench  Workbench
	dir    string          // private
	folder *scratch.Folder // it; removed by close

	files    map[string]loadedTable  // by source.table
	broken   map[string]bool         // datasets and source.tables that could not be loaded
	answers  map[string]*table.Table // see asker
	looks    int                     // how often a source's table was looked into
	fresh    []newestDay
	controls []control

	histories map[place]freshness.History // see history
	farOff    []metric.FarOff
}

// loadedTable is one file table and what became of its rows.
type loadedTable struct {
	source, name string
	files        []table.File
	modified     time.Time // when the newest of them was written
	table.Loaded
}

// open starts an empty workbench in a private folder. In the zone an instant of a file becomes a day.
func (p *Program) open(ctx context.Context, zone string) (*data, error) {
	folder, err := p.privateFolder()
	if err != nil {
		return nil, err
	}
	bench, err := p.OpenWorkbench(ctx, folder.Path, zone)
	if err != nil {
		return nil, errors.Join(err, folder.Close())
	}
	return &data{p: p, bench: bench, dir: folder.Path, folder: folder, files: map[string]loadedTable{}, broken: map[string]bool{}, histories: map[place]freshness.History{}, answers: map[string]*table.Table{}}, nil
}

func (d *data) close() {
	d.bench.Close()
	_ = d.folder.Close() // what cannot be removed the next process removes
}

// privateFolder is for what a run writes down. It first removes what commands that were killed have left.
func (p *Program) privateFolder() (*scratch.Folder, error) {
	if err := scratch.Sweep(""); err != nil {
		p.Log.Warn("folders of a killed command are left", "err", err)
	}
	return scratch.New("")
}

// onFault is told what could not be loaded and where the YAML names it; the error it returns ends the fetch.
type onFault func(path string, err error) error

// fetch loads every dataset that the plan needs: databases first, then files, then (the workbench locked) the
// queries over files and over other datasets.
func (d *data) fetch(ctx context.Context, plan *Plan, fault onFault) error {
	for _, group := range plan.bySource(isDatabase) {
		if err := d.loadDatabase(ctx, plan, group, fault); err != nil {
			return err
		}
	}
	for _, group := range plan.bySource(isFolder) {
		if err := d.loadFolder(ctx, plan, group.source, fault); err != nil {
			return err
		}
	}
	if err := d.bench.Lock(ctx); err != nil {
		return fmt.Errorf("lock the workbench: %w", err)
	}
	if err := d.derive(ctx, plan, fault); err != nil {
		return err
	}
	return d.meetKeys(ctx, plan)
}

// loadDatabase reads all datasets of one database in one snapshot.
func (d *data) loadDatabase(ctx context.Context, plan *Plan, group sourceGroup, fault onFault) error {
	db, err := sources.OpenDatabase(ctx, group.source, d.p.Config.Sources[group.source], plan.Zone, d.p.Log)
	if err != nil {
		d.breaks(group.datasets...)
		return fault("sources."+group.source, err)
	}
	defer db.Close()
	for _, name := range group.datasets {
		n, err := d.loadQuery(ctx, db, name, plan.Params)
		if err != nil {
			d.breaks(name)
			if err := fault("datasets."+name+".query", fmt.Errorf("dataset %q: %w", name, err)); err != nil {
				return err
			}
			continue
		}
		d.p.Log.Debug("dataset loaded", "dataset", name, "source", group.source, "rows", n)
	}
	return nil
}

func (d *data) loadQuery(ctx context.Context, db sources.Database, name string, params map[string]any) (int64, error) {
	rows, err := db.Query(ctx, d.p.Config.Datasets[name].Query, params)
	if err != nil {
		return 0, err
	}
	return d.bench.LoadRows(ctx, "", name, rows)
}

func (d *data) loadFolder(ctx context.Context, plan *Plan, source string, fault onFault) error {
	folder, err := sources.OpenFolder(source, d.p.Config.Sources[source], d.p.Log)
	for _, name := range plan.fileTables[source] {
		if err != nil {
			d.breaks(source + "." + name)
		}
	}
	if err != nil {
		return fault("sources."+source, err)
	}
	defer folder.Close()
	for _, name := range plan.fileTables[source] {
		if !folder.Has(name) {
			if err := d.noTable(plan, source, name, folder.Names(), fault); err != nil {
				return err
			}
			continue
		}
		if err := d.loadTable(ctx, folder, source, name); err != nil {
			d.breaks(source + "." + name)
			if err := fault("sources."+source, &Unusable{Cause: err}); err != nil {
				return err
			}
		}
	}
	return nil
}

// noTable is told of each query that names a table that is not there.
func (d *data) noTable(plan *Plan, source, name string, known []string, fault onFault) error {
	d.breaks(source + "." + name)
	for _, dataset := range plan.Datasets {
		if !slices.Contains(plan.reads[dataset], source+"."+name) {
			continue
		}
		hint := nearest.Hint(name, known)
		if hint == "" {
			hint = "bilan sources " + source + " lists its tables"
		}
		query := d.p.Config.Datasets[dataset].Query
		cause := &SQLError{Message: fmt.Sprintf("there is no table %q in the source %q", name, source), Offset: tableAt(query, name), Hint: hint}
		if err := fault("datasets."+dataset+".query", &Unusable{Cause: fmt.Errorf("dataset %q: %w", dataset, cause)}); err != nil {
			return err
		}
	}
	return nil
}

// tableAt is the byte at which a query names a table that it reads, −1 when it is not seen.
func tableAt(query, name string) int {
	read := regexp.MustCompile(`(?i)\b(?:from|join)\s+"?(` + regexp.QuoteMeta(name) + `)`)
	if at := read.FindStringSubmatchIndex(query); at != nil {
		return at[2]
	}
	return strings.Index(strings.ToLower(query), name)
}

func (d *data) loadTable(ctx context.Context, folder *sources.Folder, source, name string) error {
	prepared, err := folder.Prepare(ctx, name, d.dir)
	if err != nil {
		return err
	}
	t := loadedTable{source: source, name: name, files: prepared.Files, modified: prepared.Modified}
	t.Loaded, err = d.bench.LoadFile(ctx, source, name, prepared.Files)
	d.files[source+"."+name] = t
	return err
}

// derive runs the queries over files and over other datasets, each after those it reads.
func (d *data) derive(ctx context.Context, plan *Plan, fault onFault) error {
	for _, name := range plan.Datasets {
		ds := d.p.Config.Datasets[name]
		if ds.Source != "" && isDatabase(d.p.Config.Sources[ds.Source]) {
			continue
		}
		if slices.ContainsFunc(plan.reads[name], func(r string) bool { return d.broken[r] }) {
			d.breaks(name) // the cause was told
			continue
		}
		var err error
		if ds.Entity != "" {
			err = d.entity(ctx, plan, name, ds.Entity)
		} else {
			err = d.bench.Derive(ctx, ds.Source, name, ds.Query, plan.Params)
		}
		if err != nil {
			d.breaks(name)
			var mapped config.Mistakes
			if errors.As(err, &mapped) {
				if err := fault("datasets."+name+".query", err); err != nil {
					return err
				}
				continue
			}
			if bad := d.queryMisfit(ctx, plan, name); bad != nil {
				err = &Unusable{Cause: bad}
			}
			if err := fault("datasets."+name+".query", fmt.Errorf("dataset %q: %w", name, err)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *data) breaks(names ...string) {
	for _, name := range names {
		d.broken[name] = true
	}
}

func isFolder(s config.Source) bool   { return s.Files != "" }
func isDatabase(s config.Source) bool { return s.Files == "" }

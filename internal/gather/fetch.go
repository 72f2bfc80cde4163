package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/nearest"
	"bilan/internal/plans"
	"bilan/internal/yamlfile"
	"bilan/sources"
	"bilan/sources/folder"
)

// faultHandler gets the error of a dataset that could not be loaded, and its path in the YAML. The fetch ends with the
// error that it returns, or continues after nil.
type faultHandler func(path string, err error) error

// Fetch loads every dataset that the plan needs. It reads databases first and then files. Then it locks the workbench,
// and runs the queries over files and over other datasets.
func (d *Gatherer) Fetch(ctx context.Context, plan *plans.Plan, fault faultHandler) error {
	if err := d.read(ctx, plan, fault); err != nil {
		return err
	}
	if err := d.loadPhotos(ctx, plan); err != nil {
		return err
	}
	if err := d.makeDatasets(ctx, plan, fault); err != nil {
		return err
	}
	return d.MatchKeys(ctx, plan)
}

// read loads the data of databases and files.
func (d *Gatherer) read(ctx context.Context, plan *plans.Plan, fault faultHandler) error {
	for _, group := range bySource(plan, loaded.IsDatabase) {
		if err := d.loadDatabase(ctx, plan, group, fault); err != nil {
			return err
		}
	}
	for _, group := range bySource(plan, loaded.IsFolder) {
		if err := d.loadFolder(ctx, plan, group.source, fault); err != nil {
			return err
		}
	}
	return nil
}

// makeDatasets locks the workbench and makes the datasets from the loaded data.
func (d *Gatherer) makeDatasets(ctx context.Context, plan *plans.Plan, fault faultHandler) error {
	if err := d.Bench.Lock(ctx); err != nil {
		return fmt.Errorf("lock the workbench: %w", err)
	}
	return d.runQueries(ctx, plan, fault)
}

// loadDatabase reads all datasets of one database in one snapshot.
func (d *Gatherer) loadDatabase(ctx context.Context, plan *plans.Plan, group sourceGroup, fault faultHandler) error {
	db, err := sources.OpenDatabase(ctx, group.source, d.Program.Config.Sources[group.source], plan.Zone, d.Program.Log)
	if err != nil {
		d.MarkBroken(group.datasets...)
		return fault("sources."+group.source, err)
	}
	defer db.Close()
	for _, name := range group.datasets {
		n, err := d.loadQuery(ctx, db, name, plan.Params)
		if err != nil {
			d.MarkBroken(name)
			if err := fault("datasets."+name+".query", fmt.Errorf("dataset %q: %w", name, err)); err != nil {
				return err
			}
			continue
		}
		d.Program.Log.Debug("dataset loaded", "dataset", name, "source", group.source, "rows", n)
	}
	return nil
}

func (d *Gatherer) loadQuery(ctx context.Context, db sources.Database, name string, params map[string]any) (int64, error) {
	rows, err := db.Query(ctx, d.Program.Config.Datasets[name].Query, params)
	if err != nil {
		return 0, err
	}
	return d.Bench.LoadRows(ctx, "", name, rows)
}

func (d *Gatherer) loadFolder(ctx context.Context, plan *plans.Plan, source string, fault faultHandler) error {
	folder, err := folder.Open(source, d.Program.Config.Sources[source], d.Program.Log)
	for _, name := range plan.FileTables[source] {
		if err != nil {
			d.MarkBroken(source + "." + name)
		}
	}
	if err != nil {
		return fault("sources."+source, err)
	}
	defer folder.Close()
	for _, name := range plan.FileTables[source] {
		if !folder.Has(name) {
			if err := d.reportMissingTable(plan, source, name, folder.Names(), fault); err != nil {
				return err
			}
			continue
		}
		if err := d.loadTable(ctx, folder, source, name); err != nil {
			d.MarkBroken(source + "." + name)
			if err := fault("sources."+source, &diagnose.Unusable{Cause: err}); err != nil {
				return err
			}
		}
	}
	return nil
}

// reportMissingTable reports each query of the plan that names a table which its source does not have.
func (d *Gatherer) reportMissingTable(plan *plans.Plan, source, name string, known []string, fault faultHandler) error {
	d.MarkBroken(source + "." + name)
	for _, dataset := range plan.Datasets {
		if !slices.Contains(plan.Reads[dataset], source+"."+name) {
			continue
		}
		hint := cmp.Or(nearest.Hint(name, known), "bilan sources "+source+" lists its tables")
		if bare, qualified := strings.CutPrefix(strings.ToLower(name), strings.ToLower(source)+"."); qualified {
			hint = "write the table without the source before it: from " + bare
		}
		query := d.Program.Config.Datasets[dataset].Query
		cause := &loaded.SQLError{Message: fmt.Sprintf("there is no table %q in the source %q", name, source), Offset: tableOffset(query, name), Hint: hint}
		if err := fault("datasets."+dataset+".query", &diagnose.Unusable{Cause: fmt.Errorf("dataset %q: %w", dataset, cause)}); err != nil {
			return err
		}
	}
	return nil
}

// tableOffset returns the byte offset at which a query names a table that it reads, or −1 if the query does not contain
// the name.
func tableOffset(query, name string) int {
	read := regexp.MustCompile(`(?i)\b(?:from|join)\s+"?(` + regexp.QuoteMeta(name) + `)`)
	if at := read.FindStringSubmatchIndex(query); at != nil {
		return at[2]
	}
	return strings.Index(strings.ToLower(query), name)
}

func (d *Gatherer) loadTable(ctx context.Context, folder *folder.Folder, source, name string) error {
	prepared, err := folder.Prepare(ctx, name, d.Dir)
	if err != nil {
		return err
	}
	t := loaded.Table{Source: source, Name: name, Files: prepared.Files, Modified: prepared.Modified}
	t.Loaded, err = d.Bench.LoadFile(ctx, source, name, prepared.Files)
	d.Files[source+"."+name] = t
	return err
}

// runQueries runs the queries over files and over other datasets. Each query runs after the queries that it depends on.
func (d *Gatherer) runQueries(ctx context.Context, plan *plans.Plan, fault faultHandler) error {
	for _, name := range plan.Datasets {
		ds := d.Program.Config.Datasets[name]
		if ds.Source != "" && loaded.IsDatabase(d.Program.Config.Sources[ds.Source]) {
			continue
		}
		var err error
		switch {
		case slices.ContainsFunc(plan.Reads[name], func(r string) bool { return d.Broken[r] }):
			d.MarkBroken(name) // the cause was already reported
			err = d.checkMapping(ctx, plan, ds.Entity)
		case ds.Entity != "":
			err = d.makeEntity(ctx, plan, name, ds.Entity)
		default:
			err = d.Bench.Derive(ctx, ds.Source, name, ds.Query, plan.Params)
		}
		if err != nil {
			d.MarkBroken(name)
			var mapped yamlfile.Mistakes
			if errors.As(err, &mapped) {
				if err := fault("datasets."+name+".query", err); err != nil {
					return err
				}
				continue
			}
			if bad := diagnose.QueryMisfit(ctx, d.Data, plan, name); bad != nil {
				err = &diagnose.Unusable{Cause: bad}
			}
			if err := fault("datasets."+name+".query", fmt.Errorf("dataset %q: %w", name, err)); err != nil {
				return err
			}
		}
	}
	return nil
}

// sourceGroup lists the datasets of one source, in load order.
type sourceGroup struct {
	source   string
	datasets []string
}

// bySource groups the plan's datasets by source, for the sources that sort selects. The groups are in the order in
// which the plan first needs them.
func bySource(p *plans.Plan, selects func(config.Source) bool) []sourceGroup {
	var groups []sourceGroup
	for _, name := range p.Datasets {
		source := p.Config.Datasets[name].Source
		if source == "" || !selects(p.Config.Sources[source]) {
			continue
		}
		i := slices.IndexFunc(groups, func(g sourceGroup) bool { return g.source == source })
		if i < 0 {
			groups, i = append(groups, sourceGroup{source: source}), len(groups)
		}
		groups[i].datasets = append(groups[i].datasets, name)
	}
	return groups
}

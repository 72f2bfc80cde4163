package run

import (
	"context"
	"fmt"
	"os"
	"time"

	"bilan/internal/config"
	"bilan/internal/table"
	"bilan/sources"
)

// data is a run's loaded datasets in their locked workbench.
type data struct {
	p      *Program
	bench  Workbench
	dir    string
	loaded []loadedTable

	fresh    []freshness
	controls []control
}

// loadedTable is one file table and what became of its rows.
type loadedTable struct {
	source, name string
	table.Loaded
}

func (d *data) close() {
	d.bench.Close()
	os.RemoveAll(d.dir)
}

// fetch loads every dataset that the plan needs: databases first, then files, then (the workbench locked) the
// queries over files and over other datasets.
func (p *Program) fetch(ctx context.Context, plan *Plan) (_ *data, err error) {
	dir, err := os.MkdirTemp("", "bilan-")
	if err != nil {
		return nil, err
	}
	bench, err := p.OpenWorkbench(ctx, dir)
	if err != nil {
		os.RemoveAll(dir)
		return nil, fmt.Errorf("open the workbench: %w", err)
	}
	d := &data{p: p, bench: bench, dir: dir}
	defer func() {
		if err != nil {
			d.close()
		}
	}()
	if err := d.loadDatabases(ctx, plan); err != nil {
		return nil, err
	}
	if err := d.loadFiles(ctx, plan); err != nil {
		return nil, err
	}
	if err := bench.Lock(ctx); err != nil {
		return nil, fmt.Errorf("lock the workbench: %w", err)
	}
	return d, d.derive(ctx, plan)
}

func (d *data) loadDatabases(ctx context.Context, plan *Plan) error {
	for _, group := range plan.bySource(isDatabase) {
		if err := d.loadDatabase(ctx, plan, group); err != nil {
			return err
		}
	}
	return nil
}

// loadDatabase reads all datasets of one database in one snapshot.
func (d *data) loadDatabase(ctx context.Context, plan *Plan, group sourceGroup) error {
	db, err := sources.OpenDatabase(ctx, group.source, d.p.Config.Sources[group.source], plan.Zone, d.p.Log)
	if err != nil {
		return fmt.Errorf("source %q: %w", group.source, err)
	}
	defer db.Close()
	for _, name := range group.datasets {
		started := time.Now()
		rows, err := db.Query(ctx, d.p.Config.Datasets[name].Query, plan.Params)
		if err != nil {
			return fmt.Errorf("dataset %q: %w", name, err)
		}
		n, err := d.bench.LoadRows(ctx, "", name, rows)
		if err != nil {
			return fmt.Errorf("dataset %q: %w", name, err)
		}
		d.p.Log.Debug("dataset loaded", "dataset", name, "source", group.source, "rows", n, "took", time.Since(started))
	}
	return nil
}

func (d *data) loadFiles(ctx context.Context, plan *Plan) error {
	for _, group := range plan.bySource(isFolder) {
		folder, err := sources.OpenFolder(group.source, d.p.Config.Sources[group.source], d.p.Log)
		if err != nil {
			return fmt.Errorf("source %q: %w", group.source, err)
		}
		for _, name := range plan.fileTables[group.source] {
			loaded, err := d.loadTable(ctx, folder, group.source, name)
			if err != nil {
				return fmt.Errorf("source %q: table %q: %w", group.source, name, err)
			}
			d.loaded = append(d.loaded, loadedTable{group.source, name, loaded})
		}
	}
	return nil
}

func (d *data) loadTable(ctx context.Context, folder *sources.Folder, source, name string) (table.Loaded, error) {
	prepared, err := folder.Prepare(ctx, name, d.dir)
	if err != nil {
		return table.Loaded{}, err
	}
	if prepared.Rows != nil {
		n, err := d.bench.LoadRows(ctx, source, name, prepared.Rows)
		return table.Loaded{Rows: n}, err
	}
	return d.bench.LoadFile(ctx, source, name, prepared.Files)
}

// derive runs the queries over files and over other datasets, each after those it reads.
func (d *data) derive(ctx context.Context, plan *Plan) error {
	for _, name := range plan.Datasets {
		ds := d.p.Config.Datasets[name]
		if ds.Source != "" && isDatabase(d.p.Config.Sources[ds.Source]) {
			continue
		}
		if err := d.bench.Derive(ctx, ds.Source, name, ds.Query, plan.Params); err != nil {
			return fmt.Errorf("dataset %q: %w", name, err)
		}
	}
	return nil
}

func isFolder(s config.Source) bool   { return s.Files != "" }
func isDatabase(s config.Source) bool { return s.Files == "" }

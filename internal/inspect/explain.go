package inspect

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/nearest"
	"bilan/internal/plans"
	"bilan/sources"
)

// Explain tells how a table of files is read. The table is in one of the named sources, or in any that is a folder; "source.table"
// names both. When the files cannot be read, it tells what was decided until then, beside the error.
func Explain(ctx context.Context, p *loaded.Program, only []string, table string) (sources.Reading, error) {
	if before, after, ok := strings.Cut(table, "."); ok && len(only) == 0 && loaded.IsFolder(p.Config.Sources[before]) {
		only, table = []string{before}, after
	}
	var known []string
	for _, name := range slices.Sorted(maps.Keys(p.Config.Sources)) {
		if !loaded.IsFolder(p.Config.Sources[name]) || len(only) > 0 && !slices.Contains(only, name) {
			continue
		}
		folder, err := sources.OpenFolder(name, p.Config.Sources[name], p.Log)
		if err != nil {
			return sources.Reading{}, fmt.Errorf("source %q: %w", name, err)
		}
		if folder.Has(table) {
			r, err := explain(ctx, p, folder, table)
			return r, errors.Join(err, folder.Close())
		}
		known = append(known, folder.Names()...)
		if err := folder.Close(); err != nil {
			return sources.Reading{}, err
		}
	}
	return sources.Reading{}, &plans.BadRequest{Err: fmt.Errorf("there is no table of files %q (%s)", table, nearest.Hint(table, known))}
}

func explain(ctx context.Context, p *loaded.Program, folder *sources.Folder, table string) (sources.Reading, error) {
	private, err := p.PrivateFolder()
	if err != nil {
		return sources.Reading{}, err
	}
	dir := private.Path
	r, err := folder.Explain(ctx, table, dir)
	if err == nil && r.Typed {
		err = explainTyped(ctx, p, folder, dir, &r)
	}
	if err != nil && ctx.Err() == nil {
		err = &diagnose.Unusable{Cause: err}
	}
	return r, errors.Join(err, private.Close())
}

// explainTyped asks the workbench for the columns of files that say themselves what they are.
func explainTyped(ctx context.Context, p *loaded.Program, folder *sources.Folder, dir string, r *sources.Reading) error {
	ready, err := folder.Prepare(ctx, r.Table, dir)
	if err != nil {
		return err
	}
	d, err := p.Open(ctx, p.Config.Timezone)
	if err != nil {
		return err
	}
	defer d.Close()
	if _, err := d.Bench.LoadFile(ctx, r.Source, r.Table, ready.Files); err != nil {
		return err
	}
	columns, err := d.Bench.Describe(ctx, r.Source, r.Table)
	r.Add(columns)
	return err
}

package run

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/nearest"
	"bilan/sources"
)

// Explain tells how a table of files is read. The table is in one of the named sources, or in any that is a folder; "source.table"
// names both. When the files cannot be read, it tells what was decided until then, beside the error.
func (p *Program) Explain(ctx context.Context, only []string, table string) (sources.Reading, error) {
	if before, after, ok := strings.Cut(table, "."); ok && len(only) == 0 && isFolder(p.Config.Sources[before]) {
		only, table = []string{before}, after
	}
	var known []string
	for _, name := range sortedKeys(p.Config.Sources) {
		if !isFolder(p.Config.Sources[name]) || len(only) > 0 && !slices.Contains(only, name) {
			continue
		}
		folder, err := sources.OpenFolder(name, p.Config.Sources[name], p.Log)
		if err != nil {
			return sources.Reading{}, fmt.Errorf("source %q: %w", name, err)
		}
		if folder.Has(table) {
			r, err := p.explain(ctx, folder, table)
			return r, errors.Join(err, folder.Close())
		}
		known = append(known, folder.Names()...)
		if err := folder.Close(); err != nil {
			return sources.Reading{}, err
		}
	}
	return sources.Reading{}, &BadRequest{fmt.Errorf("there is no table of files %q (%s)", table, nearest.Hint(table, known))}
}

func (p *Program) explain(ctx context.Context, folder *sources.Folder, table string) (sources.Reading, error) {
	private, err := p.privateFolder()
	if err != nil {
		return sources.Reading{}, err
	}
	dir := private.Path
	r, err := folder.Explain(ctx, table, dir)
	if err == nil && r.Typed {
		err = p.explainTyped(ctx, folder, dir, &r)
	}
	if err != nil && ctx.Err() == nil {
		err = &Unusable{Cause: err}
	}
	return r, errors.Join(err, private.Close())
}

// explainTyped asks the workbench for the columns of files that say themselves what they are.
func (p *Program) explainTyped(ctx context.Context, folder *sources.Folder, dir string, r *sources.Reading) error {
	ready, err := folder.Prepare(ctx, r.Table, dir)
	if err != nil {
		return err
	}
	d, err := p.open(ctx, p.Config.Timezone)
	if err != nil {
		return err
	}
	defer d.close()
	if _, err := d.bench.LoadFile(ctx, r.Source, r.Table, ready.Files); err != nil {
		return err
	}
	columns, err := d.bench.Describe(ctx, r.Source, r.Table)
	r.Add(columns)
	return err
}

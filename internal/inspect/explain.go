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
	"bilan/sources/folder"
)

// Explain reports how a table of files is read. It looks for the table in the named sources, or in all folders of files
// if none is named; "source.table" names both. If the files cannot be read, it returns what was found out before the
// error, together with the error.
func Explain(ctx context.Context, p *loaded.Program, only []string, table string) (folder.Reading, error) {
	if before, after, ok := strings.Cut(table, "."); ok && len(only) == 0 && loaded.IsFolder(p.Config.Sources[before]) {
		only, table = []string{before}, after
	}
	var known []string
	for _, name := range slices.Sorted(maps.Keys(p.Config.Sources)) {
		if !loaded.IsFolder(p.Config.Sources[name]) || len(only) > 0 && !slices.Contains(only, name) {
			continue
		}
		files, err := folder.Open(name, p.Config.Sources[name], p.Log)
		if err != nil {
			return folder.Reading{}, fmt.Errorf("source %q: %w", name, err)
		}
		if files.Has(table) {
			r, err := explainTable(ctx, p, files, table)
			return r, errors.Join(err, files.Close())
		}
		known = append(known, files.Names()...)
		if err := files.Close(); err != nil {
			return folder.Reading{}, err
		}
	}
	return folder.Reading{}, &plans.BadRequest{Err: fmt.Errorf("there is no table of files %q (%s)", table, nearest.Hint(table, known))}
}

func explainTable(ctx context.Context, p *loaded.Program, files *folder.Folder, table string) (folder.Reading, error) {
	private, err := p.PrivateFolder()
	if err != nil {
		return folder.Reading{}, err
	}
	dir := private.Path
	r, err := files.Explain(ctx, table, dir)
	if err == nil && r.Typed {
		err = explainTyped(ctx, p, files, dir, &r)
	}
	if err != nil && ctx.Err() == nil {
		err = &diagnose.Unusable{Cause: err}
	}
	return r, errors.Join(err, private.Close())
}

// explainTyped adds the columns of files that declare their own types, as the workbench reads them.
func explainTyped(ctx context.Context, p *loaded.Program, files *folder.Folder, dir string, r *folder.Reading) error {
	ready, err := files.Prepare(ctx, r.Table, dir)
	if err != nil {
		return err
	}
	d, err := p.Open(ctx, p.Config.Timezone.Location())
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

package inspect

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"bilan/internal/loaded"
	"bilan/internal/nearest"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/internal/yamlfile"
	"bilan/sources"
	"bilan/sources/folder"
)

// Listing is a source with the tables that it can see.
type Listing struct {
	Name   string
	Kind   string // as in "files in exports" or "postgres"
	Tables []table.Info
}

// Sources lists the tables of the named sources, or of all sources if only is empty.
func Sources(ctx context.Context, p *loaded.Program, only []string) ([]Listing, error) {
	names := slices.Sorted(maps.Keys(p.Config.Sources))
	for _, name := range only {
		if !slices.Contains(names, name) {
			return nil, &plans.BadRequest{Err: fmt.Errorf("there is no source %q (%s)", name, nearest.Hint(name, names))}
		}
	}
	if len(only) > 0 {
		names = only
	}
	var list []Listing
	for _, name := range names {
		l, err := listTables(ctx, p, name)
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, nil
}

func listTables(ctx context.Context, p *loaded.Program, name string) (Listing, error) {
	src := p.Config.Sources[name]
	if loaded.IsFolder(src) {
		folder, err := folder.Open(name, src, p.Log)
		if err != nil {
			return Listing{}, fmt.Errorf("source %q: %w", name, err)
		}
		defer folder.Close()
		tables, err := folder.Tables()
		return Listing{name, "files in " + yamlfile.PathFrom(p.Config.Files()[0], src.Files), tables}, err
	}
	db, err := sources.OpenDatabase(ctx, name, src, p.Config.Timezone.Location(), p.Log)
	if err != nil {
		return Listing{}, err
	}
	defer db.Close()
	tables, err := db.Tables(ctx)
	dialect, _ := sources.DialectOf(src)
	return Listing{name, dialect.Name, tables}, err
}

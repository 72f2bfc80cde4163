package sources

import (
	"context"
	"strings"
	"time"

	"bilan/internal/table"
)

const sqliteTables = `SELECT m.name, p.name, p.type FROM sqlite_schema m, pragma_table_xinfo(m.name) p
	WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND p.hidden <> 1
	ORDER BY m.name, p.cid`

// tables names kinds by declared types alone; a query looks at the values too.
func (s *sqliteSession) tables(ctx context.Context) ([]TableInfo, error) {
	var list tableList
	err := s.each(ctx, sqliteTables, nil, func(v []any) {
		name := textOf(v[0])
		column := newSQLiteColumn(textOf(v[1]), textOf(v[2]))
		typed, _ := column.decide(time.UTC)
		list.add(sqliteName(name), s.file+": "+name, table.Column{Name: typed.Name, Kind: typed.Kind, Scale: typed.Scale})
	})
	return list, err
}

func sqliteName(name string) string {
	if bareName.MatchString(name) {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// warnings has none: the file is opened read-only, whoever may write it.
func (s *sqliteSession) warnings(context.Context) ([]string, error) { return nil, nil }

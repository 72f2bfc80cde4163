package sqlite

import (
	"context"
	"time"

	"bilan/internal/table"
	"bilan/sources/driver"
)

const sqliteTables = `SELECT m.name, p.name, p.type FROM sqlite_schema m, pragma_table_xinfo(m.name) p
	WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND p.hidden <> 1
	ORDER BY m.name, p.cid`

// Tables lists the tables with types from their declarations only. A query also reads the values.
func (s *session) Tables(ctx context.Context) ([]table.Info, error) {
	var list driver.TableList
	err := s.eachRow(ctx, sqliteTables, nil, func(v []any) {
		name := driver.TextOf(v[0])
		column := newSQLiteColumn(driver.TextOf(v[1]), driver.TextOf(v[2]))
		typed, _ := column.decide(time.UTC)
		list.Add(sqliteName(name), s.file+": "+name, table.Column{Name: typed.Name, Kind: typed.Kind, Scale: typed.Scale})
	})
	return list, err
}

func sqliteName(name string) string {
	if driver.BareName.MatchString(name) {
		return name
	}
	return table.Ident(name)
}

// Warnings returns none: the file is opened read-only, even if this user could write it.
func (s *session) Warnings(context.Context) ([]string, error) { return nil, nil }

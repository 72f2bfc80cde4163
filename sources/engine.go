package sources

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/sources/driver"
	"bilan/sources/mysql"
	"bilan/sources/params"
	"bilan/sources/postgres"
	"bilan/sources/sqlite"
	"bilan/sources/sqlserver"
)

// engine is one kind of database. Its driver is in a package below this one.
type engine struct {
	dialect params.Dialect
	dsn     func(config.Source) string
	grace   time.Duration // added to the statement time-out in the client, so that the server's time-out comes first
	open    func(context.Context, driver.Opening) (driver.Session, error)
	explain func(error, *params.Bound) driver.Problem
}

// engines contains every kind of database by its key in the YAML. MariaDB is MySQL under a key of its own.
var engines map[string]engine

func init() {
	mysqlEngine := engine{dialect: params.MySQL, grace: 5 * time.Second, open: mysql.Open, explain: mysql.Explain,
		dsn: func(s config.Source) string { return s.MySQL.Reveal() }}
	mariaEngine := mysqlEngine
	mariaEngine.dsn = func(s config.Source) string { return s.MariaDB.Reveal() }
	engines = map[string]engine{
		"postgres": {dialect: params.Postgres, grace: 5 * time.Second, open: postgres.Open, explain: postgres.Explain,
			dsn: func(s config.Source) string { return s.Postgres.Reveal() }},
		"mysql":   mysqlEngine,
		"mariadb": mariaEngine,
		"sqlserver": {dialect: params.SQLServer, open: sqlserver.Open, explain: sqlserver.Explain,
			dsn: func(s config.Source) string { return s.SQLServer.Reveal() }},
		"sqlite": {dialect: params.SQLite, open: sqlite.Open, explain: sqlite.Explain,
			dsn: func(s config.Source) string { return s.SQLite }},
	}
}

// engineOf returns the one engine for which a source has a connection string.
func engineOf(src config.Source) (engine, error) {
	var found []string
	for kind, e := range engines {
		if e.dsn(src) != "" {
			found = append(found, kind)
		}
	}
	slices.Sort(found)
	switch len(found) {
	case 0:
		return engine{}, errors.New("no database is named (write one of " + strings.Join(slices.Sorted(maps.Keys(engines)), ", ") + ")")
	case 1:
		return engines[found[0]], nil
	}
	return engine{}, errors.New("names several databases, " + strings.Join(found, " and ") + ": keep one")
}

// DialectOf is the SQL dialect of a source; ok is false for a folder of files.
func DialectOf(src config.Source) (d params.Dialect, ok bool) {
	e, err := engineOf(src)
	return e.dialect, err == nil
}

package sources

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
)

// drivers holds every kind of database by its key in the YAML. MariaDB is MySQL's driver under its own name.
var drivers map[string]driver

func init() {
	mysqlDriver := driver{dialect: mysqlDialect, grace: 5 * time.Second, open: openMySQL, explain: explainMySQL,
		dsn: func(s config.Source) string { return s.MySQL.Reveal() }}
	mariaDriver := mysqlDriver
	mariaDriver.dsn = func(s config.Source) string { return s.MariaDB.Reveal() }
	drivers = map[string]driver{
		"postgres": {dialect: postgresDialect, grace: 5 * time.Second, open: openPostgres, explain: explainPostgres,
			dsn: func(s config.Source) string { return s.Postgres.Reveal() }},
		"mysql":   mysqlDriver,
		"mariadb": mariaDriver,
		"sqlserver": {dialect: sqlServerDialect, open: openSQLServer, explain: explainSQLServer,
			dsn: func(s config.Source) string { return s.SQLServer.Reveal() }},
		"sqlite": {dialect: sqliteDialect, open: openSQLite, explain: explainSQLite,
			dsn: func(s config.Source) string { return s.SQLite }},
	}
}

// driverOf finds the one driver that a source names.
func driverOf(src config.Source) (driver, error) {
	var found []string
	for kind, drv := range drivers {
		if drv.dsn(src) != "" {
			found = append(found, kind)
		}
	}
	slices.Sort(found)
	switch len(found) {
	case 0:
		return driver{}, errors.New("no database is named (write one of " + strings.Join(slices.Sorted(maps.Keys(drivers)), ", ") + ")")
	case 1:
		return drivers[found[0]], nil
	}
	return driver{}, errors.New("names several databases, " + strings.Join(found, " and ") + ": keep one")
}

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
		secret: func(s config.Source) (config.Secret, string) { return s.MySQL, s.MySQLFile }}
	mariaDriver := mysqlDriver
	mariaDriver.secret = func(s config.Source) (config.Secret, string) { return s.MariaDB, s.MariaDBFile }
	drivers = map[string]driver{
		"postgres": {dialect: postgresDialect, grace: 5 * time.Second, open: openPostgres, explain: explainPostgres,
			secret: func(s config.Source) (config.Secret, string) { return s.Postgres, s.PostgresFile }},
		"mysql":   mysqlDriver,
		"mariadb": mariaDriver,
		"sqlserver": {dialect: sqlServerDialect, open: openSQLServer, explain: explainSQLServer,
			secret: func(s config.Source) (config.Secret, string) { return s.SQLServer, s.SQLServerFile }},
		"sqlite": {dialect: sqliteDialect, open: openSQLite, explain: explainSQLite,
			secret: func(s config.Source) (config.Secret, string) { return config.Secret(s.SQLite), "" }},
	}
}

// driverOf finds the one driver that a source names.
func driverOf(src config.Source) (string, driver, error) {
	var found []string
	for kind, drv := range drivers {
		if dsn, file := drv.secret(src); dsn != "" || file != "" {
			found = append(found, kind)
		}
	}
	slices.Sort(found)
	switch len(found) {
	case 0:
		return "", driver{}, errors.New("no database is named (write one of " + strings.Join(slices.Sorted(maps.Keys(drivers)), ", ") + ")")
	case 1:
		return found[0], drivers[found[0]], nil
	}
	return "", driver{}, errors.New("names several databases, " + strings.Join(found, " and ") + ": keep one")
}

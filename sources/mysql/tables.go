package mysql

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/sources/driver"
)

const mysqlTables = `SELECT table_schema, table_name, column_name, data_type, column_type, COALESCE(numeric_precision, 0), COALESCE(numeric_scale, 0)
	FROM information_schema.columns
	WHERE table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
	ORDER BY table_schema, table_name, ordinal_position`

func (s *session) Tables(ctx context.Context) ([]table.Info, error) {
	rows, err := s.Conn.QueryContext(ctx, mysqlTables)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list driver.TableList
	for rows.Next() {
		var schema, name, column, dataType, columnType string
		var width, scale int
		if err := rows.Scan(&schema, &name, &column, &dataType, &columnType, &width, &scale); err != nil {
			return nil, err
		}
		dataType = strings.ToUpper(dataType)
		if strings.Contains(columnType, "unsigned") {
			dataType = "UNSIGNED " + dataType
		}
		kind, _ := s.kind(dataType)
		if kind != table.Decimal {
			width, scale = 0, 0
		}
		list.Add(s.tableName(schema, name), schema+"."+name, table.Column{Name: column, Kind: kind, Scale: scale, Width: width})
	}
	slices.SortFunc(list, func(a, b table.Info) int { return strings.Compare(a.Name, b.Name) })
	return list, rows.Err()
}

func (s *session) tableName(schema, name string) string {
	if schema == s.current {
		return backticked(name)
	}
	return backticked(schema) + "." + backticked(name)
}

func backticked(name string) string {
	if driver.BareName.MatchString(name) {
		return name
	}
	return "`" + strings.ReplaceAll(name, "`", "``") + "`"
}

var grantLine = regexp.MustCompile(`^GRANT (.+?) ON (\S+) TO `)

// readingPrivileges are the privileges that can neither change nor remove anything.
var readingPrivileges = []string{"SELECT", "SHOW VIEW", "USAGE", "SHOW DATABASES", "PROCESS", "EXECUTE", "REPLICATION CLIENT",
	"BINLOG MONITOR", "SLAVE MONITOR", "LOCK TABLES"}

func (s *session) Warnings(ctx context.Context) ([]string, error) {
	grants, err := s.queryStrings(ctx, "SHOW GRANTS")
	if err != nil {
		return nil, err
	}
	var said []string
	var user string
	if err := s.Conn.QueryRowContext(ctx, "SELECT CURRENT_USER()").Scan(&user); err != nil {
		return nil, err
	}
	if writes := writingGrants(grants); len(writes) > 0 {
		said = append(said, fmt.Sprintf("user %s can do more than read (%s): %s", user, strings.Join(writes, ", "), driver.ReadOnlyHint))
	}
	var name, cipher string
	err = s.Conn.QueryRowContext(ctx, "SHOW SESSION STATUS LIKE 'Ssl_cipher'").Scan(&name, &cipher)
	if err == nil && cipher == "" && !s.local {
		said = append(said, "the connection is not encrypted: add ssl-mode=verify_identity (tls=true in the driver's own form)")
	}
	if s.utc && s.zone.String() != "UTC" {
		said = append(said, fmt.Sprintf("the server has no time zone tables: in queries, TIMESTAMP columns are compared in UTC and not in %s "+
			"(load them with mariadb-tzinfo-to-sql or mysql_tzinfo_to_sql)", s.zone))
	}
	return said, nil
}

func (s *session) queryStrings(ctx context.Context, sql string) (out []string, err error) {
	rows, err := s.Conn.QueryContext(ctx, sql)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

// writingGrants lists the privileges in the output of SHOW GRANTS that allow more than reading, without repetition.
func writingGrants(grants []string) (found []string) {
	for _, g := range grants {
		m := grantLine.FindStringSubmatch(g)
		if m == nil {
			continue
		}
		for _, right := range regexp.MustCompile(`\([^)]*\)`).Split(m[1], -1) {
			for _, r := range strings.Split(right, ",") {
				r = strings.TrimSpace(r)
				if r != "" && !slices.Contains(readingPrivileges, r) && !slices.Contains(found, r) {
					found = append(found, r)
				}
			}
		}
	}
	return found
}

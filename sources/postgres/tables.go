package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"bilan/internal/table"
	"bilan/sources/driver"
)

// A table in the search path needs no schema. The type regclass quotes names where SQL requires it.
const pgTables = `SELECT c.oid::regclass::text, current_database() || '.' || n.nspname || '.' || c.relname,
		a.attname, a.atttypid::text, a.atttypmod::text
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
		AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
		AND has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
	ORDER BY 1, 2, a.attnum`

func (s *session) Tables(ctx context.Context) ([]table.Info, error) {
	rows, err := s.queryGuarded(ctx, pgTables)
	if err != nil {
		return nil, err
	}
	var list driver.TableList
	for _, r := range rows {
		oid, _ := strconv.ParseUint(r[3], 10, 32)
		modifier, _ := strconv.ParseInt(r[4], 10, 32)
		column, _ := s.column(r[2], uint32(oid), int32(modifier))
		list.Add(r[0], r[1], column)
	}
	return list, nil
}

// queryGuarded does the same as queryText, but leaves the transaction usable if the query fails.
func (s *session) queryGuarded(ctx context.Context, sql string) ([][]string, error) {
	if _, err := s.queryText(ctx, "SAVEPOINT bilan"); err != nil {
		return nil, err
	}
	rows, err := s.queryText(ctx, sql)
	if undone := s.rollbackToSavepoint(); err == nil {
		err = undone
	}
	return rows, err
}

const pgRights = `SELECT current_user, r.rolsuper, r.rolcreaterole OR r.rolcreatedb OR r.rolreplication,
		pg_has_role('pg_execute_server_program', 'MEMBER') OR pg_has_role('pg_write_server_files', 'MEMBER'),
		(SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
			AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
	FROM pg_roles r WHERE r.rolname = current_user`

func (s *session) Warnings(ctx context.Context) ([]string, error) {
	rows, err := s.queryGuarded(ctx, pgRights)
	if err != nil {
		return nil, err
	}
	var said []string
	for _, r := range rows {
		switch {
		case r[1] == "t":
			said = append(said, fmt.Sprintf("user %q is a superuser: %s", r[0], driver.ReadOnlyHint))
		case r[3] == "t":
			said = append(said, fmt.Sprintf("user %q may run programs or write files on the server: %s", r[0], driver.ReadOnlyHint))
		case r[4] != "0":
			said = append(said, fmt.Sprintf("user %q can write to %s of the tables: %s", r[0], r[4], driver.ReadOnlyHint))
		case r[2] == "t":
			said = append(said, fmt.Sprintf("user %q may create roles or databases, or replicate: %s", r[0], driver.ReadOnlyHint))
		}
	}
	if !s.encrypted() && !driver.IsLoopback(s.conn.Conn().RemoteAddr()) {
		said = append(said, fmt.Sprintf("the connection to %s is not encrypted: add sslmode=verify-full", strings.TrimSpace(s.host)))
	}
	return said, nil
}

package sqlserver

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"bilan/internal/table"
	"bilan/sources/driver"

	"github.com/microsoft/go-mssqldb/msdsn"
)

const sqlServerTables = `SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, UPPER(c.DATA_TYPE), COALESCE(c.NUMERIC_PRECISION, 0), COALESCE(c.NUMERIC_SCALE, 0), SCHEMA_NAME(), DB_NAME()
	FROM INFORMATION_SCHEMA.COLUMNS c WHERE c.TABLE_SCHEMA NOT IN ('sys', 'INFORMATION_SCHEMA')
	ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION`

func (s *session) Tables(ctx context.Context) ([]table.Info, error) {
	rows, err := s.Conn.QueryContext(ctx, sqlServerTables)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list driver.TableList
	for rows.Next() {
		var schema, name, column, dataType, home, database string
		var width, scale int
		if err := rows.Scan(&schema, &name, &column, &dataType, &width, &scale, &home, &database); err != nil {
			return nil, err
		}
		typed, _ := s.column(column, dataType, width, scale)
		list.Add(nameOf(home, schema, name), database+"."+schema+"."+name, typed)
	}
	return list, rows.Err()
}

func nameOf(home, schema, name string) string {
	if schema == home {
		return bracketed(name)
	}
	return bracketed(schema) + "." + bracketed(name)
}

func bracketed(name string) string {
	if driver.BareName.MatchString(name) {
		return name
	}
	return "[" + strings.ReplaceAll(name, "]", "]]") + "]"
}

const sqlServerRights = `SELECT SUSER_SNAME(), COALESCE(IS_SRVROLEMEMBER('sysadmin'), 0), COALESCE(IS_ROLEMEMBER('db_owner'), 0),
	COALESCE(IS_ROLEMEMBER('db_datawriter'), 0) | COALESCE(HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'INSERT'), 0)`

func (s *session) Warnings(ctx context.Context) ([]string, error) {
	var user sql.NullString
	var admin, owner, writer int
	if err := s.Conn.QueryRowContext(ctx, sqlServerRights).Scan(&user, &admin, &owner, &writer); err != nil {
		return nil, err
	}
	return s.warnings(user.String, admin, owner, writer), nil
}

func (s *session) warnings(user string, admin, owner, writer int) (said []string) {
	switch {
	case admin == 1:
		said = append(said, fmt.Sprintf("user %q is sysadmin: %s", user, driver.ReadOnlyHint))
	case owner == 1:
		said = append(said, fmt.Sprintf("user %q owns the database: %s", user, driver.ReadOnlyHint))
	case writer == 1:
		said = append(said, fmt.Sprintf("user %q can write: %s", user, driver.ReadOnlyHint))
	}
	if s.config.Encryption != msdsn.EncryptionRequired && s.config.Encryption != msdsn.EncryptionStrict && !s.local() {
		said = append(said, "the connection encrypts only the login: add encrypt=true")
	}
	if s.noSnapshot {
		said = append(said, "the database allows no snapshot, so two queries of one report may see different data (ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON)")
	}
	return said
}

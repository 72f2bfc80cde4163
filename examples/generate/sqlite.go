package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// writeSQLite writes the sheets to a database file. The same sheets give the same rows in the same order. The bytes
// also depend on SQLite's version, whose number is in the file.
func writeSQLite(path string, sheets []*sheet) (err error) {
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer func() {
		if e := db.Close(); err == nil {
			err = e
		}
	}()
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer tx.Rollback()
	for _, s := range sheets {
		if err := s.insert(tx); err != nil {
			return fmt.Errorf("write %s: table %q: %w", path, s.name, err)
		}
	}
	return tx.Commit()
}

func (s *sheet) insert(tx *sql.Tx) error {
	columns := make([]string, len(s.header))
	for i, name := range s.header {
		columns[i] = name + " " + sqliteType(s.rows[0][i])
	}
	if _, err := tx.Exec("create table " + s.name + " (" + strings.Join(columns, ", ") + ")"); err != nil {
		return err
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(s.header)), ",")
	insert, err := tx.Prepare("insert into " + s.name + " values (" + marks + ")")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, row := range s.rows {
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = sqliteValue(c)
		}
		if _, err := insert.Exec(cells...); err != nil {
			return err
		}
	}
	return nil
}

func sqliteType(c any) string {
	switch c.(type) {
	case time.Time:
		return "date"
	case cents:
		return "decimal(12,2)"
	case int:
		return "integer"
	}
	return "text"
}

func sqliteValue(c any) any {
	switch v := c.(type) {
	case time.Time:
		if v.IsZero() {
			return nil
		}
		return v.Format(time.DateOnly)
	case cents:
		return v.String()
	case string:
		if v == "" {
			return nil
		}
	}
	return c
}

package profile

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/guess"
	"bilan/internal/table"
	"bilan/sources"
)

const (
	firstRows  = 100_000 // how many rows of a table are read, which is enough to recognise it
	manyTables = 60      // in a database with more tables, only those with names about sales are read
)

// Database reads the first rows of each table of a database.
func Database(ctx context.Context, open Opener, name string, src config.Source) (*Profile, error) {
	r := &reader{open: open, source: name, log: slog.New(slog.DiscardHandler)}
	db, err := sources.OpenDatabase(ctx, name, src, time.UTC, r.log)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	list, err := db.Tables(ctx)
	if err != nil {
		return nil, err
	}
	if r.engine, err = open(ctx); err != nil {
		return nil, err
	}
	var names []string
	for _, info := range list {
		tableName := strings.NewReplacer(`"`, "", "`", "", "[", "", "]", "").Replace(info.Name)
		if len(list) > manyTables && !guess.IsSalesTable(tableName) {
			continue
		}
		switch err := r.loadFirst(ctx, db, info, tableName); {
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case err != nil:
			r.found.Unread = append(r.found.Unread, fmt.Sprintf("%s.%s could not be read: %s", name, tableName, err))
		default:
			names = append(names, tableName)
		}
	}
	if err := r.engine.Lock(ctx); err != nil {
		return nil, err
	}
	for _, tableName := range names {
		t, err := r.summarise(ctx, tableName, tableName)
		if err != nil {
			return nil, err
		}
		r.found.Tables = append(r.found.Tables, t)
	}
	return &r.found, nil
}

func (r *reader) loadFirst(ctx context.Context, db sources.Database, info table.Info, tableName string) error {
	rows, err := db.Query(ctx, "select * from "+info.Name, nil)
	if err != nil {
		return err
	}
	_, err = r.engine.LoadRows(ctx, "", tableName, &firstOf{Rows: rows, left: firstRows})
	return err
}

// firstOf limits rows to the first ones.
type firstOf struct {
	table.Rows
	left int
}

func (h *firstOf) Next() ([]table.Cell, error) {
	if h.left == 0 {
		return nil, io.EOF
	}
	h.left--
	return h.Rows.Next()
}

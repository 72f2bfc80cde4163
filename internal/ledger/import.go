package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/store"
)

// The tables that are copied first, because others refer to them, and the tables that are not copied. The latter have
// temporary data, such as the processes that are alive, and the identity of the state.
var (
	tablesFirst     = []string{"bilan_slot", "bilan_edition", "bilan_part", "bilan_piece", "bilan_delivery", "bilan_attempt", "bilan_bounce", "bilan_review", "bilan_correction"}
	tablesNotCopied = []string{"bilan_schema", "bilan_worker", "bilan_origin", "bilan_config", "bilan_replica", "bilan_pace"}
)

// ErrNotEmpty reports that a state is not empty.
var ErrNotEmpty = errors.New("it is in use already: something was planned or sent from it")

// Import copies everything from a state in SQLite into this state, in one transaction. This state must be empty, and no
// process may use the old one meanwhile. Afterwards the old state is Behind, so that it sends nothing any more.
func (l *Ledger) Import(ctx context.Context, file string) error {
	old, err := Open(ctx, Options{SQLite: file, Log: l.log, Now: l.now})
	if err != nil {
		return err
	}
	err = l.importFrom(ctx, old)
	return errors.Join(err, old.Close())
}

func (l *Ledger) importFrom(ctx context.Context, old *Ledger) error {
	if locked, err := old.TryLock(); err != nil {
		return err
	} else if !locked {
		return ErrNotLocked
	}
	if err := old.origin.Check(ctx); err != nil {
		return err
	}
	err := l.db.Write(ctx, func(t database.Tx) error {
		var known int64
		if err := database.One(ctx, t, "SELECT (SELECT count(*) FROM bilan_slot) + (SELECT count(*) FROM bilan_watermark)", nil, &known); err != nil {
			return err
		}
		if known > 0 {
			return ErrNotEmpty
		}
		return copyTables(ctx, old.db.Reader(), t)
	})
	if err != nil {
		return err
	}
	return old.SetBehind(ctx, l.now(), "it was imported into another state, which goes on in its place")
}

func copyTables(ctx context.Context, from, to database.Conn) error {
	names, err := database.All(ctx, from, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'bilan_%' ORDER BY name", nil, scanText)
	if err != nil {
		return err
	}
	rest := slices.DeleteFunc(names, func(name string) bool {
		return slices.Contains(tablesNotCopied, name) || slices.Contains(tablesFirst, name)
	})
	for _, name := range slices.Concat(tablesFirst, rest) {
		if err := copyTable(ctx, from, to, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func copyTable(ctx context.Context, from, to database.Conn, name string) error {
	columns, err := database.All(ctx, from, "SELECT name FROM pragma_table_info($1) ORDER BY cid", []any{name}, scanText)
	if err != nil {
		return err
	}
	placeholders, values, dest := make([]string, len(columns)), make([]any, len(columns)), make([]any, len(columns))
	for i := range columns {
		placeholders[i], dest[i] = fmt.Sprintf("$%d", i+1), &values[i]
	}
	list := strings.Join(columns, ", ")
	insert := "INSERT INTO " + name + " (" + list + ") VALUES (" + strings.Join(placeholders, ", ") + ")"
	r, err := from.Query(ctx, "SELECT "+list+" FROM "+name)
	if err != nil {
		return err
	}
	defer r.Close()
	for r.Next() {
		if err := r.Scan(dest...); err != nil {
			return err
		}
		for i, column := range columns {
			if column == "job" { // this state has another queue, which gets new jobs for all open work
				values[i] = int64(0)
			}
			if b, ok := values[i].([]byte); ok && b == nil { // SQLite's driver gives this for bytes of length 0, which are not NULL
				values[i] = []byte{}
			}
		}
		if _, err := to.Exec(ctx, insert, values...); err != nil {
			return err
		}
	}
	return errors.Join(r.Err(), continueIDs(ctx, to, name, columns))
}

// continueIDs makes the ids of a table on PostgreSQL continue after those that were copied.
func continueIDs(ctx context.Context, to database.Conn, name string, columns []string) error {
	if !store.InPostgres(to) || !slices.Contains(columns, "id") {
		return nil
	}
	_, err := to.Exec(ctx, "SELECT setval(pg_get_serial_sequence('"+name+"', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM "+name+"), false)")
	return err
}

func scanText(scan func(...any) error) (s string, err error) { return s, scan(&s) }

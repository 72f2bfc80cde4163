// Package baseline finds the figures that a report's next edition is compared with: those that its readers saw last, or
// those that its owner accepted since.
package baseline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/ledger/database"
	"bilan/report/record"
)

// Load returns the figures with which an edition of a turn is compared, in their stored form; nil if there are none.
func Load(ctx context.Context, l *ledger.Ledger, k ledger.Key) ([]byte, error) {
	seen, err := l.ShownEdition(ctx, k)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return nil, fmt.Errorf("read the previous edition: %w", err)
	}
	at, agreed, err := loadAccepted(ctx, l, k)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the accepted figures: %w", err)
	case agreed != nil && !at.Before(seen.Created):
		return agreed, nil
	case len(seen.Record) > 0:
		return seen.Record, nil
	case len(seen.Figures) == 0:
		return nil, nil
	}
	set, err := record.FromExport(seen.Figures) // written by an earlier version, which stored no record
	if err != nil {
		return nil, err
	}
	return set.Encode()
}

// LoadRows returns the figures with which the editions of a turn's members are compared, in their stored form, by row
// key. They are those of the member's newest edition of the turn before. If the owner accepted the report's figures
// after that turn, there are none.
func LoadRows(ctx context.Context, l *ledger.Ledger, k ledger.Key) (map[string][]byte, error) {
	seen, err := l.ShownEdition(ctx, k)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("read the previous edition: %w", err)
	}
	if at, figures, err := loadAccepted(ctx, l, k); err != nil || figures != nil && !at.Before(seen.Created) {
		return nil, err
	}
	rows, newest := map[string][]byte{}, map[string]int64{}
	err = l.Read(ctx, func(t ledger.Tx) error {
		return t.Query(ctx, `SELECT e.row_key, e.id, c.bytes FROM bilan_edition e JOIN bilan_slot s ON s.id = e.slot_id JOIN bilan_part p ON p.edition = e.id AND p.name = 'record'
			JOIN bilan_piece c ON c.part = p.id WHERE e.report = $1 AND e.slot = $2 AND e.row_key <> '' AND e.draft = 0 AND s.kind <> 'address' ORDER BY e.row_key, e.id DESC, c.number`,
			[]any{k.Report, seen.Key.Slot}, func(scan func(...any) error) error {
				var row string
				var id int64
				var piece []byte
				if err := scan(&row, &id, &piece); err != nil {
					return err
				}
				if newest[row] == 0 {
					newest[row] = id
				}
				if newest[row] == id {
					rows[row] = append(rows[row], piece...)
				}
				return nil
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read the members' previous editions: %w", err)
	}
	return rows, nil
}

func loadAccepted(ctx context.Context, l *ledger.Ledger, k ledger.Key) (at time.Time, figures []byte, err error) {
	err = l.Read(ctx, func(t ledger.Tx) error {
		return t.Query(ctx, "SELECT at, figures FROM bilan_base WHERE report = $1 AND row_key = $2", []any{k.Report, k.Row}, func(scan func(...any) error) error {
			var us int64
			err := scan(&us, &figures)
			at = database.Instant(us)
			return err
		})
	})
	return at, figures, err
}

// Accept stores figures as the baseline of a report's next edition, so that changes before them are not mentioned.
func Accept(ctx context.Context, l *ledger.Ledger, report, row, by string, at time.Time, figures []byte) error {
	err := l.Write(ctx, func(t ledger.Tx) error {
		_, err := t.Exec(ctx, `INSERT INTO bilan_base (report, row_key, at, by_whom, figures) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (report, row_key) DO UPDATE SET at = excluded.at, by_whom = excluded.by_whom, figures = excluded.figures`, report, row, database.Micros(at), by, figures)
		return err
	})
	if err != nil {
		return fmt.Errorf("store the accepted figures: %w", err)
	}
	return nil
}

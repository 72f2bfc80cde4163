package entry

import (
	"context"
	"fmt"

	"bilan/internal/ledger/database"
)

// InsertEdition stores an edition without its large parts, which are stored separately.
func (w Writer) InsertEdition(ctx context.Context, t database.Tx, s Slot, e Edition) (id int64, err error) {
	now := database.Micros(w.now())
	if e.Version, err = nextVersion(ctx, t, s); err != nil {
		return 0, err
	}
	err = database.One(ctx, t, `INSERT INTO bilan_edition (slot_id, report, slot, row_key, extra, version, period, created, sha256, subject, file_name, draft, banner, batch, figures, pdf)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15) RETURNING id`,
		[]any{s.ID, s.Report, s.Key.Slot, s.Row, s.Extra, e.Version, e.PeriodID, now, e.SHA256, e.Subject, e.FileName, database.BoolNumber(e.Draft), e.Banner, e.Batch,
			[]byte{}}, &id)
	if err != nil {
		return 0, err
	}
	_, err = t.Exec(ctx, "UPDATE bilan_slot SET edition = $2, made = $3 WHERE id = $1", s.ID, id, now)
	return id, err
}

// nextVersion returns the version of a new edition. For a correction it is one more than the newest version of the
// turn, even if not every member got that version. Any other edition gets the newest version.
func nextVersion(ctx context.Context, t database.Tx, s Slot) (v int, err error) {
	err = database.One(ctx, t, `SELECT coalesce(max(e.version), 0) FROM bilan_edition e JOIN bilan_slot s ON s.id = e.slot_id
		WHERE e.report = $1 AND e.slot = $2 AND e.extra <> $3 AND s.kind <> 'address'`, []any{s.Report, s.Key.Slot, s.Extra}, &v)
	if s.Kind == Correction {
		return v + 1, err
	}
	return max(v, 1), err
}

const editionColumns = "id, report, slot, row_key, extra, version, period, created, sha256, subject, file_name, draft, banner, batch"

func scanEdition(scan func(...any) error, more ...any) (e Edition, err error) {
	var created, draft int64
	err = scan(append([]any{&e.ID, &e.Report, &e.Key.Slot, &e.Row, &e.Extra, &e.Version, &e.PeriodID, &created, &e.SHA256, &e.Subject, &e.FileName,
		&draft, &e.Banner, &e.Batch}, more...)...)
	e.Created, e.Draft = database.Instant(created), draft != 0
	return e, err
}

// ReadEditions returns the editions that the SQL after FROM selects, without their large parts.
func ReadEditions(ctx context.Context, c database.Conn, rest string, args ...any) ([]Edition, error) {
	return database.All(ctx, c, "SELECT "+editionColumns+" FROM bilan_edition "+rest, args,
		func(scan func(...any) error) (Edition, error) { return scanEdition(scan) })
}

// ReadEdition returns an edition with its parts, or ErrNotFound.
func ReadEdition(ctx context.Context, c database.Conn, id int64) (Edition, error) {
	var figures, pdf []byte
	list, err := database.All(ctx, c, "SELECT "+editionColumns+", figures, pdf FROM bilan_edition WHERE id = $1", []any{id},
		func(scan func(...any) error) (Edition, error) { return scanEdition(scan, &figures, &pdf) })
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("edition %d: %w", id, database.ErrNotFound)
	}
	if err != nil {
		return Edition{}, err
	}
	list[0].Figures, list[0].PDF = figures, pdf
	return list[0], readParts(ctx, c, &list[0])
}

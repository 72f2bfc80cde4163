package entry

import (
	"context"
	"errors"

	"bilan/internal/ledger/database"
)

// refusedTurn is the beginning of a SQL condition that a turn was refused. The caller appends which turn.
const refusedTurn = `EXISTS (SELECT 1 FROM bilan_slot w JOIN bilan_review r ON r.slot_id = w.id AND r.decision = 'refused' WHERE w.row_key = '' AND `

// SQL conditions that the turn of an edition e, or of a correction n, was refused by a person who approves it.
const (
	refused           = refusedTurn + "w.report = e.report AND w.slot = e.slot AND w.extra = e.extra)"
	correctionRefused = refusedTurn + "w.report = n.report AND w.slot = n.slot AND w.extra = n.extra)"
)

// corrections selects the editions n that replace an edition e: corrections with messages that were not refused.
const corrections = `FROM bilan_edition n JOIN bilan_slot s ON s.id = n.slot_id AND s.kind = 'correction'
	WHERE n.report = e.report AND n.slot = e.slot AND n.row_key = e.row_key AND n.version > e.version AND EXISTS (SELECT 1 FROM bilan_delivery m WHERE m.edition = n.id)
	AND NOT ` + correctionRefused

// SendableSQL is a SQL condition on bilan_delivery. It is true if the edition was neither refused nor replaced, or if
// the message has no edition.
const SendableSQL = "(bilan_delivery.edition IS NULL OR EXISTS (SELECT 1 FROM bilan_edition e WHERE e.id = bilan_delivery.edition AND NOT " + refused +
	" AND NOT EXISTS (SELECT 1 " + corrections + ")))"

// Validity says whether an edition may still be sent.
type Validity int

// The values of Force.
const (
	Valid Validity = iota
	Refused
	Replaced
)

// ReadValidity returns whether an edition may still be sent. It returns Valid for an edition that does not exist.
func ReadValidity(ctx context.Context, c database.Conn, edition int64) (f Validity, err error) {
	err = database.One(ctx, c, "SELECT CASE WHEN "+refused+" THEN 1 WHEN EXISTS (SELECT 1 "+corrections+") THEN 2 ELSE 0 END FROM bilan_edition e WHERE e.id = $1",
		[]any{edition}, &f)
	if errors.Is(err, database.ErrNotFound) {
		return Valid, nil
	}
	return f, err
}

// ReadReplaced returns, by edition, the newest version that replaces an edition of the turn or of its corrections.
// Editions that are not replaced are not in the map.
func ReadReplaced(ctx context.Context, c database.Conn, k Key) (map[int64]int, error) {
	by := map[int64]int{}
	_, err := database.All(ctx, c, "SELECT e.id, coalesce((SELECT max(n.version) "+corrections+"), 0) FROM bilan_edition e WHERE e.report = $1 AND e.slot = $2",
		[]any{k.Report, k.Slot}, func(scan func(...any) error) (struct{}, error) {
			var id int64
			var version int
			err := scan(&id, &version)
			if version > 0 {
				by[id] = version
			}
			return struct{}{}, err
		})
	return by, err
}

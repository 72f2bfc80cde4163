package ledger

import (
	"context"

	"bilan/internal/ledger/database"
)

// ShownEdition returns the edition that the readers of a report or member have from the newest turn up to this slot.
// For a correction that is the version before it, for another turn the turn before it. Drafts and tests do not count.
// It returns ErrNotFound if there is none.
func (l *Ledger) ShownEdition(ctx context.Context, k Key) (Edition, error) {
	var id int64
	err := database.One(ctx, l.db.Reader(), `SELECT e.id FROM bilan_edition e JOIN bilan_slot s ON s.id = e.slot_id
		WHERE e.report = $1 AND e.row_key = $2 AND e.slot <= $3 AND e.draft = 0 AND s.kind <> 'address' ORDER BY e.slot DESC, e.id DESC LIMIT 1`,
		[]any{k.Report, k.Row, k.Slot}, &id)
	if err != nil {
		return Edition{}, err
	}
	return l.Edition(ctx, id)
}

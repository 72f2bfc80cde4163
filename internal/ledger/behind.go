package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bilan/internal/ledger/database"
)

// ErrBehind says that the state was restored from a copy: what was sent since might be sent again, so nothing is planned, made
// or sent until a person has said what was.
var ErrBehind = errors.New("the state was restored from a copy, so nothing is made or sent until it is settled: see bilan state reconcile")

// Behind says that the state may lack what another copy of it did.
type Behind struct {
	Since time.Time // the last instant that the state knows of
	Why   string
}

// Behind tells whether the state may lack what another copy of it did; nil when it does not.
func (l *Ledger) Behind(ctx context.Context) (*Behind, error) {
	o, err := readOrigin(ctx, l.db.Reader())
	l.id = o.id
	if err != nil || o.why == "" {
		return nil, err
	}
	return &Behind{Since: database.Instant(o.since), Why: o.why}, nil
}

// settled fails with ErrBehind.
func (l *Ledger) settled(ctx context.Context) error {
	b, err := l.Behind(ctx)
	if err == nil && b != nil {
		err = ErrBehind
	}
	return err
}

// SetBehind notes that the state was restored from a copy of what it was at an instant; the zero instant stands for the last one
// that it knows of. One that is noted already stays as it is.
func (l *Ledger) SetBehind(ctx context.Context, since time.Time, why string) error {
	return l.db.Write(ctx, func(t database.Tx) error { return setBehind(ctx, t, since, why) })
}

func setBehind(ctx context.Context, t database.Tx, since time.Time, why string) error {
	if since.IsZero() {
		var at int64
		if err := database.One(ctx, t, lastKnown, nil, &at); err != nil {
			return err
		}
		since = database.Instant(at)
	}
	_, err := t.Exec(ctx, "UPDATE bilan_origin SET behind_since = $1, behind_why = $2 WHERE behind_why = ''", database.Micros(since), why)
	return err
}

// lastKnown is the last instant at which anything was written that a report's turn leaves behind.
const lastKnown = `SELECT max(at) FROM (SELECT coalesce(max(until), 0) AS at FROM bilan_watermark
	UNION ALL SELECT coalesce(max(started), 0) FROM bilan_attempt UNION ALL SELECT coalesce(max(created), 0) FROM bilan_delivery) known`

// Settled ends being behind: all that may have been sent is told to the ledger. From now on the state is a new one for the mark.
func (l *Ledger) Settled(ctx context.Context) error {
	_, marked, err := l.mark.Read()
	if err != nil {
		return err
	}
	var o origin
	err = l.db.Write(ctx, func(t database.Tx) error {
		if _, err := t.Exec(ctx, "UPDATE bilan_origin SET behind_since = 0, behind_why = '', sent = CASE WHEN sent > $1 THEN sent ELSE $1 END + 1", marked); err != nil {
			return err
		}
		o, err = readOrigin(ctx, t)
		return err
	})
	if err != nil {
		return err
	}
	return l.mark.Write(o.id, o.sent)
}

// compareMark finds a state that is older than its mark, and begins a mark that is missing. A mark that cannot be read or written
// costs the proof and nothing else.
func (l *Ledger) compareMark(ctx context.Context) error {
	id, sent, err := l.mark.Read() // before the state: another process may write both
	if err != nil {
		l.log.Warn("the mark cannot be read, so a restored state would not be noticed", "err", err)
		return nil
	}
	o, err := readOrigin(ctx, l.db.Reader())
	if err != nil || o.why != "" || id != o.id || sent <= o.sent {
		return err
	}
	return l.SetBehind(ctx, time.Time{}, fmt.Sprintf("the file %s shows that %d messages left which this state does not know of", l.mark.Path, sent-o.sent))
}

// countLeaving counts a message that begins to leave. It gives the count, zero where no mark is kept.
func (l *Ledger) countLeaving(ctx context.Context, t database.Tx) (sent int64, err error) {
	if l.mark.Path == "" {
		return 0, nil
	}
	return sent, database.One(ctx, t, "UPDATE bilan_origin SET sent = sent + 1 RETURNING sent", nil, &sent)
}

// writeMark writes the mark after the commit.
func (l *Ledger) writeMark(sent int64) {
	if sent == 0 {
		return
	}
	if err := l.mark.Write(l.id, sent); err != nil && !l.unmarked.Swap(true) {
		l.log.Warn("the mark cannot be written, so a restored state would not be noticed: see state.mark", "err", err)
	}
}

// origin is the row that says which state this is.
type origin struct {
	id    string
	sent  int64
	since int64
	why   string
}

func readOrigin(ctx context.Context, c database.Conn) (o origin, err error) {
	return o, database.One(ctx, c, "SELECT id, sent, behind_since, behind_why FROM bilan_origin", nil, &o.id, &o.sent, &o.since, &o.why)
}

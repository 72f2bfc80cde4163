package ledger

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/store"
	"bilan/internal/mark"
)

// ErrBehind reports that the state was restored from a copy. Nothing is planned, made or sent until a person has
// declared what was sent since, because it might be sent again.
var ErrBehind = errors.New("the state was restored from a copy, so nothing is made or sent until it is settled: see bilan state reconcile")

// Behind says that the state was restored from a copy, so that it may lack what happened after the copy was made.
type Behind struct {
	Since time.Time // the last time that the state knows of
	Why   string
}

// origin identifies the state, and compares it with the mark beside it. It is safe for concurrent use.
type origin struct {
	db       store.Store
	log      *slog.Logger
	mark     mark.File
	id       atomic.Pointer[string] // the identity that the state had when it was last read
	unmarked atomic.Bool            // whether it was already logged that the mark cannot be written
}

// newOrigin returns the origin of a state. It uses no mark if the path is "" or if replicas share the state.
func newOrigin(db store.Store, markPath string, log *slog.Logger) *origin {
	o := &origin{db: db, log: log}
	if !db.Shared() {
		o.mark.Path = markPath
	}
	return o
}

func (o *origin) close() error { return o.mark.Close() }

// Behind describes a state that was restored from a copy. It returns nil for any other state.
func (o *origin) Behind(ctx context.Context) (*Behind, error) {
	r, err := readOrigin(ctx, o.db.Reader())
	if err != nil {
		return nil, err
	}
	o.id.Store(&r.id)
	if r.why == "" {
		return nil, nil
	}
	return &Behind{Since: database.Instant(r.since), Why: r.why}, nil
}

// Check returns ErrBehind if the state was restored from a copy and is not settled yet.
func (o *origin) Check(ctx context.Context) error {
	b, err := o.Behind(ctx)
	if err == nil && b != nil {
		err = ErrBehind
	}
	return err
}

// SetBehind records that the state was restored from a copy made at the time since. The zero time means the last time
// recorded in the state. It does not change an existing record.
func (o *origin) SetBehind(ctx context.Context, since time.Time, why string) error {
	return o.db.Write(ctx, func(t database.Tx) error { return setBehind(ctx, t, since, why) })
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

// lastKnown selects the last time at which a turn of any report wrote something.
const lastKnown = `SELECT max(at) FROM (SELECT coalesce(max(until), 0) AS at FROM bilan_watermark
	UNION ALL SELECT coalesce(max(started), 0) FROM bilan_attempt UNION ALL SELECT coalesce(max(created), 0) FROM bilan_delivery) known`

// EndBehind ends the Behind state when the ledger contains everything that may have been sent. It also raises the
// number of sent messages above that of the mark, which then fits this state.
func (o *origin) EndBehind(ctx context.Context) error {
	_, marked, err := o.mark.Read()
	if err != nil {
		return err
	}
	var r originRow
	err = o.db.Write(ctx, func(t database.Tx) error {
		if _, err := t.Exec(ctx, "UPDATE bilan_origin SET behind_since = 0, behind_why = '', sent = CASE WHEN sent > $1 THEN sent ELSE $1 END + 1", marked); err != nil {
			return err
		}
		r, err = readOrigin(ctx, t)
		return err
	})
	if err != nil {
		return err
	}
	return o.mark.Write(r.id, r.sent)
}

// compareMark calls SetBehind if the state knows fewer sent messages than its mark. If the mark cannot be read, it logs
// a warning and does nothing else.
func (o *origin) compareMark(ctx context.Context) error {
	id, sent, err := o.mark.Read() // before the state is read, because another process may write both meanwhile
	if err != nil {
		o.log.Warn("the mark cannot be read, so a restored state would not be noticed", "err", err)
		return nil
	}
	r, err := readOrigin(ctx, o.db.Reader())
	if err != nil || r.why != "" || id != r.id || sent <= r.sent {
		return err
	}
	return o.SetBehind(ctx, time.Time{}, fmt.Sprintf("the file %s shows %d sent messages that this state does not know", o.mark.Path, sent-r.sent))
}

// CountLeaving counts a message that begins to leave, and returns the new count. It returns 0 if there is no mark.
func (o *origin) CountLeaving(ctx context.Context, t database.Tx) (sent int64, err error) {
	if o.mark.Path == "" {
		return 0, nil
	}
	return sent, database.One(ctx, t, "UPDATE bilan_origin SET sent = sent + 1 RETURNING sent", nil, &sent)
}

// WriteMark writes the count of CountLeaving to the mark. It is called after the commit.
func (o *origin) WriteMark(sent int64) {
	id := o.id.Load()
	if sent == 0 || id == nil {
		return
	}
	if err := o.mark.Write(*id, sent); err != nil && !o.unmarked.Swap(true) {
		o.log.Warn("the mark cannot be written, so a restored state would not be noticed: see state.mark", "err", err)
	}
}

// originRow is the row that identifies the state.
type originRow struct {
	id    string
	sent  int64
	since int64
	why   string
}

func readOrigin(ctx context.Context, c database.Conn) (r originRow, err error) {
	return r, database.One(ctx, c, "SELECT id, sent, behind_since, behind_why FROM bilan_origin", nil, &r.id, &r.sent, &r.since, &r.why)
}

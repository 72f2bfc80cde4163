// Package versions knows which version of a turn's editions its readers have, who requested the next one, and which
// editions the next one replaces.
package versions

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/report/correction"
	"bilan/report/record"
)

// Request is a request for a turn's next version.
type Request struct {
	Why    string // the reason, which its readers see
	Force  bool   // send it even if no figure changed
	Repeat bool   // if no figure changed, send the same version again to everybody on the list: send --again
	By     string // the person who requests it
}

// StoreWith returns a function that stores the request with its turn. It is for ledger.TurnRequest.Along: it runs in the
// transaction that requests the turn.
func (w Request) StoreWith(at time.Time) func(context.Context, ledger.Tx, ledger.Slot) error {
	return func(ctx context.Context, t ledger.Tx, s ledger.Slot) error {
		_, err := t.Exec(ctx, "INSERT INTO bilan_correction (slot_id, why, forced, repeats, by_whom, asked) VALUES ($1, $2, $3, $4, $5, $6)",
			s.ID, w.Why, oneIf(w.Force), oneIf(w.Repeat), w.By, at.UnixMicro())
		return err
	}
}

func oneIf(on bool) int {
	if on {
		return 1
	}
	return 0
}

// Unchanged is the reason in the history of a correction that is not sent.
const Unchanged = "no figure and no row differs from the version that its readers have: nothing was sent (--force sends it anyway)"

// ErrNotSent is the error for a correction of a turn of which no message was sent, so that there is nothing to replace.
var ErrNotSent = errors.New("nobody has received it")

// ReadCorrection returns what a turn replaces. It is nil for a turn that is no correction, and for one that is to be sent
// again but that nobody has. It must be read again at each attempt.
func ReadCorrection(ctx context.Context, l *ledger.Ledger, s ledger.Slot) (*correction.Correction, error) {
	if s.Kind != ledger.Correction && s.Kind != ledger.Again {
		return nil, nil
	}
	var list []Request
	err := l.Read(ctx, func(t ledger.Tx) error {
		return t.Query(ctx, "SELECT why, forced, repeats, by_whom FROM bilan_correction WHERE slot_id = $1", []any{s.ID}, func(scan func(...any) error) error {
			var w Request
			var forced, repeats int64
			err := scan(&w.Why, &forced, &repeats, &w.By)
			w.Force, w.Repeat = forced > 0, repeats > 0
			list = append(list, w)
			return err
		})
	})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	c, err := Preview(ctx, l, s.Key, list[0])
	switch {
	case !errors.Is(err, ErrNotSent):
		return c, err
	case list[0].Repeat: // nobody has a version, so this one is the first
		return nil, nil
	}
	return &correction.Correction{Version: 1}, nil // the messages were cancelled in the meantime, so nothing is replaced
}

// Preview returns what a correction of a turn would replace now. The error is ErrNotSent if no message of the turn has
// been sent.
func Preview(ctx context.Context, l *ledger.Ledger, k ledger.Key, w Request) (*correction.Correction, error) {
	c := &correction.Correction{Why: w.Why, Force: w.Force, Repeat: w.Repeat}
	editions, err := sentEditions(ctx, l, k)
	if err != nil {
		return nil, err
	}
	rows := map[string][]ledger.Edition{}
	for _, e := range editions {
		c.Version = max(c.Version, e.Version+1)
		rows[e.Row] = append(rows[e.Row], e)
	}
	for _, row := range slices.Sorted(maps.Keys(rows)) {
		e, err := heldEdition(ctx, l, rows[row])
		if err != nil {
			return nil, err
		}
		if e != nil {
			c.Editions = append(c.Editions, *e)
		}
	}
	if len(c.Editions) == 0 {
		return nil, fmt.Errorf("%s: %w", ledger.Key{Report: k.Report, Slot: k.Slot}, ErrNotSent)
	}
	c.Earlier, err = earlierSlot(ctx, l, k)
	return c, err
}

// sentEditions returns the editions of a turn that were made for its readers, oldest first. It leaves out drafts and
// copies for addresses that a person named.
func sentEditions(ctx context.Context, l *ledger.Ledger, k ledger.Key) ([]ledger.Edition, error) {
	slots, err := l.Slots(ctx, ledger.Filter{Report: k.Report, Slot: k.Slot})
	if err != nil {
		return nil, err
	}
	byHand := map[int]bool{}
	for _, s := range slots {
		byHand[s.Extra] = byHand[s.Extra] || s.Kind == ledger.Address
	}
	list, err := l.Editions(ctx, k.Report, k.Slot)
	slices.Reverse(list)
	return slices.DeleteFunc(list, func(e ledger.Edition) bool { return e.Draft || byHand[e.Extra] || k.Extra > 0 && e.Extra == k.Extra }), err
}

// heldEdition returns the latest of one member's editions that its readers have or are about to get, with these
// readers; nil if there is none.
func heldEdition(ctx context.Context, l *ledger.Ledger, list []ledger.Edition) (*correction.Edition, error) {
	out := &correction.Edition{}
	for _, e := range list {
		deliveries, err := l.Deliveries(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		for _, d := range deliveries {
			if d.Purpose == ledger.ForReport && mayArrive(d.State) {
				out.ID = e.ID
				out.Readers = addReader(out.Readers, d)
			}
		}
	}
	if out.ID == 0 {
		return nil, nil
	}
	e, err := l.Edition(ctx, out.ID)
	if err != nil {
		return nil, err
	}
	out.Row, out.Sent, out.Record = e.Row, e.Created, e.Record
	if out.Lists, err = correction.Digest(e.Figures); err != nil {
		return nil, err
	}
	if len(out.Record) == 0 { // an earlier version of the program stored only the export
		figures, err := record.FromExport(e.Figures)
		if err != nil {
			return nil, err
		}
		out.Record, err = figures.Encode()
		return out, err
	}
	return out, nil
}

// mayArrive reports whether a message in this state has arrived, may have arrived or is about to be sent.
func mayArrive(s ledger.DeliveryState) bool {
	return s == ledger.Sent || s == ledger.Uncertain || s == ledger.Sending || s == ledger.Pending || s == ledger.Waiting
}

func addReader(readers []correction.Reader, d ledger.Delivery) []correction.Reader {
	i := slices.IndexFunc(readers, func(r correction.Reader) bool { return r.Address == d.Address })
	if i < 0 {
		return append(readers, correction.Reader{Address: d.Address, Role: d.Role, Thread: []string{d.MessageID}})
	}
	if r := &readers[i]; !slices.Contains(r.Thread, d.MessageID) {
		r.Role, r.Thread = d.Role, append(r.Thread, d.MessageID)
	}
	return readers
}

// earlierSlot returns the last slot before a turn for which there is an edition, apart from drafts.
func earlierSlot(ctx context.Context, l *ledger.Ledger, k ledger.Key) (slot string, err error) {
	list, err := l.Editions(ctx, k.Report, "")
	for _, e := range list {
		if !e.Draft && e.Key.Slot < k.Slot {
			slot = max(slot, e.Key.Slot)
		}
	}
	return slot, err
}

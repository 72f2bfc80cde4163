// Package reissue requests the next version of a turn that was sent. Beforehand it shows which readers would get which
// edition, and which figures changed.
package reissue

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/versions"
)

// Find returns the turn that names name: the number of an edition, or a report and a slot. If a slot has several turns,
// it is the one that the schedule made, if any.
func Find(ctx context.Context, l *ledger.Ledger, names []string) (ledger.Slot, error) {
	k := ledger.Key{Report: names[0]}
	if len(names) == 1 {
		id, err := strconv.ParseInt(names[0], 10, 64)
		if err != nil {
			return ledger.Slot{}, fmt.Errorf("%q is not the number of an edition (bilan history lists them; or name REPORT SLOT)", names[0])
		}
		e, err := l.Edition(ctx, id)
		if errors.Is(err, ledger.ErrNotFound) {
			return ledger.Slot{}, fmt.Errorf("there is no edition %d (bilan history lists them)", id)
		}
		if err != nil {
			return ledger.Slot{}, err
		}
		k.Report, k.Slot = e.Report, e.Key.Slot
	} else {
		k.Slot = names[1]
	}
	allMembers := ""
	list, err := l.Slots(ctx, ledger.Filter{Report: k.Report, Slot: k.Slot, Row: &allMembers})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s has no slot %s (bilan history lists them)", k.Report, k.Slot)
	}
	if err != nil {
		return ledger.Slot{}, err
	}
	turn := list[0]
	for _, s := range list {
		if s.Extra < turn.Extra {
			turn = s
		}
	}
	return turn, nil
}

// Request requests a turn's next version, for the readers of the present one.
func Request(ctx context.Context, l *ledger.Ledger, turn ledger.Slot, w versions.Request, now time.Time) (ledger.Slot, error) {
	s, _, err := l.Request(ctx, ledger.TurnRequest{
		Key: ledger.Key{Report: turn.Report, Slot: turn.Key.Slot}, Kind: ledger.Correction, Work: turn.Work, On: turn.On, Due: turn.Due, Along: w.StoreWith(now),
	})
	return s, err
}

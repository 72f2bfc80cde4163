package history

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"bilan/internal/ledger"
)

// FindEdition returns the edition with a number, as the command "bilan history" prints it.
func FindEdition(ctx context.Context, l *ledger.Ledger, number string) (ledger.Edition, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return ledger.Edition{}, fmt.Errorf("%q is not the number of an edition (bilan history lists them)", number)
	}
	e, err := l.Edition(ctx, id)
	if errors.Is(err, ledger.ErrNotFound) {
		return e, fmt.Errorf("there is no edition %d (bilan history lists them)", id)
	}
	return e, err
}

// MessageTo returns the message of an edition to an address, with its bytes.
func MessageTo(ctx context.Context, l *ledger.Ledger, edition int64, address string) (ledger.Delivery, error) {
	list, err := l.Deliveries(ctx, edition)
	if err != nil {
		return ledger.Delivery{}, err
	}
	for _, d := range list {
		if d.Address == address {
			return l.Delivery(ctx, d.ID)
		}
	}
	return ledger.Delivery{}, fmt.Errorf("edition %d was not addressed to %s", edition, address)
}

// Describe names an edition, as in "hebdo 2026-11-16 rep=R03: edition 42, version 2".
func Describe(ctx context.Context, l *ledger.Ledger, e ledger.Edition) (string, error) {
	replaced, err := l.ReplacedBy(ctx, e.Key)
	k := e.Key
	k.Extra = 0 // the number of a request by hand is less clear to a reader than version and state
	return fmt.Sprintf("%s: %s", k, Made{Edition: e.ID, Version: e.Version, ReplacedBy: replaced[e.ID]}), err
}

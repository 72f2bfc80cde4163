package daemon

import (
	"strings"

	"bilan/internal/schedule"
)

// Turn is what the ledger's key says of a slot: the schedule's own, or one asked for by hand for a period that no
// slot reports, or drawn although its data is doubtful. Its text is the slot alone for the schedule's own, so that
// no other can ever take its place.
type Turn struct {
	Slot   schedule.Slot
	Period string
	Anyway bool
}

const anyway = "anyway"

// String is 2026-11-16, 2026-11-01/2026-10 or 2026-11-16//anyway.
func (t Turn) String() string {
	s := t.Slot.String()
	if t.Period != "" || t.Anyway {
		s += "/" + t.Period
	}
	if t.Anyway {
		s += "/" + anyway
	}
	return s
}

// ParseTurn reads String.
func ParseTurn(s string) (Turn, error) {
	text, rest, _ := strings.Cut(s, "/")
	slot, err := schedule.ParseSlot(text)
	if err != nil {
		return Turn{}, err
	}
	period, flag, _ := strings.Cut(rest, "/")
	return Turn{Slot: slot, Period: period, Anyway: flag == anyway}, nil
}

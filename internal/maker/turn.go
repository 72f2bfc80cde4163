package maker

import (
	"cmp"
	"net/url"
	"strings"

	"bilan/internal/schedule"
)

// Turn is the ledger's key of a slot: the schedule's own, or one requested by hand for a period that no slot reports,
// or one made although its data is doubtful. Its text is only the key for the schedule's own, so that no other can ever
// take its place.
type Turn struct {
	Key    string // as of schedule.Work
	Slot   schedule.Slot
	Period string
	Anyway bool

	Members []string // whose editions are shown to somebody: see Task
}

const (
	anyway  = "anyway"
	members = "members="
)

// String is 2026-11-16, 2026-11-01/2026-10, 2026-11-16//anyway or 2026-11-16//members=rep%3DR03.
func (t Turn) String() string {
	s := cmp.Or(t.Key, t.Slot.String())
	if t.Period != "" || t.Anyway || len(t.Members) > 0 {
		s += "/" + t.Period
	}
	if t.Anyway {
		s += "/" + anyway
	}
	if len(t.Members) > 0 {
		list := make([]string, len(t.Members))
		for i, m := range t.Members {
			list[i] = url.QueryEscape(m)
		}
		s += "/" + members + strings.Join(list, ";")
	}
	return s
}

// ParseTurn reads String. The slot of a key that is an instant has its day in UTC.
func ParseTurn(s string) (Turn, error) {
	text, rest, _ := strings.Cut(s, "/")
	slot, err := schedule.ParseSlot(text)
	if err != nil {
		return Turn{}, err
	}
	parts := strings.Split(rest, "/")
	t := Turn{Key: text, Slot: slot, Period: parts[0]}
	for _, flag := range parts[1:] {
		list, some := strings.CutPrefix(flag, members)
		if t.Anyway = t.Anyway || flag == anyway; !some {
			continue
		}
		for m := range strings.SplitSeq(list, ";") {
			name, err := url.QueryUnescape(m)
			if err != nil {
				return Turn{}, err
			}
			t.Members = append(t.Members, name)
		}
	}
	return t, nil
}

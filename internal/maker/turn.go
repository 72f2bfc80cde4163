package maker

import (
	"cmp"
	"net/url"
	"strings"

	"bilan/internal/schedule"
)

// Turn identifies a turn in the ledger: a turn of the schedule, one requested by hand for another period, or one made
// although its data is doubtful. Only for a turn of the schedule is its text just the key, so that no other turn can
// take its place.
type Turn struct {
	Key    string // the key of schedule.Work
	Slot   schedule.Slot
	Period string
	Anyway bool

	Members []string // members whose editions go to somebody else: see Task
}

const (
	anyway  = "anyway"
	members = "members="
)

// String returns the turn as text, such as 2026-11-16, 2026-11-01/2026-10, 2026-11-16//anyway or
// 2026-11-16//members=rep%3DR03.
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

// ParseTurn reads the text that String returns. If the key is a time, the slot's day is its day in UTC.
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

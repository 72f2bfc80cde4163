package ledger

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// After an import, sent messages are known in the new state, waiting messages leave from it, and nothing leaves from
// the old state.
func TestImport(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		from := places[0].make(t)
		old := open(t, from)
		must[bool](t)(old.TryLock())
		must[[]Slot](t)(old.Plan(t.Context(), monday, daily("daily", 6, monday.AddDate(0, 0, -1))))
		check(t, old.Pause(t.Context(), "yearly", "stocktaking"))
		fill(t, old)
		before := must[[]Slot](t)(old.Slots(t.Context(), Filter{}))

		l := locked(t, o)
		if err := l.Import(t.Context(), from.SQLite); !errors.Is(err, ErrNotLocked) {
			t.Errorf("Import of a state that is worked = %v", err)
		}
		check(t, old.Close())
		check(t, l.Import(t.Context(), from.SQLite))
		if diff := cmp.Diff(before, must[[]Slot](t)(l.Slots(t.Context(), Filter{}))); diff != "" {
			t.Error(diff)
		}
		if paused := must[[]Pause](t)(l.Paused(t.Context())); len(paused) != 1 {
			t.Errorf("paused: %+v", paused)
		}
		if err := l.Import(t.Context(), from.SQLite); !errors.Is(err, ErrBehind) {
			t.Errorf("a second Import = %v", err)
		}
		refuseAll(t, locked(t, from))

		// The waiting mail is sent once, and the next edition gets a new number.
		of := &office{}
		check(t, l.Drain(t.Context(), Key{Report: "sales", Slot: "2026-11-16"}, of.workers(), Limits{}))
		if len(of.sent) != 1 {
			t.Errorf("sent %v", of.sent)
		}
		sendTurn(t, l, "2026-11-23")
	})
}

func TestImportIntoAStateInUse(t *testing.T) {
	from := places[0].make(t)
	old := open(t, from)
	check(t, old.Close())
	l := locked(t, places[0].make(t))
	sendTurn(t, l, "2026-11-16")
	if err := l.Import(t.Context(), from.SQLite); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("Import = %v", err)
	}
}

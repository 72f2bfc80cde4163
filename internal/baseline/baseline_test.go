package baseline

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/testdb"
	"bilan/report/record"
)

var now = time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)

// send makes an edition with ac as the revenue of October. change, if not nil, edits it before it is stored.
func send(t *testing.T, l *ledger.Ledger, ask ledger.TurnRequest, ac string, change func(*ledger.Edition)) {
	t.Helper()
	s, _, err := l.Request(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	e := ledger.Edition{PDF: []byte("%PDF"), Record: encoded(t, ac)}
	if change != nil {
		change(&e)
	}
	w := ledger.Workers{Produce: func(context.Context, ledger.Job) ledger.Outcome { return ledger.AsProduced(ledger.Made{Edition: e}) }}
	if err := l.Drain(t.Context(), s.Key, w, ledger.Limits{}); err != nil {
		t.Fatal(err)
	}
}

func encoded(t *testing.T, ac string) []byte {
	t.Helper()
	b, err := record.Set{{Key: record.Key{Metric: "revenue", Period: "2026-10"}, AC: ac}}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func wantAC(t *testing.T, l *ledger.Ledger, slot, want string) {
	t.Helper()
	b, err := Load(t.Context(), l, ledger.Key{Report: "hebdo", Slot: slot})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	if b != nil {
		set, err := record.Decode(b)
		if err != nil || len(set) != 1 {
			t.Fatalf("%v, %v", set, err)
		}
		got = set[0].AC
	}
	if got != want {
		t.Errorf("%s is compared with %q, want %q", slot, got, want)
	}
}

// onEachState runs a test on an empty SQLite state and on an empty PostgreSQL state. The test sets the state's clock
// through at.
func onEachState(t *testing.T, test func(t *testing.T, l *ledger.Ledger, at *time.Time)) {
	for name, o := range map[string]func(*testing.T) ledger.Options{
		"sqlite": func(t *testing.T) ledger.Options {
			return ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db")}
		},
		"postgres": func(t *testing.T) ledger.Options { return ledger.Options{Postgres: testdb.Postgres(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			o, at := o(t), now
			o.Now = func() time.Time { return at }
			l, err := ledger.Open(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = l.Close() }()
			if _, err := l.TryLock(); err != nil {
				t.Fatal(err)
			}
			test(t, l, &at)
		})
	}
}

func TestComparedWith(t *testing.T) {
	onEachState(t, func(t *testing.T, l *ledger.Ledger, at *time.Time) {
		turn := func(slot string, kind ledger.Kind) ledger.TurnRequest {
			return ledger.TurnRequest{Key: ledger.Key{Report: "hebdo", Slot: slot}, Kind: kind, To: []string{"a@x.example"}}
		}
		wantAC(t, l, "2026-11-09", "")
		send(t, l, turn("2026-11-09", ""), "798", nil)
		send(t, l, turn("2026-11-02", ""), "700", nil) // produced after a later slot
		wantAC(t, l, "2026-11-16", "798")
		wantAC(t, l, "2026-11-02", "700") // a correction of this slot is compared with the slot's own edition
		wantAC(t, l, "2026-10-26", "")
		send(t, l, turn("2026-11-09", ledger.Address), "1", nil)
		send(t, l, turn("2026-11-16", ""), "2", func(e *ledger.Edition) { e.Draft = true })
		wantAC(t, l, "2026-11-23", "798")
		send(t, l, turn("2026-11-09", ledger.Again), "800", nil)
		wantAC(t, l, "2026-11-23", "800")
		send(t, l, turn("2026-11-17", ""), "", func(e *ledger.Edition) {
			e.Record, e.Figures = nil, []byte(`{"figures": [{"metric": "revenue", "period": "2026-10", "ac": 805}]}`)
		})
		wantAC(t, l, "2026-11-23", "805")
		*at = at.Add(time.Hour)
		if err := Accept(t.Context(), l, "hebdo", "", "Anne", *at, encoded(t, "812")); err != nil {
			t.Fatal(err)
		}
		wantAC(t, l, "2026-11-23", "812")
		*at = at.Add(time.Hour)
		send(t, l, turn("2026-11-23", ""), "815", nil)
		wantAC(t, l, "2026-11-30", "815")
	})
}

// A member's edition is compared with his newest edition of the turn before. After the report's figures were accepted,
// it is compared with none.
func TestMembersComparedWith(t *testing.T) {
	onEachState(t, func(t *testing.T, l *ledger.Ledger, at *time.Time) {
		turn := func(slot string, kind ledger.Kind, rows map[string]string) {
			s, _, err := l.Request(t.Context(), ledger.TurnRequest{Key: ledger.Key{Report: "hebdo", Slot: slot}, Kind: kind})
			if err != nil {
				t.Fatal(err)
			}
			w := ledger.Workers{Produce: func(context.Context, ledger.Job) ledger.Outcome {
				made := []ledger.Made{{Edition: ledger.Edition{PDF: []byte("%PDF"), Record: encoded(t, "1")}}}
				for row, ac := range rows {
					made = append(made, ledger.Made{Row: row, Edition: ledger.Edition{PDF: []byte("%PDF"), Record: encoded(t, ac)}})
				}
				return ledger.AsProduced(made...)
			}}
			if err := l.Drain(t.Context(), s.Key, w, ledger.Limits{}); err != nil {
				t.Fatal(err)
			}
		}
		want := func(slot, want string) {
			t.Helper()
			rows, err := LoadRows(t.Context(), l, ledger.Key{Report: "hebdo", Slot: slot})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, row := range slices.Sorted(maps.Keys(rows)) {
				set, err := record.Decode(rows[row])
				if err != nil || len(set) != 1 {
					t.Fatalf("%v, %v", set, err)
				}
				got += row + " " + set[0].AC + ";"
			}
			if got != want {
				t.Errorf("%s is compared with %q, want %q", slot, got, want)
			}
		}
		want("2026-11-09", "")
		turn("2026-11-02", "", map[string]string{"rep=R01": "10", "rep=R02": "20", "rep=R09": "90"})
		turn("2026-11-09", "", map[string]string{"rep=R01": "11", "rep=R02": "21"})
		want("2026-11-16", "rep=R01 11;rep=R02 21;")
		turn("2026-11-09", ledger.Again, map[string]string{"rep=R02": "22"})
		want("2026-11-16", "rep=R01 11;rep=R02 22;")
		*at = at.Add(time.Hour)
		if err := Accept(t.Context(), l, "hebdo", "", "Anne", *at, encoded(t, "1")); err != nil {
			t.Fatal(err)
		}
		want("2026-11-16", "")
	})
}

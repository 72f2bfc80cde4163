package review

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/testdb"
)

// both runs a test on SQLite and on PostgreSQL.
func both(t *testing.T, do func(t *testing.T, l *ledger.Ledger)) {
	for name, place := range map[string]func(*testing.T) ledger.Options{
		"sqlite": func(t *testing.T) ledger.Options {
			return ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db")}
		},
		"postgres": func(t *testing.T) ledger.Options { return ledger.Options{Postgres: testdb.Postgres(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			o := place(t)
			o.Now = func() time.Time { return monday }
			l, err := ledger.Open(t.Context(), o)
			check(t, err)
			t.Cleanup(func() { check(t, l.Close()) })
			if ok, err := l.TryLock(); !ok || err != nil {
				t.Fatal(ok, err)
			}
			do(t, l)
		})
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var monday = time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)

// The messages of a turn under review leave when it is released with the right hash, and never if it is refused.
func TestReview(t *testing.T) {
	both(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		var sent []string
		w := ledger.Workers{
			Produce: func(_ context.Context, j ledger.Job) ledger.Outcome {
				m := ledger.Made{Edition: ledger.Edition{PDF: []byte("%PDF")}, Body: []byte("Sales")}
				for _, a := range []string{"a@x.example", "b@x.example"} {
					m.Deliveries = append(m.Deliveries, ledger.Delivery{Address: a, MessageID: j.Slot.Key.Slot + a, Head: []byte("To: " + a + "\n")})
				}
				out := ledger.AsProduced(m)
				out.Withhold = true
				out.Along = func(ctx context.Context, x ledger.Tx) error {
					return Ask(ctx, x, j.Slot.ID, Review{Hash: "h1", Until: monday.Add(4 * time.Hour), Asked: monday})
				}
				out.Notices = []ledger.Delivery{{Address: "boss@x.example", MessageID: "r" + j.Slot.Key.Slot, Raw: []byte("look"), Purpose: ledger.ForReview, Dedupe: "review/" + j.Slot.Key.Slot}}
				return out
			},
			Deliver: func(ctx context.Context, p *ledger.DueDelivery) ledger.Answer {
				if err := p.MarkSending(ctx); err != nil {
					t.Error(err)
				}
				sent = append(sent, p.Key.Slot+" "+p.Address)
				return ledger.Answer{State: ledger.Sent}
			},
		}
		drain := func() { t.Helper(); check(t, l.Drain(ctx, ledger.Key{}, w, ledger.Limits{Deliver: 1})) }
		ask := func(slot string) ledger.Key {
			t.Helper()
			s, _, err := l.Request(ctx, ledger.TurnRequest{Key: ledger.Key{Report: "sales", Slot: slot}, Due: monday})
			check(t, err)
			drain()
			return s.Key
		}
		states := func(k ledger.Key) (list []ledger.DeliveryState) {
			t.Helper()
			s, err := l.Slot(ctx, k)
			check(t, err)
			all, err := l.Deliveries(ctx, s.Edition)
			check(t, err)
			for _, d := range all {
				list = append(list, d.State)
			}
			return list
		}
		waiting := func() []Review {
			t.Helper()
			list, err := Waiting(ctx, l)
			check(t, err)
			return list
		}
		decide := func(k ledger.Key, d Decision, hash, why string, want int) {
			t.Helper()
			if n, err := Decide(ctx, l, k, d, hash, "me", why, monday); err != nil || n != want {
				t.Errorf("%s %s: %d messages, %v", k, d, n, err)
			}
		}
		k := ask("2026-11-16")
		if !slices.Equal(sent, []string{"2026-11-16 boss@x.example"}) {
			t.Errorf("sent before anybody looked: %v", sent)
		}
		if r := waiting(); len(r) != 1 || r[0].Key != k || r[0].Hash != "h1" || !r[0].Until.Equal(monday.Add(4*time.Hour)) || r[0].ReleaseUnanswered || !r[0].Asked.Equal(monday) {
			t.Errorf("%+v", r)
		}
		var other *OtherHashError
		if _, err := Decide(ctx, l, k, Released, "h0", "me", "", monday); !errors.As(err, &other) || *other != (OtherHashError{"h0", "h1"}) {
			t.Error(err)
		}
		decide(k, Expired, "", "", 0)
		if r := waiting(); len(r) != 1 || r[0].Decision != Expired {
			t.Errorf("%+v", r)
		}
		drain()
		if got := states(k); !slices.Equal(got, []ledger.DeliveryState{ledger.Withheld, ledger.Withheld}) {
			t.Errorf("expired: %v", got)
		}
		if removed, err := l.Retain(ctx, monday.AddDate(1, 0, 0)); err != nil || removed.Editions != 0 { // editions with withheld messages stay
			t.Errorf("%+v, %v", removed, err)
		}
		decide(k, Released, "h1", "", 2)
		if _, err := Decide(ctx, l, k, Refused, "", "me", "no", monday); !errors.Is(err, ErrDecided) {
			t.Error(err)
		}
		drain()
		if got := states(k); !slices.Equal(got, []ledger.DeliveryState{ledger.Sent, ledger.Sent}) {
			t.Errorf("released: %v", got)
		}
		k = ask("2026-11-17")
		decide(k, Refused, "", "wrong month", 2)
		drain()
		if got := states(k); !slices.Equal(got, []ledger.DeliveryState{ledger.Cancelled, ledger.Cancelled}) {
			t.Errorf("refused: %v", got)
		}
		if r, err := Get(ctx, l, k); err != nil || r.Decision != Refused || r.By != "me" || r.Why != "wrong month" {
			t.Errorf("%+v, %v", r, err)
		}
		if _, err := Decide(ctx, l, ledger.Key{Report: "sales", Slot: "2026-11-18"}, Released, "", "", "", monday); !errors.Is(err, ErrNone) {
			t.Error(err)
		}
		if len(sent) != 4 {
			t.Errorf("%v", sent)
		}
	})
}

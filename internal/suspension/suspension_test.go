package suspension

import (
	"context"
	"path/filepath"
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

// An address that bounced gets no report, one that unsubscribed gets one less. Lifting a suspension ends both.
func TestSuspension(t *testing.T) {
	both(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		add := func(s Suspension) (fresh bool) {
			t.Helper()
			check(t, l.Write(ctx, func(x ledger.Tx) (err error) {
				fresh, err = Add(ctx, x, s)
				return err
			}))
			return fresh
		}
		for i := range 2 {
			fresh, err := Unsubscribe(ctx, l, "Petit@x.example", "sales", monday)
			check(t, err)
			if fresh != (i == 0) {
				t.Errorf("unsubscribed once more: %v", fresh)
			}
		}
		of := func(address, report string) string {
			t.Helper()
			s, err := Find(ctx, l, address, report)
			check(t, err)
			if s == nil {
				return ""
			}
			return s.String()
		}
		if got := of("petit@X.example", "sales"); got != "suspended since 2026-11-16: unsubscribed" {
			t.Error(got)
		}
		if got := of("petit@x.example", "stock"); got != "" {
			t.Error("another report is lost:", got)
		}
		bounced := Suspension{Address: "PETIT@x.example", Kind: ByBounce, Since: monday, Reason: "bounced: 5.1.1 no", Delivery: 7, OwnerOf: "sales"}
		if !add(bounced) || add(bounced) {
			t.Error("not suspended once")
		}
		if got := of("petit@x.example", "stock"); got != "suspended since 2026-11-16: bounced: 5.1.1 no" {
			t.Error(got)
		}
		s, _, err := l.Request(ctx, ledger.TurnRequest{Key: ledger.Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		check(t, err)
		check(t, l.Drain(ctx, s.Key, ledger.Workers{Produce: func(context.Context, ledger.Job) ledger.Outcome { return ledger.AsFailed("no") }}, ledger.Limits{}))
		check(t, l.Rename(ctx, "sales", "ventes"))
		all, err := All(ctx, l)
		check(t, err)
		if len(all) != 2 || all[0].Report != "" || all[1].Report != "ventes" || all[0].OwnerOf != "ventes" || all[0].Address != "petit@x.example" || all[0].Delivery != 7 {
			t.Errorf("%+v", all)
		}
		lifted, err := Lift(ctx, l, "Petit@x.example")
		check(t, err)
		if len(lifted) != 2 || of("petit@x.example", "ventes") != "" {
			t.Errorf("%+v", lifted)
		}
	})
}

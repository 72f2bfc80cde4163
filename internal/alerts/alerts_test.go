package alerts

import (
	"context"
	"errors"
	"math/big"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"bilan/internal/ledger"
	"bilan/internal/testdb"
	"bilan/report/alert"
)

var morning = time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)

func open(t *testing.T, o ledger.Options) *ledger.Ledger {
	t.Helper()
	o.Now = time.Now
	l, err := ledger.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// both runs a test on an SQLite file and on PostgreSQL.
func both(t *testing.T, test func(*testing.T, *ledger.Ledger)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, open(t, ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db")}))
	})
	t.Run("postgres", func(t *testing.T) { test(t, open(t, ledger.Options{Postgres: testdb.Postgres(t)})) })
}

var (
	exact = cmp.Comparer(func(a, b *big.Rat) bool { return (a == nil) == (b == nil) && (a == nil || a.Cmp(b) == 0) })
	whole = Track{Track: alert.Track{State: alert.State{At: morning, Period: "2026-11", Run: 1, RunSince: morning, Value: big.NewRat(1, 3)}}}
	north = Track{AckedBy: "Anne", AckedAt: morning, Track: alert.Track{Dimension: "region", Member: "N", Label: "Nord",
		State: alert.State{At: morning, Open: true, Reported: true, Since: morning, Value: big.NewRat(-5, 1), Threshold: big.NewRat(2, 1)}}}
	nobody = Track{Track: alert.Track{Dimension: "region", Unassigned: true, Label: "?", State: alert.State{At: morning}}}
)

func TestKeptAsItWas(t *testing.T) {
	both(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		if w, err := Load(ctx, l, "ca"); err != nil || w.Revision != 0 || w.Tracks != nil {
			t.Fatalf("before: %+v, %v", w, err)
		}
		want := Status{Name: "ca", MutedUntil: morning.AddDate(0, 0, 3), MutedBy: "Paul", Tracks: []Track{whole, north, nobody}}
		for revision := range int64(2) { // the second revision replaces the first
			want.Revision = revision
			if err := l.Write(ctx, func(x ledger.Tx) error { return Save(want)(ctx, x) }); err != nil {
				t.Fatal(err)
			}
		}
		want.Revision = 2
		got, err := Load(ctx, l, "ca")
		if diff := cmp.Diff(want, got, exact); err != nil || diff != "" {
			t.Fatal(err, diff)
		}
		if n := len(got.OpenTracks()); n != 1 || !got.Muted(morning) || got.Muted(morning.AddDate(0, 0, 3)) {
			t.Errorf("%d open, %+v", n, got)
		}
		if all, err := LoadAll(ctx, l); err != nil || len(all) != 1 {
			t.Errorf("%v, %v", all, err)
		}
	})
}

// If two writers read the same alert, only the first one writes. Nothing of the second one is stored.
func TestOvertaken(t *testing.T) {
	both(t, func(t *testing.T, l *ledger.Ledger) {
		ctx := t.Context()
		for round := range 2 {
			w, err := Load(ctx, l, "ca")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Change(ctx, l, "ca", func(w *Status) { w.MutedBy = "first" }); err != nil {
				t.Fatal(err)
			}
			w.MutedBy, w.Tracks = "second", []Track{whole}
			if err := l.Write(ctx, func(x ledger.Tx) error { return Save(w)(ctx, x) }); !errors.Is(err, ledger.ErrOvertaken) {
				t.Fatalf("round %d: %v", round, err)
			}
			if w, err := Load(ctx, l, "ca"); err != nil || w.MutedBy != "first" || len(w.Tracks) > 0 {
				t.Errorf("round %d: %+v, %v", round, w, err)
			}
		}
	})
}

func TestChangesAtOnce(t *testing.T) {
	both(t, func(t *testing.T, l *ledger.Ledger) {
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				_, err := Change(context.Background(), l, "ca", func(w *Status) {
					if w.Tracks == nil {
						w.Tracks = []Track{whole}
					}
					w.Tracks[0].Run++
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if w, err := Load(t.Context(), l, "ca"); err != nil || w.Tracks[0].Run != whole.Run+8 || w.Revision != 8 {
			t.Errorf("%+v, %v", w, err)
		}
	})
}

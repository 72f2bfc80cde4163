package missed

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/testdb"
)

var monday = time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// onBothStates runs a test with a state in SQLite and one in PostgreSQL.
func onBothStates(t *testing.T, do func(*testing.T, *ledger.Ledger)) {
	t.Run("sqlite", func(t *testing.T) {
		do(t, open(t, ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db")}))
	})
	t.Run("postgres", func(t *testing.T) { do(t, open(t, ledger.Options{Postgres: testdb.Postgres(t)})) })
}

func open(t *testing.T, o ledger.Options) *ledger.Ledger {
	t.Helper()
	o.Now = func() time.Time { return monday }
	l, err := ledger.Open(t.Context(), o)
	check(t, err)
	t.Cleanup(func() { check(t, l.Close()) })
	if ok, err := l.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	return l
}

// giveUp plans turns of a report that no process makes any more.
func giveUp(t *testing.T, l *ledger.Ledger, report string, days ...string) {
	t.Helper()
	var turns []ledger.Turn
	for _, day := range days {
		due, err := time.Parse(time.DateOnly, day)
		check(t, err)
		turns = append(turns, ledger.Turn{Slot: day, On: day, Due: due, State: ledger.Missed, Reason: "nobody was there on " + day})
	}
	_, err := l.Plan(t.Context(), monday, ledger.Schedule{Report: report, Rule: "daily", Loaded: monday.AddDate(0, -1, 0),
		List: func(after, until time.Time) (list []ledger.Turn) {
			return slices.DeleteFunc(slices.Clone(turns), func(turn ledger.Turn) bool { return !turn.Due.After(after) || turn.Due.After(until) })
		}})
	check(t, err)
}

// writer returns a Writer with the owners of reports, by report. "" means that a report has no owner.
func writer(owners map[string]string) *letter.Writer {
	cfg := &config.Config{Locale: "en-GB", Mail: config.Mail{From: "bilan@shop.example"}, Reports: map[string]config.Report{}}
	for name, owner := range owners {
		cfg.Reports[name] = config.Report{Title: "Sales " + name, Owner: owner}
	}
	return &letter.Writer{Config: cfg, Zone: func(string) *time.Location { return time.UTC }}
}

// mails returns the texts of the mails that were queued since the last call, by address.
func mails(t *testing.T, l *ledger.Ledger) map[string][]string {
	t.Helper()
	var mu sync.Mutex
	sent := map[string][]string{}
	check(t, l.Drain(t.Context(), ledger.Key{}, ledger.Workers{Deliver: func(ctx context.Context, p *ledger.DueDelivery) ledger.Answer {
		if err := p.MarkSending(ctx); err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		sent[p.Address] = append(sent[p.Address], string(p.Raw))
		return ledger.Answer{State: ledger.Sent}
	}}, ledger.Limits{}))
	return sent
}

// Each owner gets one mail with all his turns, once. An owner who is named later gets it then.
func TestTell(t *testing.T) {
	onBothStates(t, func(t *testing.T, l *ledger.Ledger) {
		giveUp(t, l, "north", "2026-11-12", "2026-11-13")
		giveUp(t, l, "south", "2026-11-13")
		giveUp(t, l, "east", "2026-11-13")
		giveUp(t, l, "west", "2026-11-14")
		owners := map[string]string{"north": "Ann <ann@shop.example>", "south": "ann@shop.example", "east": "eve@shop.example", "west": ""}
		check(t, Notify(t.Context(), l, writer(owners), monday))
		got := mails(t, l)
		if len(got) != 2 || len(got["ann@shop.example"]) != 1 || len(got["eve@shop.example"]) != 1 {
			t.Fatalf("the owners got %v", got)
		}
		for owner, words := range map[string][]string{
			"ann@shop.example": {"Sales north (north): 2026-11-12, 2026-11-13", "Sales south (south): 2026-11-13"},
			"eve@shop.example": {"Subject: Sales east: not sent", "2026-11-13: nobody was there on 2026-11-13"},
		} {
			for _, w := range words {
				if !strings.Contains(got[owner][0], w) {
					t.Errorf("%s was not told %q: %s", owner, w, got[owner][0])
				}
			}
		}
		check(t, Notify(t.Context(), l, writer(owners), monday))
		if got := mails(t, l); len(got) > 0 {
			t.Errorf("told again: %v", got)
		}
		owners["west"] = "ann@shop.example"
		check(t, Notify(t.Context(), l, writer(owners), monday))
		if got := mails(t, l); len(got) != 1 || len(got["ann@shop.example"]) != 1 || !strings.Contains(got["ann@shop.example"][0], "Sales west: not sent") {
			t.Errorf("once west has an owner: %v", got)
		}
	})
}

// Turns that are given up after a mail are in the next mail.
func TestTellOfLaterTurns(t *testing.T) {
	onBothStates(t, func(t *testing.T, l *ledger.Ledger) {
		w := writer(map[string]string{"north": "ann@shop.example", "south": "ann@shop.example"})
		giveUp(t, l, "north", "2026-11-12")
		check(t, Notify(t.Context(), l, w, monday))
		first := mails(t, l)["ann@shop.example"]
		giveUp(t, l, "south", "2026-11-13")
		check(t, Notify(t.Context(), l, w, monday))
		got := append(first, mails(t, l)["ann@shop.example"]...)
		if len(got) != 2 || strings.Contains(got[1], "2026-11-12") || !strings.Contains(got[1], "2026-11-13") {
			t.Errorf("the owner got %q", got)
		}
	})
}

// Processes that report at the same time report to each owner once.
func TestTellAtOnce(t *testing.T) {
	onBothStates(t, func(t *testing.T, l *ledger.Ledger) {
		w := writer(map[string]string{"north": "ann@shop.example", "south": "eve@shop.example"})
		giveUp(t, l, "north", "2026-11-12")
		giveUp(t, l, "south", "2026-11-12")
		var crew sync.WaitGroup
		for range 8 {
			crew.Go(func() {
				if err := Notify(t.Context(), l, w, monday); err != nil {
					t.Error(err)
				}
			})
		}
		crew.Wait()
		if got := mails(t, l); len(got["ann@shop.example"]) != 1 || len(got["eve@shop.example"]) != 1 {
			t.Errorf("the owners got %v", got)
		}
	})
}

// A mail is stored in the same transaction as the mark that its turns were reported.
func TestTellIsWhole(t *testing.T) {
	l := open(t, ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db")})
	w := writer(map[string]string{"north": "ann@shop.example"})
	giveUp(t, l, "north", "2026-11-12")
	run := func(sql string) {
		t.Helper()
		check(t, l.Write(t.Context(), func(x ledger.Tx) error { _, err := x.Exec(t.Context(), sql); return err }))
	}
	run("CREATE TRIGGER full BEFORE UPDATE OF told ON bilan_slot BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
	if err := Notify(t.Context(), l, w, monday); err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Fatalf("no error: %v", err)
	}
	if got := mails(t, l); len(got) > 0 {
		t.Errorf("told without a note of it: %v", got)
	}
	run("DROP TRIGGER full")
	check(t, Notify(t.Context(), l, w, monday))
	if got := mails(t, l); len(got["ann@shop.example"]) != 1 {
		t.Errorf("the owner got %v", got)
	}
}

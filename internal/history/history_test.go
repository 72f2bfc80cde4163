package history

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/diagnose"
	"bilan/internal/ledger"
)

// drainLimits allows one slot and one message at a time.
var drainLimits = ledger.Limits{Produce: 1, Deliver: 1, ProduceTimeout: time.Minute, DeliverTimeout: time.Minute}

// ledgerWithTurn returns a locked ledger in which one turn of the report "weekly" is due at the given time.
func ledgerWithTurn(t *testing.T, now time.Time) (*ledger.Ledger, ledger.Key) {
	t.Helper()
	l, err := ledger.Open(t.Context(), ledger.Options{
		SQLite: filepath.Join(t.TempDir(), "state.db"), Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	key := ledger.Key{Report: "weekly", Slot: "2026-11-16"}
	if _, _, err := l.Request(t.Context(), ledger.TurnRequest{Key: key, Kind: ledger.Scheduled, Due: now, On: "2026-11-16"}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.TryLock(); err != nil {
		t.Fatal(err)
	}
	return l, key
}

// The history shows people and programs which messages may have arrived twice, and which notices were sent.
func TestHistoryShowsDoubtsAndNotices(t *testing.T) {
	now := time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)
	l, key := ledgerWithTurn(t, now)
	for range 2 { // the second round repeats the messages whose result was unknown in the first
		if err := l.Drain(t.Context(), key, doubtful(now), drainLimits); err != nil {
			t.Fatal(err)
		}
	}
	list, err := Read(t.Context(), l, ledger.Filter{}, now)
	if err != nil {
		t.Fatal(err)
	}
	var people, programs bytes.Buffer
	Print(&people, list, time.UTC, false)
	if err := json.NewEncoder(&programs).Encode(list); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"  twice@shop.example: sent, 1 copy more may have arrived\n",
		"  lost@shop.example: uncertain, 1 copy may have arrived (no answer)\n",
		"  once@shop.example: sent\n",
		"  notice to ops@shop.example: sent\n",
	} {
		if !strings.Contains(people.String(), line) {
			t.Errorf("no %q in\n%s", line, people.String())
		}
	}
	for _, words := range []string{`"doubts":1`, `"notices":[{`} {
		if !strings.Contains(programs.String(), words) {
			t.Errorf("no %s in %s", words, programs.String())
		}
	}
}

// doubtful returns workers whose sending has three results. once@ is sent at once, twice@ at the second attempt after
// an unknown result, and the result of lost@ stays unknown.
func doubtful(now time.Time) ledger.Workers {
	return ledger.Workers{
		Produce: func(context.Context, ledger.Job) ledger.Outcome {
			made := ledger.Made{Edition: ledger.Edition{PeriodID: "2026-W46", PDF: []byte("pdf"), Figures: []byte("{}")}}
			for _, name := range []string{"once", "twice", "lost"} {
				made.Deliveries = append(made.Deliveries, ledger.Delivery{
					Address: name + "@shop.example", Sender: "bilan@shop.example", Role: "to", MessageID: name, Raw: []byte(name), Purpose: ledger.ForReport,
				})
			}
			out := ledger.AsProduced(made)
			out.Notices = []ledger.Delivery{{Address: "ops@shop.example", Sender: "bilan@shop.example", Role: "to", MessageID: "n", Raw: []byte("n"), Purpose: ledger.Notice}}
			return out
		},
		Deliver: func(ctx context.Context, p *ledger.DueDelivery) ledger.Answer {
			if err := p.MarkSending(ctx); err != nil {
				return ledger.Answer{State: ledger.Waiting, Next: now, Reply: err.Error()}
			}
			switch {
			case p.MessageID == "lost":
				return ledger.Answer{State: ledger.Uncertain, Reply: "no answer"}
			case p.MessageID == "twice" && p.Attempts == 1:
				return ledger.Answer{State: ledger.Waiting, Doubt: true, Next: now, Reply: "no answer"}
			}
			return ledger.Answer{State: ledger.Sent}
		},
	}
}

// Unsent includes the messages that a killed send command left, so that the next command sends them.
func TestUnsentCountsWhatAKilledSendLeft(t *testing.T) {
	now := time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)
	l, key := ledgerWithTurn(t, now)
	work := func() ledger.Slot {
		workers := doubtful(now)
		workers.Deliver = func(context.Context, *ledger.DueDelivery) ledger.Answer { return ledger.Answer{State: ledger.Sent} }
		if err := l.Drain(t.Context(), key, workers, drainLimits); err != nil {
			t.Fatal(err)
		}
		s, err := l.Slot(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := work()
	left := ledger.Delivery{Address: "late@shop.example", Sender: "bilan@shop.example", Role: "to", MessageID: "late", Raw: []byte("late"), Purpose: ledger.ForReport}
	if _, err := l.AddDeliveries(t.Context(), s.Edition, false, left); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{1, 0} {
		if n, err := RequestUnsent(t.Context(), l, s.Key); err != nil || n != want {
			t.Errorf("%d messages are unsent (%v), want %d", n, err, want)
		}
		work()
	}
}

// The text names the report once, although its error began with the report's name too.
func TestAReasonNamesTheReportOnce(t *testing.T) {
	s := ledger.Slot{Key: ledger.Key{Report: "weekly", Slot: "2026-11-16"}, State: ledger.Held, Reason: `report "weekly": dataset "orders": no file`}
	if got := stateError(s).Error(); got != `report "weekly" is held: dataset "orders": no file` {
		t.Error(got)
	}
	if !diagnose.IsUnusable(stateError(s)) {
		t.Error("a held report is no error about the data")
	}
	s.State, s.Reason = ledger.Failed, "out of memory"
	if err := stateError(s); err.Error() != `report "weekly" is failed: out of memory` || diagnose.IsUnusable(err) {
		t.Error(err)
	}
}

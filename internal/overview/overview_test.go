package overview

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/ledger"
	"bilan/internal/status"
)

var monday = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

// shop is the status of five reports: one in order, one held, one failed, one paused, one by hand.
func shop() *status.Status {
	return &status.Status{
		At: monday, Level: status.Critical, Begun: true, Process: status.Process{Running: true, Address: "127.0.0.1:9118", Answer: "ready"},
		Problems: []status.Problem{{Level: status.Critical, Report: "monthly", Words: "failed: no | memory\nleft"}, {Level: status.Warning, Report: "weekly", Words: "held: no rows"}},
		Reports: []status.ReportStatus{
			{Report: "monthly", Level: status.Critical, NextDue: monday.AddDate(0, 0, 15), Turn: &status.TurnStatus{State: ledger.Failed}},
			{Report: "weekly", Level: status.Warning, NextDue: monday.AddDate(0, 0, 7), Turn: &status.TurnStatus{State: ledger.Held}, LastSuccess: monday.AddDate(0, 0, -7)},
			{Report: "daily", NextDue: monday.AddDate(0, 0, 1), Turn: &status.TurnStatus{State: ledger.Producing}},
			{Report: "paused", NextDue: monday, Next: "is paused", Paused: &status.PauseStatus{Reason: "audit"}},
			{Report: "by-hand"},
		},
	}
}

func written(t *testing.T, s *status.Status, all bool) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, &config.Config{Timezone: scalar.UTC}, s, all); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The head names the report that is due next among those that will be made. Each report has a line with its problems.
func TestWrite(t *testing.T) {
	got := written(t, shop(), true)
	for _, words := range []string{
		"daemon    running, ready on 127.0.0.1:9118\n", "planning  in time\n", "next      daily on Tuesday 17 November 2026 at 08:00 UTC\n",
		"reports   5: 1 failed, 1 held, 1 paused, 2 in order\n", "failed: no | memory", "held: no rows\n", "is being made\n", "paused: audit\n",
	} {
		if !strings.Contains(got, words) {
			t.Errorf("no %q in\n%s", words, got)
		}
	}
	for report, line := range map[string]string{"weekly": "2026-11-09 08:00 2026-11-23 08:00 held: no rows", "by-hand": "never by hand in order"} {
		if !strings.Contains(strings.Join(strings.Fields(got), " "), report+" "+line) {
			t.Errorf("%s: no %q in\n%s", report, line, got)
		}
	}
}

// If there are many reports, Write lists the worst and says how many more there are.
func TestWriteFew(t *testing.T) {
	s := shop()
	for i := range 8 {
		s.Reports = append(s.Reports, status.ReportStatus{Report: fmt.Sprintf("more-%d", i)})
	}
	if got := written(t, s, false); !strings.Contains(got, "and 3 more (--all lists them)\n") || strings.Contains(got, "more-5") {
		t.Error(got)
	}
	if got := written(t, s, true); strings.Contains(got, "--all") || !strings.Contains(got, "more-7") {
		t.Error(got)
	}
}

// Check returns one line, whatever the words contain. Its only | stands before the numbers.
func TestCheck(t *testing.T) {
	if got, want := Check(shop()), "BILAN CRITICAL - monthly: failed: no / memory left (and 1 more) | reports=5 failed=1 held=1 paused=1 behind=0s"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	fine := &status.Status{Reports: []status.ReportStatus{{Report: "daily"}}, Planning: status.Planning{Behind: 7}}
	if got, want := Check(fine), "BILAN OK - reports 1, all in order | reports=1 failed=0 held=0 paused=0 behind=7s"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A problem without a report is printed at the daemon's status. How far planning is behind is printed in a fitting unit.
func TestHead(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*status.Status)
		want   string
	}{
		"no daemon":   {func(s *status.Status) { s.Problems = append(s.Problems, status.Problem{Words: "no daemon runs"}) }, "daemon    no daemon runs\n"},
		"silent":      {func(s *status.Status) { s.Process.Answer = "" }, "daemon    running, but it does not answer on this machine\n"},
		"behind":      {func(s *status.Status) { s.Planning.Behind = 3 * 3600 }, "planning  behind by 3 hours\n"},
		"ahead":       {func(s *status.Status) { s.Planning.Ahead = 2 * 86400 }, "planning  ahead by 2 days: nothing is due before\n"},
		"stopped":     {func(s *status.Status) { s.Process.Running = false }, "planning  nothing has become due since the daemon stopped\n"},
		"not begun":   {func(s *status.Status) { s.Begun = false }, "planning  not begun\n"},
		"all paused":  {func(s *status.Status) { s.Reports = s.Reports[3:4] }, "next      nothing is made: what comes next is paused or left out\n"},
		"all by hand": {func(s *status.Status) { s.Reports = s.Reports[4:] }, "next      nothing is due (add send: to a report)\n"},
	} {
		s := shop()
		c.change(s)
		if got := written(t, s, true); !strings.Contains(got, c.want) {
			t.Errorf("%s: no %q in\n%s", name, c.want, got)
		}
	}
}

func TestSpan(t *testing.T) {
	for seconds, want := range map[int64]string{0: "0 seconds", 119: "119 seconds", 120: "2 minutes", 7199: "119 minutes", 7200: "2 hours", 172799: "47 hours", 172800: "2 days"} {
		if got := DurationText(seconds); got != want {
			t.Errorf("%d: %s, want %s", seconds, got, want)
		}
	}
}

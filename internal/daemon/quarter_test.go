package daemon

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
	"bilan/internal/maker"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// A quarter is simulated: fifty reports in four zones with every cadence, some of them with problems. At its end, the
// ledger and the messages agree with an independent plan.
func TestQuarter(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		quarterEnd = monthEnd
	}
	zones := []string{"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo"}
	for i, zone := range zones {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			q := newQuarter(t, zone, i, 50, len(zones))
			q.live()
			q.judge()
		})
	}
}

var (
	quarterStart = time.Date(2026, 9, 30, 12, 0, 0, 0, time.UTC)
	quarterEnd   = time.Date(2026, 12, 31, 12, 0, 0, 0, time.UTC)
	monthEnd     = time.Date(2026, 11, 12, 12, 0, 0, 0, time.UTC)
)

// cadences are the schedules that the reports take in turn.
var cadences = []schedule.Spec{
	{Every: "day", At: "08:00"},
	{Every: "day", At: "07:30", IfHoliday: "skip"},
	{Every: "week", Day: "monday", At: "08:00", IfHoliday: "next"},
	{Every: "week", Day: "friday", At: "17:00", IfHoliday: "previous"},
	{Every: "week", Day: "sunday", At: "02:30"},
	{Every: "month", Day: "1", At: "08:00", IfHoliday: "next"},
	{Every: "month", Day: "last", At: "18:00", IfHoliday: "skip"},
	{Every: "month", Day: "business day 3", At: "08:00"},
	{Every: "month", Day: "last business day", At: "08:00"},
	{Every: "quarter", Month: "1", Day: "business day 5", At: "08:00"},
	{Every: "year", Month: "november", Day: "11", At: "08:00", IfHoliday: "next"},
	{Cron: "30 2 * * *"},
	{Cron: "15 */12 * * 1-5"},
}

// troubles are the problems that the reports take in turn; "fine" has none. A report's name begins with its problem.
var troubles = []string{"fine", "busy", "fine", "flaky", "fine", "fails", "fine", "late", "fine", "never", "fine", "doubtful", "fine", "empty", "fine", "draft"}

type quarter struct {
	*bench
	zone    string
	reports map[string]schedule.Spec
	office  *office
}

func newQuarter(t *testing.T, zone string, first, count, step int) *quarter {
	q := &quarter{zone: zone, reports: map[string]schedule.Spec{}, office: &office{copies: map[string]int{}, tries: map[string]int{}}}
	text := ""
	for i := first; i < count; i += step {
		spec, trouble := cadences[i%len(cadences)], troubles[i%len(troubles)]
		name := fmt.Sprintf("%s-%02d", trouble, i)
		q.reports[name] = spec
		text += reportText(name, trouble, spec)
	}
	q.bench = &bench{t: t, dir: t.TempDir(), at: quarterStart, maker: &fakeMaker{}, sender: q.office}
	q.writeIn(zone, "  folder: out\n", text)
	q.open(ledger.Options{SQLite: filepath.Join(q.dir, "state.db")})
	tries := map[string]int{}
	var mu sync.Mutex
	q.maker.with = func(t maker.Task) *maker.Product {
		mu.Lock()
		defer mu.Unlock()
		id := t.Report + " " + t.Turn.String()
		tries[id]++
		return misfortune(t, tries[id])
	}
	return q
}

func reportText(name, trouble string, s schedule.Spec) string {
	var send []string
	for _, kv := range [][2]string{{"every", s.Every}, {"day", s.Day}, {"month", s.Month}, {"cron", s.Cron}, {"at", s.At}, {"if_holiday", s.IfHoliday}} {
		if kv[1] != "" {
			send = append(send, fmt.Sprintf("%s: %q", kv[0], kv[1]))
		}
	}
	more := map[string]string{"empty": "    if_empty: skip\n", "draft": "    state: draft\n", "doubtful": "    hold: {retry: 1h, for: 2h, then: owner}\n",
		"late": "    hold: {retry: 1h, for: 8h}\n", "never": "    hold: {retry: 2h, for: 6h}\n"}[trouble]
	return fmt.Sprintf("  %[1]s:\n    title: %[1]s\n    periods: [last week]\n    send: {%[2]s}\n    to: [fine.%[1]s@shop.example, also.%[1]s@shop.example]\n"+
		"    cc: [gone.%[1]s@shop.example]\n%[3]s    sections: [scorecard: [revenue]]\n", name, strings.Join(send, ", "), more)
}

// misfortune returns the result of making a report at an attempt; nil means an edition.
func misfortune(t maker.Task, try int) *maker.Product {
	switch trouble, _, _ := strings.Cut(t.Report, "-"); {
	case trouble == "fails", trouble == "flaky" && try < 3:
		return &maker.Product{Failed: "no connection"}
	case trouble == "late" && try < 3, trouble == "never", trouble == "doubtful" && !t.Turn.Anyway:
		return &maker.Product{Unusable: "not closed"}
	case trouble == "empty":
		return &maker.Product{Unusable: "no rows", Empty: true}
	}
	return nil
}

// office is a mail server without a network. It accepts messages to "also" addresses at the third attempt, and none to
// "gone" addresses.
type office struct {
	mu            sync.Mutex
	copies, tries map[string]int // by address and Message-ID
	refused       bool           // a message was refused since the field was last reset
}

func (o *office) Send(_ context.Context, e mail.Envelope, raw []byte) mail.Result {
	defer e.Ended()
	o.mu.Lock()
	defer o.mu.Unlock()
	_, id, _ := strings.Cut(string(raw), "Message-ID: ")
	id, _, _ = strings.Cut(id, "\r\n")
	id = e.To + " " + id
	o.tries[id]++
	switch {
	case strings.HasPrefix(e.To, "gone."):
		return mail.Result{Verdict: mail.Dead, Code: 550, Reply: "no such user", Err: fmt.Errorf("550 no such user")}
	case strings.HasPrefix(e.To, "also.busy") && o.tries[id] < 3:
		o.refused = true
		return mail.Result{Verdict: mail.Retry, Code: 451, Reply: "busy", Err: fmt.Errorf("451 busy")}
	}
	o.copies[id]++
	return mail.Result{Verdict: mail.Sent, Code: 250, Reply: "ok"}
}

// expected lists the turns of the schedules, without the daemon.
func (q *quarter) expected() map[string][]schedule.Occurrence {
	zone, err := time.LoadLocation(q.zone)
	check(q.t, err)
	calendar, err := period.NewCalendar(period.Options{Holidays: "FR"})
	check(q.t, err)
	list := map[string][]schedule.Occurrence{}
	for name, spec := range q.reports {
		c, err := schedule.Parse(spec)
		check(q.t, err)
		list[name] = c.DueBetween(quarterStart, quarterEnd, calendar, zone)
	}
	return list
}

// keyOf returns an occurrence's slot in the ledger: its day, or its instant for a cron with several turns a day.
func keyOf(s schedule.Spec, o schedule.Occurrence) string {
	if hours := strings.Fields(s.Cron); len(hours) > 1 && strings.ContainsAny(hours[1], "*/") {
		return o.Due.UTC().Format("2006-01-02T15:04Z")
	}
	return o.Slot.Date.String()
}

// live lets time pass from one instant to the next at which something can happen.
func (q *quarter) live() {
	q.t.Helper()
	var dues []time.Time
	var waiting time.Time
	for _, list := range q.expected() {
		for _, o := range list {
			dues = append(dues, o.Due)
		}
	}
	dues = append(dues, quarterEnd)
	slices.SortFunc(dues, time.Time.Compare)
	for q.now().Before(quarterEnd) {
		q.step()
		for !dues[0].After(q.now()) {
			dues = dues[1:]
		}
		next := dues[0]
		open, err := q.Ledger.Slots(q.t.Context(), ledger.Filter{States: []ledger.State{ledger.Planned, ledger.Held, ledger.Retrying}})
		check(q.t, err)
		for _, s := range open {
			if s.Next.After(q.now()) && s.Next.Before(next) {
				next = s.Next
			}
		}
		refused := q.office.refused
		if q.office.refused = false; refused {
			waiting = q.now().Add(3 * time.Minute) // the longest wait before a third attempt
		}
		if soon := q.now().Add(time.Minute); !soon.After(waiting) && soon.Before(next) {
			next = soon
		}
		q.set(next)
	}
	q.step()
}

// fates are the results of a problem for a slot: its state, its recipients, and the notices to its owner.
var fates = map[string]struct {
	state    ledger.State
	to       []string
	notices  []string
	attempts int // 0 for any number
}{
	"fine":     {ledger.Produced, []string{"fine", "also", "gone"}, []string{"dead"}, 1},
	"busy":     {ledger.Produced, []string{"fine", "also", "gone"}, []string{"dead"}, 1},
	"flaky":    {ledger.Produced, []string{"fine", "also", "gone"}, []string{"dead"}, 3},
	"fails":    {ledger.Failed, nil, []string{"failed"}, 3},
	"late":     {ledger.Produced, []string{"fine", "also", "gone"}, []string{"held", "recovered", "dead"}, 3},
	"never":    {ledger.Held, nil, []string{"held"}, 0},
	"doubtful": {ledger.Produced, []string{""}, []string{"held"}, 3},
	"empty":    {ledger.Skipped, nil, nil, 1},
	"draft":    {ledger.Produced, []string{""}, nil, 1},
}

func (q *quarter) judge() {
	t, total, sent := q.t, 0, 0
	list, err := q.Ledger.Slots(t.Context(), ledger.Filter{Until: quarterEnd.Add(time.Second)})
	check(t, err)
	known := map[string]ledger.Slot{}
	for _, s := range list {
		known[s.Key.String()] = s
	}
	expected := q.expected()
	for _, name := range slices.Sorted(maps.Keys(expected)) {
		trouble, _, _ := strings.Cut(name, "-")
		fate := fates[trouble]
		if len(expected[name]) == 0 && !testing.Short() {
			t.Errorf("%s is never due", name)
		}
		for _, o := range expected[name] {
			total++
			s, ok := known[name+" "+keyOf(q.reports[name], o)]
			delete(known, s.Key.String())
			recent := quarterEnd.Sub(o.Due) < 9*time.Hour // the problem may not be over
			if !ok || !s.Due.Equal(o.Due) || s.On != o.On.String() || !recent && (s.State != fate.state || fate.attempts > 0 && s.Attempts != fate.attempts) {
				t.Errorf("%s %s: %v %s after %d attempts, due %s (%s): %s", name, o.Slot, ok, s.State, s.Attempts, s.Due, o.Due, s.Reason)
			}
			if !recent {
				q.judgeNotices(s, fate.notices)
				sent += q.judgeCopies(s, fate.to)
			}
		}
	}
	for key, s := range known {
		t.Errorf("%s is in no plan (%s)", key, s.State)
	}
	for id, n := range q.office.copies {
		if n != 1 {
			t.Errorf("%d copies of %s", n, id)
		}
	}
	t.Logf("%d slots, %d copies", total, sent)
}

// judgeNotices checks that the owner got the wanted notices about a slot and no others.
func (q *quarter) judgeNotices(s ledger.Slot, want []string) {
	for _, kind := range []string{"held", "failed", "recovered", "missed", "mail", "dead"} {
		name := kind
		if kind == "dead" {
			name = "undelivered gone." + s.Report + "@shop.example"
		}
		told, err := q.Ledger.HasDedupe(q.t.Context(), ledger.NoticeKey(s.Key, name))
		check(q.t, err)
		if told != slices.Contains(want, kind) {
			q.t.Errorf("%s: told %q is %v", s.Key, name, told)
		}
	}
}

// judgeCopies checks that each recipient has one message, with one copy or dead, and that nobody else has one.
func (q *quarter) judgeCopies(s ledger.Slot, to []string) (sent int) {
	t := q.t
	list, err := q.Ledger.Deliveries(t.Context(), s.Edition)
	check(t, err)
	if s.Edition == 0 {
		list = nil
	}
	if len(list) != len(to) {
		t.Errorf("%s has %d messages, want %d", s.Key, len(list), len(to))
		return 0
	}
	for i, d := range list {
		want := owner
		if to[i] != "" {
			want = to[i] + "." + s.Report + "@shop.example"
		}
		copies := q.office.copies[d.Address+" <"+d.MessageID+">"]
		dead := strings.HasPrefix(want, "gone.")
		if d.Address != want || dead != (d.State == ledger.Dead) || dead != (copies == 0) || !dead && d.State != ledger.Sent {
			t.Errorf("%s to %s: %s with %d copies", s.Key, d.Address, d.State, copies)
		}
		sent += copies
	}
	return sent
}

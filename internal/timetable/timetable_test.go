package timetable

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/ledger"
)

const reports = `company: Shop
locale: en-GB
timezone: Europe/Paris
currency: EUR
mail: {from: bilan@shop.example, folder: outbox}
sources: {data: {sqlite: sales.db}}
owner: ops@shop.example
datasets: {orders: {source: data, query: "select day, amount from orders"}}
metrics: {revenue: {dataset: orders, value: sum(amount), date: day}}
reports:
  weekly:
    title: Weekly sales
    periods: [last week]
    send: {every: week, day: monday, at: "09:00"}
    to: [boss@shop.example]
    sections: [scorecard: [revenue]]
  byhand:
    title: By hand
    periods: [last week]
    to: [boss@shop.example]
    sections: [scorecard: [revenue]]
`

func loaded(t *testing.T, text string) *config.Config {
	t.Helper()
	file := filepath.Join(t.TempDir(), "bilan.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := load.Load(file, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

func newTimetable(t *testing.T, text string) *Timetable {
	t.Helper()
	return New(loaded(t, text))
}

// monday is an instant at which the report "weekly" is due, by its time in Paris.
var monday = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

func TestNext(t *testing.T) {
	table := newTimetable(t, reports)
	o, ok := table.Next("weekly", monday.Add(-time.Hour))
	_, shows := table.FirstPeriod("weekly", o)
	if !ok || !o.Due.Equal(monday) || table.Key("weekly", o) != "2026-11-16" || shows != "2026-W46" {
		t.Errorf("%v %s %s %s", ok, o.Due, table.Key("weekly", o), shows)
	}
	if _, ok := table.Next("byhand", monday); ok || table.Scheduled("byhand") || !table.Scheduled("weekly") {
		t.Error("a report without send: leaves by itself")
	}
	if got := table.Names(); strings.Join(got, " ") != "byhand weekly" {
		t.Error(got)
	}
}

func TestFindTurn(t *testing.T) {
	cfg := loaded(t, reports)
	turn, err := FindTurn(cfg, ledger.Key{Report: "weekly", Slot: "2026-11-16"})
	if err != nil || !turn.Due.Equal(monday) || turn.Day != "2026-11-16" {
		t.Errorf("%+v %v", turn, err)
	}
	for _, k := range []ledger.Key{{Report: "weekly", Slot: "2026-11-17"}, {Report: "byhand", Slot: "2026-11-16"}, {Report: "weekly", Slot: "soon"}} {
		if _, err := FindTurn(cfg, k); err == nil {
			t.Errorf("%s is a turn", k)
		}
	}
}

func TestFaults(t *testing.T) {
	table := newTimetable(t, reports)
	rule := table.Tables["weekly"].Text()
	for name, c := range map[string]struct {
		marks map[string]ledger.Watermark
		now   time.Time
		want  []FaultKind
	}{
		"never planned":     {nil, monday, []FaultKind{Unplanned}},
		"in time":           {map[string]ledger.Watermark{"weekly": {Until: monday, Rule: rule}}, monday, nil},
		"due a minute ago":  {map[string]ledger.Watermark{"weekly": {Until: monday.Add(-time.Hour), Rule: rule}}, monday.Add(behindAfter), nil},
		"due and forgotten": {map[string]ledger.Watermark{"weekly": {Until: monday.Add(-time.Hour), Rule: rule}}, monday.Add(behindAfter + time.Second), []FaultKind{Behind}},
		"clock was ahead":   {map[string]ledger.Watermark{"weekly": {Until: monday.AddDate(1, 0, 0), Rule: rule}}, monday, []FaultKind{Ahead}},
		"another rule":      {map[string]ledger.Watermark{"weekly": {Until: monday, Rule: "x"}}, monday, []FaultKind{OtherRule}},
	} {
		var got []FaultKind
		for _, f := range table.Faults(c.marks, c.now) {
			got = append(got, f.Kind)
		}
		if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// An edit of the hour moves a planned turn. A turn that was due by the old rule stays due.
func TestEdit(t *testing.T) {
	before, after := newTimetable(t, reports), newTimetable(t, strings.Replace(reports, "09:00", "11:00", 1))
	loaded := monday.Add(-24 * time.Hour)
	s := after.ScheduleOf("weekly", loaded)
	e := s.Edit(before.Tables["weekly"].Text(), loaded, monday.Add(3*time.Hour))
	o, _ := before.Next("weekly", loaded)
	turn := TurnOf(before.Tables["weekly"], o)
	fate, moved := e.EditEffect(ledger.Slot{Key: ledger.Key{Report: "weekly", Slot: turn.Slot}, Work: turn.Work, Due: turn.Due, State: ledger.Planned})
	if fate != ledger.Moves || !moved.Due.Equal(monday.Add(2*time.Hour)) {
		t.Errorf("%v to %s", fate, moved.Due)
	}
	if len(e.Turns) != 1 || !e.Turns[0].Due.Equal(monday.Add(2*time.Hour)) {
		t.Errorf("%+v", e.Turns)
	}
}

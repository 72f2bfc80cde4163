package members

import (
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/metric/metrictest"
	"bilan/report/scope"
)

var revenue = &metric.Metric{Name: "revenue", Unit: metric.Currency, Currency: "EUR", AddsUp: true}

// answers is a book with the answers about two weeks.
type answers struct {
	scope.Book
	by map[string]metric.Answer // by the period's ID
	s  *scope.Scope
}

func (a answers) Answer(ask metric.Ask) metric.Answer { return a.by[a.s.Calendar.ID(ask.Period)] }

func of(t *testing.T) *scope.Scope {
	t.Helper()
	words, err := locale.For("en-GB")
	if err != nil {
		t.Fatal(err)
	}
	return &scope.Scope{Config: &config.Config{}, Locale: words, Calendar: metrictest.Calendar(t, period.Options{})}
}

// figure makes a figure from an actual and a target; "" stands for none.
func figure(ac, pl string) metric.Figure {
	f := metric.Figure{Metric: revenue, AC: metrictest.Num(ac), PL: metric.NoNum(metric.NoTarget), PLToDate: metric.NoNum(metric.NoTarget)}
	if pl != "" {
		f.PL, f.PLToDate = metrictest.Num(pl), metrictest.Num(pl)
	}
	return f
}

func slice(key, label, ac, pl string) metric.Slice {
	return metric.Slice{Key: key, Label: label, Figure: figure(ac, pl)}
}

func labels(list []Line) string {
	var names []string
	for _, m := range list {
		names = append(names, m.Label)
	}
	return strings.Join(names, " ")
}

// A member has a line with a figure for each period, even if it has rows in only one of them. Unassigned rows have one
// line, which is zero in a period without such rows.
func TestLinesOfPeriods(t *testing.T) {
	s := of(t)
	week, before := metrictest.Period(t, s.Calendar, "2026-W46"), metrictest.Period(t, s.Calendar, "2026-W45")
	nobody := metric.Slice{Unassigned: true, Figure: figure("5", "")}
	b := answers{s: s, by: map[string]metric.Answer{
		"2026-W46": {Total: figure("30", "40"), Slices: []metric.Slice{slice("1", "Anne", "20", "30"), slice("2", "", "10", "10")}},
		"2026-W45": {Total: figure("35", ""), Slices: []metric.Slice{slice("1", "Anne", "25", ""), slice("3", "Chloé", "5", ""), nobody}},
	}}
	list, total := Lines(s, b, revenue, "rep", []period.Period{week, before})
	if got := labels(list); !strings.HasPrefix(got, "Anne 2 Chloé ") || len(list) != 4 || list[3].Kind != report.Unassigned {
		t.Fatalf("%q", got)
	}
	if total.Kind != report.Total || metrictest.Show(total.Figures[0].AC) != "30" || metrictest.Show(total.Figures[1].AC) != "35" {
		t.Errorf("total %+v", total)
	}
	if got := metrictest.Show(list[1].Figures[1].AC); got != "no data" {
		t.Errorf("a member without rows the week before: %s", got)
	}
	if got := metrictest.Show(list[3].Figures[0].AC); got != "0" {
		t.Errorf("nobody this week: %s", got)
	}
}

// The largest number is first, then members without a number, then the unassigned. Equal members are in natural order
// of their names.
func TestRank(t *testing.T) {
	line := func(label, ac string, kind report.RowKind) Line {
		return Line{Label: label, Kind: kind, Figures: []metric.Figure{figure(ac, "")}}
	}
	list := []Line{line("Nobody", "900", report.Unassigned), line("Shop 10", "5", report.Body), line("Zoé", "", report.Body), line("Shop 9", "5", report.Body), line("Anne", "7", report.Body)}
	Rank(list, func(m Line) metric.Num { return m.First().AC })
	if got := labels(list); got != "Anne Shop 9 Shop 10 Zoé Nobody" {
		t.Error(got)
	}
	for i := range list {
		list[i].Place = len(list) - i
	}
	Rank(list, func(m Line) metric.Num { return m.First().AC })
	if got := labels(list); got != "Zoé Shop 10 Shop 9 Anne Nobody" {
		t.Errorf("in a dimension with an order: %s", got)
	}
}

// A member without actual and target is left out and counted, unless another printed number of it belongs to the total.
func TestLeaveOut(t *testing.T) {
	left := Line{Label: "Left", Figures: []metric.Figure{figure("0", "")}}
	last := Line{Label: "LastYear", Figures: []metric.Figure{figure("0", "")}}
	last.Figures[0].PY = metrictest.Num("80")
	idle := Line{Label: "Idle", Figures: []metric.Figure{figure("0", "50")}}
	nobody := Line{Label: "Nobody", Kind: report.Unassigned, Figures: []metric.Figure{figure("0", "")}}
	kept, hidden := LeaveOut([]Line{left, last, idle, nobody}, LastYear)
	if labels(kept) != "LastYear Idle" || hidden != 1 {
		t.Errorf("%s, %d hidden", labels(kept), hidden)
	}
}

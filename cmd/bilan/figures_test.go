package main

import (
	"context"
	"fmt"
	"io"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/sources/workbench"
)

// These tests plan figures and ask the engine for them, as the program does. The results must equal those of plain Go
// over the same rows, to the cent.

type order struct {
	day    period.Date
	rep    string
	cents  int64
	status string
}

var reps = []struct{ key, team string }{{"01", "north"}, {"02", "north"}, {"03", "south"}}

func randomOrders(n int) []order {
	r := rand.New(rand.NewPCG(2026, 11))
	list := make([]order, n)
	for i := range list {
		rep := []string{"01", "02 ", "03", "99", ""}[r.IntN(5)]
		list[i] = order{period.NewDate(2024, 1, 1).AddDays(r.IntN(1050)), rep, r.Int64N(1_000_000) - 50_000, []string{"won", "lost"}[r.IntN(2)]}
	}
	return list
}

// rowsOf streams the rows of a table in memory.
type rowsOf struct {
	table.Table
	next int
}

func (r *rowsOf) Columns() []table.Column { return r.Table.Columns }
func (r *rowsOf) Close() error            { return nil }
func (r *rowsOf) Next() ([]table.Cell, error) {
	if r.next == len(r.Rows) {
		return nil, io.EOF
	}
	r.next++
	return r.Rows[r.next-1], nil
}

func loadedBench(t testing.TB, orders []order) *workbench.Workbench {
	t.Helper()
	ctx := context.Background()
	w, err := workbench.Open(ctx, workbench.Options{Dir: t.TempDir(), Zone: paris(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	facts := table.Table{Columns: []table.Column{{Name: "day", Kind: table.Date}, {Name: "rep", Kind: table.Text},
		{Name: "amount", Kind: table.Decimal, Scale: 2}, {Name: "status", Kind: table.Text}}}
	for _, o := range orders {
		facts.Rows = append(facts.Rows, []table.Cell{o.day.Time(), o.rep, decimal.New(o.cents, -2), o.status})
	}
	roster := table.Table{Columns: []table.Column{{Name: "id", Kind: table.Text}, {Name: "name", Kind: table.Text}, {Name: "team", Kind: table.Text}}}
	for _, r := range reps {
		roster.Rows = append(roster.Rows, []table.Cell{r.key, "Rep " + r.key, r.team})
	}
	quotas := table.Table{Columns: []table.Column{{Name: "month", Kind: table.Date}, {Name: "rep", Kind: table.Text}, {Name: "quota", Kind: table.Integer}}}
	for m := range 36 {
		for i, r := range reps {
			quotas.Rows = append(quotas.Rows, []table.Cell{time.Date(2024, time.Month(m+1), 1, 0, 0, 0, 0, time.UTC), r.key, int64(1000 * (i + 1))})
		}
	}
	for name, tb := range map[string]table.Table{"orders": facts, "reps": roster, "quotas": quotas} {
		if _, err := w.LoadRows(ctx, "", name, &rowsOf{Table: tb}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	return w
}

func figuresModel(t testing.TB) *metric.Model {
	t.Helper()
	cal, err := period.NewCalendar(period.Options{Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	return &metric.Model{
		Calendar: cal, CutOff: period.NewDate(2026, 11, 16),
		Metrics: map[string]*metric.Metric{
			"revenue": {Name: "revenue", Dataset: "orders", Date: "day", Value: "sum(amount) -- net", Unit: metric.Currency, AddsUp: true},
			"won": {Name: "won", Dataset: "orders", Date: "day", Value: "count(*) filter (where status = 'won') / nullif(count(*), 0)",
				Filter: "amount > 0", Unit: metric.Percent},
		},
		Dimensions: map[string]*metric.Dimension{"rep": {Name: "rep", Roster: "reps", Key: "id", Label: "name", Parent: "team"}},
		Datasets: map[string]metric.Dataset{"orders": {Name: "orders", Keys: map[string]string{"rep": "rep"}},
			"quotas": {Name: "quotas", Keys: map[string]string{"rep": "rep"}}},
		Targets: []metric.Target{{Metric: "revenue", Dataset: "quotas", Per: period.Month, Date: "month", Value: "quota", By: []string{"rep"}}},
	}
}

// known returns a period as a report asks for it: an open period ends at the cut-off.
func known(t testing.TB, m *metric.Model, id string) period.Period {
	t.Helper()
	p, err := m.Calendar.ParsePeriod(id)
	if err != nil {
		t.Fatal(err)
	}
	if p.Start.Before(m.CutOff) && m.CutOff.Before(p.End) {
		p.End = m.CutOff
	}
	return p
}

// reckon sums the orders of a period for which mine returns true, in units of currency.
func reckon(orders []order, p period.Period, mine func(order) bool) *big.Rat {
	var cents int64
	for _, o := range orders {
		if p.Contains(o.day) && mine(o) {
			cents += o.cents
		}
	}
	return big.NewRat(cents, 100)
}

func keyOf(o order) string {
	if len(o.rep) < 2 {
		return ""
	}
	return o.rep[:2]
}

func teamOf(o order) string {
	for _, r := range reps {
		if r.key == keyOf(o) {
			return r.team
		}
	}
	return ""
}

func repOf(o order) string {
	if teamOf(o) == "" {
		return ""
	}
	return keyOf(o)
}

func TestFiguresEqualAnotherReckoning(t *testing.T) {
	orders := randomOrders(20_000)
	bench, m := loadedBench(t, orders), figuresModel(t)
	var asks []metric.Ask
	for _, id := range []string{"2026-W46", "2026-11", "2026-Q3", "2025", "2024-06", "2026-10-01"} {
		p := known(t, m, id)
		for _, by := range []string{"", "rep", "team"} {
			asks = append(asks, metric.Ask{Metric: "revenue", By: by, Period: p})
		}
	}
	book, err := book.Compute(context.Background(), m, bench, asks)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range asks {
		t.Run(fmt.Sprint(m.Calendar.ID(a.Period), " by ", a.By), func(t *testing.T) {
			answer := book.Answer(a)
			checkFigure(t, m, orders, answer.Total, func(order) bool { return true })
			member := map[string]func(order) string{"rep": repOf, "team": teamOf}[a.By]
			for _, s := range answer.Slices {
				checkFigure(t, m, orders, s.Figure, func(o order) bool { return member(o) == s.Key })
			}
			if a.By == "rep" && (len(answer.Slices) != 4 || !answer.Slices[3].Unassigned) {
				t.Errorf("%d slices, want three reps and the unassigned last", len(answer.Slices))
			}
		})
	}
	if len(book.UnknownKeys) == 0 || book.UnknownKeys[0].Value != "99" && book.UnknownKeys[0].Value != "" {
		t.Errorf("unknown keys: %v, want rep 99 and the empty one", book.UnknownKeys)
	}
}

func checkFigure(t *testing.T, m *metric.Model, orders []order, f metric.Figure, mine func(order) bool) {
	t.Helper()
	want := reckon(orders, f.Period, mine)
	if !f.AC.OK() || f.AC.Rat.Cmp(want) != 0 {
		t.Errorf("AC %v, want %s", f.AC.Rat, want.FloatString(2))
	}
	for name, side := range map[string]struct {
		got  metric.Num
		find func(period.Period) (period.Period, bool)
	}{"PY": {f.PY, m.Calendar.LastYear}, "PP": {f.PP, m.Calendar.Previous}} {
		p, ok := side.find(f.Period)
		if !ok || p.End.Compare(period.NewDate(2024, 1, 1)) <= 0 {
			if side.got.OK() {
				t.Errorf("%s %v before any data", name, side.got.Rat)
			}
			continue
		}
		if want := reckon(orders, p, mine); !side.got.OK() || side.got.Rat.Cmp(want) != 0 {
			t.Errorf("%s %v, want %s", name, side.got.Rat, want.FloatString(2))
		}
	}
}

func TestRatiosAreAskedNotAveraged(t *testing.T) {
	orders := randomOrders(5_000)
	bench, m := loadedBench(t, orders), figuresModel(t)
	p, _ := m.Calendar.ParsePeriod("2026-Q3")
	ask := metric.Ask{Metric: "won", By: "rep", Period: p}
	book, err := book.Compute(context.Background(), m, bench, []metric.Ask{ask})
	if err != nil {
		t.Fatal(err)
	}
	var won, all int64
	for _, o := range orders {
		if p.Contains(o.day) && o.cents > 0 {
			all++
			if o.status == "won" {
				won++
			}
		}
	}
	got, want := book.Answer(ask).Total.AC.Rat, big.NewRat(won, all)
	if off := new(big.Rat).Sub(got, want); off.Abs(off).Cmp(big.NewRat(1, 1e15)) > 0 {
		t.Errorf("won %s, want %s", got.FloatString(17), want.FloatString(17))
	}
}

// If a filter leaves no row in a period that the data covers, the metric is zero there, not unknown.
func TestTimeWithoutFilteredRowsIsKnown(t *testing.T) {
	bench, m := loadedBench(t, randomOrders(5_000)), figuresModel(t)
	m.Metrics["late"] = &metric.Metric{Name: "late", Dataset: "orders", Date: "day", Value: "sum(amount)", Filter: "day >= DATE '2024-02-20'", AddsUp: true}
	asks := []metric.Ask{{Metric: "late", Period: known(t, m, "2024-01")}, {Metric: "late", Period: known(t, m, "2025-Q1")}, {Metric: "late", Period: known(t, m, "2023-12")}}
	book, err := book.Compute(context.Background(), m, bench, asks)
	if err != nil {
		t.Fatal(err)
	}
	january, quarter, ahead := book.Answer(asks[0]).Total, book.Answer(asks[1]).Total, book.Answer(asks[2]).Total
	if !january.AC.OK() || january.AC.Rat.Sign() != 0 || !quarter.PY.OK() || ahead.AC.OK() {
		t.Errorf("January %v, last year's quarter %v, before any data %v: want 0, a number and none", january.AC, quarter.PY, ahead.AC)
	}
}

// A period that has not ended has no actual, neither as the period itself nor as the period before another one.
func TestAPeriodThatIsNotOverHasNoActual(t *testing.T) {
	bench, m := loadedBench(t, randomOrders(5_000)), figuresModel(t)
	var asks []metric.Ask
	for _, id := range []string{"2026-10", "2026-11", "2026-12", "2026"} {
		p, err := m.Calendar.ParsePeriod(id)
		if err != nil {
			t.Fatal(err)
		}
		asks = append(asks, metric.Ask{Metric: "revenue", Period: p})
	}
	book, err := book.Compute(context.Background(), m, bench, asks)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ ac, pp metric.State }{{metric.Present, metric.Present}, {metric.NotYet, metric.Present}, {metric.NotYet, metric.NotYet}, {metric.NotYet, metric.Present}} {
		f := book.Answer(asks[i]).Total
		if f.AC.State != want.ac || f.PP.State != want.pp || f.DeltaPL.OK() != f.AC.OK() {
			t.Errorf("%s: AC %v, PP %v, ΔPL %v, want %v and %v", m.Calendar.ID(asks[i].Period), f.AC.State, f.PP.State, f.DeltaPL.State, want.ac, want.pp)
		}
	}
}

func TestTargetsRollUpWithTheRoster(t *testing.T) {
	bench, m := loadedBench(t, randomOrders(100)), figuresModel(t)
	p, _ := m.Calendar.ParsePeriod("2026-Q3")
	ask := metric.Ask{Metric: "revenue", By: "team", Period: p}
	book, err := book.Compute(context.Background(), m, bench, []metric.Ask{ask})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{"": book.Answer(ask).Total.PL.Rat.RatString()}
	for _, s := range book.Answer(ask).Slices {
		if !s.Unassigned {
			got[s.Key] = s.Figure.PL.Rat.RatString()
		}
	}
	if got["north"] != "9000" || got["south"] != "9000" || got[""] != "18000" {
		t.Errorf("targets of Q3: %v, want 9000 a team and 18000 in all", got)
	}
}

func TestDuplicateTargetsAreRefused(t *testing.T) {
	ctx := context.Background()
	bench, m := loadedBench(t, randomOrders(100)), figuresModel(t)
	m.Datasets["twice"] = metric.Dataset{Name: "twice", Keys: map[string]string{"rep": "rep"}}
	if err := bench.Derive(ctx, "", "twice", "select * from quotas union all select month, rep, quota + 1 from quotas where rep = '02'", nil); err != nil {
		t.Fatal(err)
	}
	m.Targets[0].Dataset = "twice"
	p, _ := m.Calendar.ParsePeriod("2026-11")
	ask := metric.Ask{Metric: "revenue", By: "rep", Period: p}
	if _, err := book.Compute(ctx, m, bench, []metric.Ask{ask}); err == nil {
		t.Fatal("two quotas for one month and rep passed")
	}
	m.Targets[0].Last = true
	book, err := book.Compute(ctx, m, bench, []metric.Ask{ask})
	if err != nil {
		t.Fatal(err)
	}
	if got := book.Answer(ask).Slices[1].Figure.PL.Rat.RatString(); got != "2001" {
		t.Errorf("with duplicates: last the quota is %s, want 2001", got)
	}
}

func BenchmarkFigures(b *testing.B) {
	// Loading is measured elsewhere. This asks for the figures of 100,000 orders in 13 weeks, in total and by rep.
	orders := randomOrders(100_000)
	bench, m := loadedBench(b, orders), figuresModel(b)
	var asks []metric.Ask
	for _, p := range m.Calendar.Last(13, period.Week, period.NewDate(2026, 11, 16)) {
		asks = append(asks, metric.Ask{Metric: "revenue", Period: p})
	}
	asks = append(asks, metric.Ask{Metric: "revenue", By: "rep", Period: asks[12].Period})
	for b.Loop() {
		if _, err := book.Compute(context.Background(), m, bench, asks); err != nil {
			b.Fatal(err)
		}
	}
}

func TestWhoChangesTeamTakesNothingOfThePastAlong(t *testing.T) {
	ctx := context.Background()
	orders := randomOrders(20_000)
	bench, m := loadedBench(t, orders), figuresModel(t)
	const moved = "select id, name, team, null::date as hired, case when id = '01' then DATE '2026-06-30' end as gone from reps" +
		" union all select '01', 'Rep 01', 'south', DATE '2026-07-01', null"
	if err := bench.Derive(ctx, "", "staff", moved, nil); err != nil {
		t.Fatal(err)
	}
	m.Dimensions["rep"] = &metric.Dimension{Name: "rep", Roster: "staff", Key: "id", Label: "name", Parent: "team", From: "hired", Until: "gone"}
	team := func(o order) string {
		if keyOf(o) == "01" && !o.day.Before(period.NewDate(2026, 7, 1)) {
			return "south"
		}
		return teamOf(o)
	}
	for _, id := range []string{"2026-06", "2026-07", "2026"} {
		p := known(t, m, id)
		by := metric.Ask{Metric: "revenue", By: "team", Period: p}
		whole := metric.Ask{Metric: "revenue", By: "rep", Period: p}
		book, err := book.Compute(ctx, m, bench, []metric.Ask{by, whole})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range book.Answer(by).Slices {
			want := reckon(orders, p, func(o order) bool { return team(o) == s.Key })
			if s.Figure.AC.Rat.Cmp(want) != 0 {
				t.Errorf("%s in %s: %s, want %s", s.Key, id, s.Figure.AC.Rat.FloatString(2), want.FloatString(2))
			}
		}
		if n := len(book.Answer(whole).Slices); n != 4 {
			t.Errorf("%d reps in %s, want each once and the unassigned", n, id)
		}
	}
}

// paris returns the zone Europe/Paris.
func paris(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

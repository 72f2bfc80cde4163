package main

import (
	"context"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/sources/workbench"
)

// targetBench returns a workbench with small tables that are written as CSV: days, keys and whole amounts.
func targetBench(t *testing.T, tables map[string]string) *workbench.Workbench {
	t.Helper()
	ctx := context.Background()
	w, err := workbench.Open(ctx, workbench.Options{Dir: t.TempDir(), Zone: paris(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	for name, text := range tables {
		lines := strings.Split(strings.TrimSpace(text), "\n")
		tb := table.Table{}
		for _, column := range strings.Split(lines[0], ",") {
			kind := map[string]table.Kind{"day": table.Date, "since": table.Date, "amount": table.Decimal}[column] // other columns are text
			tb.Columns = append(tb.Columns, table.Column{Name: column, Kind: kind})
		}
		for _, line := range lines[1:] {
			row := make([]table.Cell, len(tb.Columns))
			for i, cell := range strings.Split(line, ",") {
				switch tb.Columns[i].Kind {
				case table.Date:
					d, err := period.ParseDate(cell)
					if err != nil {
						t.Fatal(err)
					}
					row[i] = d.Time()
				case table.Decimal:
					row[i] = decimal.RequireFromString(cell)
				default:
					row[i] = cell
				}
			}
			tb.Rows = append(tb.Rows, row)
		}
		if _, err := w.LoadRows(ctx, "", name, &rowsOf{Table: tb}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	return w
}

func ratOf(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// targetModel returns a model with one metric per case. November 2026 has 20 business days in France: 9 before the
// 15th, and 6 before the 10th, when Anne moves from north to south.
func targetModel(t *testing.T) *metric.Model {
	t.Helper()
	m := figuresModel(t)
	m.Metrics = map[string]*metric.Metric{}
	for _, name := range []string{"step", "listed", "mixed", "planned", "moved"} {
		m.Metrics[name] = &metric.Metric{Name: name, Dataset: "orders", Date: "day", Value: "sum(amount)", AddsUp: true, OnTrack: big.NewRat(1, 1), AtRisk: big.NewRat(9, 10)}
	}
	for _, name := range []string{"average", "own average"} {
		m.Metrics[name] = &metric.Metric{Name: name, Dataset: "orders", Date: "day", Value: "avg(amount)"}
	}
	m.Dimensions["rep"] = &metric.Dimension{Name: "rep", Roster: "reps", Key: "id", Label: "name", Parent: "team", From: "since", Aliases: map[string]string{"ZB": "02"}}
	nov15 := period.NewDate(2026, 11, 15)
	listed := map[string]*big.Rat{" 01": ratOf("40"), "ZB": ratOf("35"), "99": ratOf("15")}
	rep := []string{"rep"}
	m.Targets = []metric.Target{
		{Metric: "step", Per: period.Month, Literal: ratOf("100000"), Until: nov15.AddDays(-1)},
		{Metric: "step", Per: period.Month, Literal: ratOf("120000"), From: nov15},
		{Metric: "average", Literal: ratOf("280"), Until: nov15},
		{Metric: "average", Literal: ratOf("300"), From: nov15.AddDays(1)},
		{Metric: "own average", By: rep, Members: map[string]*big.Rat{"01": ratOf("250")}},
		{Metric: "listed", Per: period.Month, By: rep, Members: listed, Scale: ratOf("1000")},
		{Metric: "mixed", Per: period.Month, By: rep, Members: map[string]*big.Rat{"01": ratOf("40000")}, From: period.NewDate(2026, 11, 1)},
		{Metric: "mixed", Dataset: "quotas", Per: period.Month, Date: "day", Value: "amount", By: rep},
		{Metric: "planned", Scenario: metric.TargetScenario, Per: period.Year, Literal: ratOf("1200000"), Share: metric.Evenly},
		{Metric: "planned", Scenario: metric.Budget, Per: period.Year, Literal: ratOf("2400000"), Share: metric.Evenly},
		{Metric: "planned", Scenario: metric.ForecastPlan, Dataset: "forecast", Per: period.Month, Date: "day", Value: "amount", By: rep},
		{Metric: "moved", Dataset: "quotas", Per: period.Month, Date: "day", Value: "amount", By: rep},
	}
	m.Datasets["forecast"] = metric.Dataset{Name: "forecast", Keys: map[string]string{"rep": "rep"}}
	return m
}

const targetTables = `
reps
id,name,team,since
01,Anne,north,2020-01-01
01,Anne,south,2026-11-10
02,Zoé,south,2020-01-01
03,Zorro,south,2020-01-01

orders
day,rep,amount
2025-01-05,01,100
2026-11-02,01,1000
2026-11-12,ZB,500
2026-11-13,03,50

quotas
day,rep,amount
2026-11-30,01,10000
2026-11-30,02,12000
2026-10-01,01,9000

forecast
day,rep,amount
2026-11-01,01,2000
2026-12-01,02,4000
`

func tables(text string) map[string]string {
	all := map[string]string{}
	for _, block := range strings.Split(strings.TrimSpace(text), "\n\n") {
		name, rows, _ := strings.Cut(block, "\n")
		all[name] = rows
	}
	return all
}

// planOf returns the target of the whole period and the target to date in a scenario, "–" for none.
func planOf(f metric.Figure, s metric.Scenario) string {
	g := f.Goal(s)
	return show(g.Whole) + ", " + show(g.ToDate)
}

func show(n metric.Num) string {
	if !n.OK() {
		return "–"
	}
	return n.Rat.RatString()
}

func TestTargetsOfEveryKind(t *testing.T) {
	m := targetModel(t)
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 16), Close: period.NewDate(2026, 12, 1)}
	year := period.Period{Unit: period.Year, Start: period.NewDate(2026, 1, 1), End: month.End, Close: period.NewDate(2027, 1, 1)}
	december := m.Calendar.Containing(period.Month, month.Close)
	cases := []struct {
		name, metric, by, key string
		period                period.Period
		scenario              metric.Scenario
		want                  string
	}{
		{"a step is paid by its days", "step", "", "", month, "", "111000, 45000"},
		{"a month before it is as before", "step", "", "", m.Calendar.Containing(period.Month, period.NewDate(2026, 10, 3)), "", "100000, 100000"},
		{"a level is what it is on the last day", "average", "", "", month, "", "300, 280"},
		{"and everybody's", "average", "rep", "01", month, "", "300, 280"},
		{"a member's level is nobody else's", "own average", "rep", "02", month, "", "–, –"},
		{"nor the whole's", "own average", "", "", month, "", "–, –"},
		{"nor his team's", "own average", "team", "north", month, "", "–, –"},
		{"but his own", "own average", "rep", "01", month, "", "250, 250"},
		{"listed members make the whole", "listed", "", "", month, "", "90000, 40500"},
		{"a key is trimmed", "listed", "rep", "01", month, "", "40000, 18000"},
		{"an alias is who it stands for", "listed", "rep", "02", month, "", "35000, 15750"},
		{"who is not listed has none", "listed", "rep", "03", month, "", "–, –"},
		{"who is nobody is with those", "listed", "rep", "–", month, "", "15000, 6750"},
		{"in any of the groups", "listed", "team", "–", month, "", "15000, 6750"},
		{"a team has its member until he leaves it", "listed", "team", "north", month, "", "12000, 12000"},
		{"and the other from then on", "listed", "team", "south", month, "", "63000, 21750"},
		{"a quota follows too, on whatever day of the month it is dated", "moved", "team", "north", month, "", "3000, 3000"},
		{"to the other team", "moved", "team", "south", month, "", "19000, 6900"},
		{"the first target answers for its member", "mixed", "rep", "01", month, "", "40000, 18000"},
		{"the next for the others", "mixed", "rep", "02", month, "", "12000, 5400"},
		{"and both make the whole", "mixed", "", "", month, "", "52000, 23400"},
		{"before it began, the next answers for all", "mixed", "", "", m.Calendar.Containing(period.Month, period.NewDate(2026, 10, 3)), "", "9000, 9000"},
		{"the target is no budget", "planned", "", "", december, "", "100000, 100000"},
		{"the budget stands beside it", "planned", "", "", december, metric.Budget, "200000, 200000"},
		{"a forecast of the rest is not a forecast of the year", "planned", "", "", year, metric.ForecastPlan, "–, –"},
		{"but of its months", "planned", "", "", month, metric.ForecastPlan, "2000, 900"},
		{"by rep too", "planned", "rep", "02", december, metric.ForecastPlan, "4000, 4000"},
		{"where no scenario is set, there is none", "planned", "", "", year, metric.Stretch, "–, –"},
	}
	var asks []metric.Ask
	for _, c := range cases {
		asks = append(asks, metric.Ask{Metric: c.metric, By: c.by, Period: c.period})
	}
	asks = append(asks, metric.Ask{Metric: "planned", Period: year})
	book, err := book.Compute(context.Background(), m, targetBench(t, tables(targetTables)), asks)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		answer := book.Answer(asks[i])
		f, found := answer.Total, c.by == ""
		for _, s := range answer.Slices {
			if c.by != "" && (s.Key == c.key && !s.Unassigned || s.Unassigned && c.key == "–") {
				f, found = s.Figure, true
			}
		}
		if got := planOf(f, c.scenario); got != c.want || !found {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	landing := book.Answer(asks[len(asks)-1]).Total.Outlook.LandingForecast
	if show(landing) != "6650" { // 1,550 so far + 2,000 × 11 ÷ 20 + 4,000 to come
		t.Errorf("the year lands on %s by forecast", show(landing))
	}
	future := book.Answer(metric.Ask{Metric: "planned", Period: december}).Total
	if future.AC.State != metric.NotYet || future.DeltaPL.State != metric.NotYet || future.FC.Attainment.State != metric.NotYet {
		t.Errorf("December is not yet, and is %v", future.AC)
	}
}

func TestStepsAreTold(t *testing.T) {
	m := targetModel(t)
	month := m.Calendar.Containing(period.Month, period.NewDate(2026, 11, 1))
	year := m.Calendar.Containing(period.Year, month.Start)
	book, err := book.Compute(context.Background(), m, targetBench(t, tables(targetTables)), []metric.Ask{
		{Metric: "step", Period: month}, {Metric: "average", By: "rep", Period: month}, {Metric: "average", Period: month},
		{Metric: "step", Period: m.Calendar.Containing(period.Month, period.NewDate(2026, 10, 1))}, {Metric: "mixed", Period: year}})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, s := range book.Steps {
		told = append(told, strings.Join([]string{s.Metric, s.Dimension, s.Day.String(), string(s.Per), show(s.Before), show(s.After)}, " "))
	}
	if want := []string{"step  2026-11-15 month 100000 120000", "average  2026-11-16  280 300"}; !slices.Equal(told, want) {
		t.Errorf("told are %q, want %q", told, want)
	}
}

// counter is an engine that counts the statements that read a table.
type counter struct {
	metric.Engine
	reads map[string]int
}

func (c counter) Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error) {
	for name := range c.reads {
		if strings.Contains(sql, `"`+name+`"`) {
			c.reads[name]++
		}
	}
	return c.Engine.Query(ctx, sql, params)
}

func TestTargetsAreReadOnce(t *testing.T) {
	m := targetModel(t)
	month := m.Calendar.Containing(period.Month, period.NewDate(2026, 11, 1))
	engine := counter{targetBench(t, tables(targetTables)), map[string]int{"forecast": 0}}
	if _, err := book.Compute(context.Background(), m, engine, []metric.Ask{{Metric: "planned", Period: month},
		{Metric: "planned", By: "rep", Period: month}, {Metric: "planned", By: "team", Period: month}}); err != nil {
		t.Fatal(err)
	}
	if n := engine.reads["forecast"]; n != 3 { // the total, by rep, and by team
		t.Errorf("the forecast is read %d times", n)
	}
	for _, twice := range []map[string]*big.Rat{{"02": ratOf("1"), "ZB": ratOf("2")}, {"01": ratOf("1"), " 01": ratOf("1")}} {
		m.Targets = []metric.Target{{Metric: "listed", Per: period.Month, By: []string{"rep"}, Members: twice}}
		if _, err := book.Compute(context.Background(), m, engine, []metric.Ask{{Metric: "listed", Period: month}}); err == nil || !strings.Contains(err.Error(), "are both for rep") {
			t.Errorf("two values for one member: %v", err)
		}
	}
}

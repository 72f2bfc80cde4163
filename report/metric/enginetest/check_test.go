package enginetest

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/check"
	"bilan/report/metric/metrictest"
)

// CountRows counts rows by member and by the group of their day. A shared row counts once for each member.
func TestCountRows(t *testing.T) {
	m, engine := model(t), tables(t, sales())
	ask := metric.Ask{Metric: "sold", Period: metrictest.Period(t, m.Calendar, "2026")}
	for dim, want := range map[string]string{"rep": "map[:2 R1:2 R2:1]", "team": "map[:2 north:2 south:1]"} {
		got, err := check.CountRows(t.Context(), m, engine, ask, dim)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("by %s: %v, %v, want %s", dim, got, err, want)
		}
	}
	m, engine = credited(t, "1, 'R1', 0.6", "1, 'R2', 0.4", "1, 'R3', 0")
	if got, err := check.CountRows(t.Context(), m, engine, ask, "rep"); err != nil || fmt.Sprint(got) != "map[:2 R1:2 R2:2]" {
		t.Errorf("shared: %v, %v", got, err)
	}
	m.Metrics["rate"] = &metric.Metric{Name: "rate", Formula: &metric.Formula{}}
	if got, err := check.CountRows(t.Context(), m, engine, metric.Ask{Metric: "rate"}, "rep"); err != nil || len(got) != 0 {
		t.Errorf("a formula has rows: %v, %v", got, err)
	}
}

// The shares of a row must sum to 100 %, and none may be negative. Shares of rows that do not exist are ignored.
func TestCredit(t *testing.T) {
	m, engine := credited(t, "1, 'R1', 0.6", "1, 'R2', 0.4", "99, 'R1', 0.2")
	if err := check.Credit(t.Context(), m, engine, "orders"); err != nil {
		t.Error(err)
	}
	m, engine = credited(t, "1, 'R1', 0.6", "1, 'R2', 0.3", "2, 'R1', 1.5", "2, 'R2', -0.5", "3, 'R2', 1.0")
	err := check.Credit(t.Context(), m, engine, "orders")
	var e *check.CreditError
	if !errors.As(err, &e) || e.Rows != 2 || e.Message() != "id 1: the shares sum to 90 %; id 2: a share is negative" {
		t.Errorf("%v", err)
	}
	doubts, err := check.DoubtCredit(t.Context(), m, engine, "orders")
	if err != nil || doubts.Strange != 0 || doubts.Repeated != 0 {
		t.Errorf("%+v, %v", doubts, err)
	}
}

// Shares whose id is in no row, or in several rows, are doubtful.
func TestDoubtCredit(t *testing.T) {
	m, list := model(t), sales()
	m.Datasets["orders"] = metric.Dataset{Name: "orders", Keys: map[string]string{"rep": "rep"}, Credit: &metric.Credit{By: "rep", Dataset: "shares", ID: "id", Member: "rep", Share: "share"}}
	list["orders"] = append(list["orders"], "1, 'R1', date '2026-04-01', 1.00")
	list["shares"] = []string{"id, rep, share", "1, 'R1', 1", "98, 'R1', 1", "99, 'R1', 1"}
	doubts, err := check.DoubtCredit(t.Context(), m, tables(t, list), "orders")
	if err != nil || doubts.Shared != 3 || doubts.Strange != 2 || doubts.Repeated != 1 || strings.Join(doubts.UnknownKeys, " ") != "98 99" || strings.Join(doubts.Twice, " ") != "1" {
		t.Errorf("%+v, %v", doubts, err)
	}
}

// A value that matches no member is listed with its rows, its amount, and its first and last row.
func TestUnmatched(t *testing.T) {
	m, engine := model(t), tables(t, sales())
	list, values, err := check.Unmatched(t.Context(), m, engine, "orders", "rep", "sum(amount)")
	if err != nil || values != 4 || len(list) != 2 {
		t.Fatalf("%+v, %d, %v", list, values, err)
	}
	if u := list[0]; u.Value != "R9" || u.Rows != 1 || metrictest.Show(u.Amount) != "7" || u.First != 4 || u.Last != 4 {
		t.Errorf("%+v", u)
	}
	if u := list[1]; u.Value != "" || metrictest.Show(u.Amount) != "3" {
		t.Errorf("%+v", u)
	}
}

// Rows on the first and last plausible day are not far off; rows before or after them are.
func TestFarOff(t *testing.T) {
	m, engine := model(t), tables(t, sales())
	far, err := check.FarOff(t.Context(), m, engine, "sold", period.NewDate(2026, 2, 10), period.NewDate(2026, 3, 12))
	if err != nil || far.Rows != 2 || metrictest.Show(far.Amount) != "14" || far.Example.String() != "2026-03-13" {
		t.Errorf("%+v, %v", far, err)
	}
}

// The keys of the roster, those with rows in a period, and those with a target.
func TestKeys(t *testing.T) {
	m, list := model(t), sales()
	m.Targets = []metric.Target{{Metric: "sold", Dataset: "quotas", Per: period.Month, Date: "month", Value: "amount", By: []string{"rep"}}}
	m.Datasets["quotas"] = metric.Dataset{Name: "quotas", Keys: map[string]string{"rep": "rep"}}
	list["quotas"] = []string{"rep, month, amount", "'R1', date '2026-03-01', 500.0", "'R7', date '2026-03-01', 100.0", "'R7', date '2026-04-01', 1.0", "'R2', date '2026-03-01', null"}
	engine, march := tables(t, list), metrictest.Period(t, m.Calendar, "2026-03")
	for what, ask := range map[string]func() ([]string, error){
		"R1 R2 R3": func() ([]string, error) { return check.KnownKeys(t.Context(), m, engine, "sold", "rep") },
		"R1 R2 R9": func() ([]string, error) { return check.SoldKeys(t.Context(), m, engine, "sold", "rep", march) },
		"R1 R2 R7": func() ([]string, error) { return check.PlannedKeys(t.Context(), m, engine, "sold", "rep") },
		"Old R2 R1 R9": func() ([]string, error) {
			return check.Values(t.Context(), m, engine, "sold", "rep", []period.Period{march})
		},
	} {
		got, err := ask()
		if err != nil || strings.ReplaceAll(strings.Join(got, " "), "\u00a0", "") != what {
			t.Errorf("%q, %v, want %s", got, err, what)
		}
	}
	targets, err := check.TargetKeys(t.Context(), m, engine, &m.Targets[0], "rep", []period.Period{march})
	if err != nil || len(targets) != 2 {
		t.Fatalf("%+v, %v", targets, err)
	}
	if k := targets[1]; k.Value != "R7" || k.Known || k.Rows != 1 || k.Amount.RatString() != "100" || k.First != 2 {
		t.Errorf("%+v", k)
	}
	if !targets[0].Known {
		t.Errorf("%+v", targets[0])
	}
}

// Rows that a join without a condition has copied for all members are found; a few rows that two members share are not.
func TestFindCopies(t *testing.T) {
	columns := []table.Column{{Name: "rep", Kind: table.Text}, {Name: "deal", Kind: table.Text}, {Name: "amount", Kind: table.Decimal}}
	list := map[string][]string{"own": {"rep, deal, amount"}, "joined": {"rep, deal, amount"}}
	for i := range 12 {
		list["own"] = append(list["own"], fmt.Sprintf("'R%d', 'D%d', %d.5", i%3, i, 100+7*i))
		for r := range 3 {
			list["joined"] = append(list["joined"], fmt.Sprintf("'R%d', 'D%d', %d.5", r, i, 100+7*i))
		}
	}
	list["own"] = append(list["own"], "'R1', 'D0', 100.5") // one deal is shared by two reps
	engine := tables(t, list)
	if c, err := check.FindCopies(t.Context(), engine, check.Rows{SQL: "own", Member: "rep", Columns: columns}); c != nil || err != nil {
		t.Errorf("each one's own: %+v, %v", c, err)
	}
	c, err := check.FindCopies(t.Context(), engine, check.Rows{SQL: "joined", Member: "rep", Columns: columns})
	if err != nil || c == nil {
		t.Fatalf("%+v, %v", c, err)
	}
	if c.First != "R0" || c.Second != "R2" || c.Members != 3 || c.Rows != 12 || c.Of != 12 || !strings.HasPrefix(c.Row, "deal D") {
		t.Errorf("%+v", c)
	}
}

// A row that is the sum of the others is found by its name or its empty cell. A customer called Total is not.
func TestTotals(t *testing.T) {
	m := model(t)
	m.Datasets["orders"] = metric.Dataset{Name: "orders", Keys: map[string]string{"region": "region"}}
	months := []period.Period{metrictest.Period(t, m.Calendar, "2026-01"), metrictest.Period(t, m.Calendar, "2026-02"), metrictest.Period(t, m.Calendar, "2026-03")}
	until := 3
	rows := func(total string, sums bool) []string {
		list := []string{"region, day, amount"}
		for month := 1; month <= until; month++ {
			sum := 0
			for i, region := range []string{"'north'", "'south'", "'west'"} {
				amount := 100*month + 10*i
				sum += amount
				list = append(list, fmt.Sprintf("%s, date '2026-%02d-10', %d.0", region, month, amount))
			}
			if !sums {
				sum = 17 * month
			}
			list = append(list, fmt.Sprintf("%s, date '2026-%02d-28', %d.0", total, month, sum))
		}
		return list
	}
	for name, c := range map[string]struct {
		rows []string
		want string
	}{
		"a total":       {rows("'Total général'", true), "[{region Total général true}]"},
		"an empty cell": {rows("null", true), "[{region  false}]"},
		"another name":  {rows("'France'", true), "[{region France false}]"},
		"a customer":    {rows("'Total Energies'", false), "[]"},
		"a region":      {rows("'east'", false), "[]"},
	} {
		got, err := check.Totals(t.Context(), m, tables(t, map[string][]string{"orders": c.rows}), "sold", []string{"region"}, months)
		if err != nil || fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, %v, want %s", name, got, err, c.want)
		}
	}
	until = 2
	once := rows("null", true)
	twice := append(rows("null", true), "null, date '2026-01-29', 30.0", "'west', date '2026-01-29', 30.0", "null, date '2026-02-27', 0.0")
	for name, c := range map[string]struct {
		rows []string
		want string
	}{
		"one in each of two months":      {once, "[{region  false}]"},
		"rows without a region that fit": {twice, "[]"},
	} {
		got, err := check.Totals(t.Context(), m, tables(t, map[string][]string{"orders": c.rows}), "sold", []string{"region"}, months)
		if err != nil || fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, %v, want %s", name, got, err, c.want)
		}
	}
}

// A shared row needs no member in its own column, but the members in its shares must exist.
func TestUnmatchedShares(t *testing.T) {
	m, engine := credited(t, "4, 'R1', 0.5", "4, 'R8', 0.5")
	list, _, err := check.Unmatched(t.Context(), m, engine, "orders", "rep", "null")
	if err != nil || len(list) != 1 || list[0].Value != "" {
		t.Errorf("%+v, %v", list, err)
	}
	if list, _, err = check.UnmatchedShares(t.Context(), m, engine, "orders"); err != nil || len(list) != 1 || list[0].Value != "R8" {
		t.Errorf("%+v, %v", list, err)
	}
}

// PlannedKeys lists the keys of all targets of a metric, in the YAML and in datasets.
func TestPlannedKeysOfSeveralTargets(t *testing.T) {
	m, list := model(t), sales()
	m.Targets = []metric.Target{{Metric: "sold"}, {Metric: "other", By: []string{"rep"}}, {Metric: "sold", By: []string{"rep"}}, {Metric: "sold", By: []string{"rep"}, Members: map[string]*big.Rat{"R1": big.NewRat(1, 1), "Old R2": big.NewRat(2, 1)}}}
	engine := tables(t, list)
	if got, err := check.PlannedKeys(t.Context(), m, engine, "sold", "rep"); err != nil || strings.Join(got, " ") != "R1 R2" {
		t.Errorf("%v, %v", got, err)
	}
	keys, err := check.TargetKeys(t.Context(), m, engine, &m.Targets[3], "rep", []period.Period{metrictest.Period(t, m.Calendar, "2026-03")})
	if err != nil || len(keys) != 2 || keys[0].Value != "R2" || !keys[0].Known || keys[0].Amount.RatString() != "2" || keys[1].Amount.RatString() != "1" {
		t.Errorf("%+v, %v", keys, err)
	}
}

// Members with exactly the same rows have copies, even if no column identifies a row. The rows of a single member are
// no copies.
func TestCopiesWithoutAKey(t *testing.T) {
	columns := []table.Column{{Name: "rep", Kind: table.Text}, {Name: "amount", Kind: table.Decimal}, {Name: "margin", Kind: table.Decimal}}
	list := map[string][]string{"alike": {"rep, amount, margin"}, "one": {"rep, amount, margin"}, "apart": {"rep, amount, margin"}}
	for i := range 6 {
		for r := range 3 {
			list["alike"] = append(list["alike"], fmt.Sprintf("'R%d', %d.5, %d.25", r, 100+i, 10+i))
			list["apart"] = append(list["apart"], fmt.Sprintf("'R%d', %d.5, %d.25", r, 100+i, 10+i*r))
		}
		list["one"] = append(list["one"], fmt.Sprintf("'R1', %d.5, 1.0", 100+i))
	}
	engine := tables(t, list)
	c, err := check.FindCopies(t.Context(), engine, check.Rows{SQL: "alike", Member: "rep", Columns: columns})
	if err != nil || c == nil || c.Members != 3 || c.First != "R0" || c.Second != "R2" {
		t.Errorf("%+v, %v", c, err)
	}
	for _, name := range []string{"one", "apart"} {
		if c, err := check.FindCopies(t.Context(), engine, check.Rows{SQL: name, Member: "rep", Columns: columns}); c != nil || err != nil {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

package main

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/report/metric/check"
	"bilan/report/metric/query"
	"bilan/sources/workbench"
)

// split is a share of an order, in hundredths of a per cent.
type split struct {
	order, rep string
	share      int64
}

// randomSplits shares a third of the orders between two reps, and another third between three.
func randomSplits(n int) []split {
	r := rand.New(rand.NewPCG(4, 11))
	var list []split
	for i := range n {
		who := []string{"01", "02", "03", " 99"}
		r.Shuffle(len(who), func(a, b int) { who[a], who[b] = who[b], who[a] })
		id := fmt.Sprintf("O%05d", i)
		first := 1 + r.Int64N(9_900)
		switch i % 3 {
		case 1:
			list = append(list, split{id, who[0], first}, split{id + " ", who[1], 10_000 - first})
		case 2:
			second := 1 + r.Int64N(9_999-first)
			list = append(list, split{id, who[0], first}, split{id, who[1], second}, split{id, who[2], 10_000 - first - second})
		}
	}
	return list
}

// creditBench returns a workbench with orders and their splits. scale is the number of digits after the decimal point
// of a share (2: 33.33, in per cent; 4: 0.3333).
func creditBench(t testing.TB, orders []order, splits []split, scale int32) *workbench.Workbench {
	t.Helper()
	ctx := context.Background()
	w, err := workbench.Open(ctx, workbench.Options{Dir: t.TempDir(), Zone: paris(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	facts := table.Table{Columns: []table.Column{{Name: "id", Kind: table.Text}, {Name: "day", Kind: table.Date}, {Name: "rep", Kind: table.Text},
		{Name: "amount", Kind: table.Decimal, Scale: 2}, {Name: "status", Kind: table.Text}}}
	for i, o := range orders {
		facts.Rows = append(facts.Rows, []table.Cell{fmt.Sprintf("O%05d", i), o.day.Time(), o.rep, decimal.New(o.cents, -2), o.status})
	}
	roster := table.Table{Columns: []table.Column{{Name: "id", Kind: table.Text}, {Name: "name", Kind: table.Text}, {Name: "team", Kind: table.Text}}}
	for _, r := range reps {
		roster.Rows = append(roster.Rows, []table.Cell{r.key, "Rep " + r.key, r.team})
	}
	shares := table.Table{Columns: []table.Column{{Name: "id", Kind: table.Text}, {Name: "rep", Kind: table.Text}, {Name: "share", Kind: table.Decimal, Scale: int(scale)}}}
	for _, s := range splits {
		shares.Rows = append(shares.Rows, []table.Cell{s.order, s.rep, decimal.New(s.share, -scale)})
	}
	for name, tb := range map[string]table.Table{"orders": facts, "reps": roster, "splits": shares} {
		if _, err := w.LoadRows(ctx, "", name, &rowsOf{Table: tb}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	return w
}

func creditModel(t testing.TB) *metric.Model {
	m := figuresModel(t)
	m.Targets = nil
	m.Datasets["orders"] = metric.Dataset{Name: "orders", Keys: map[string]string{"rep": "rep", "status": "status"},
		Credit: &metric.Credit{By: "rep", Dataset: "splits", ID: "id", Member: "rep", Share: "share", Amounts: []string{"amount"}}}
	m.Metrics["orders"] = &metric.Metric{Name: "orders", Dataset: "orders", Date: "day", Value: "sum(credit)", Filter: "amount > 5000", AddsUp: true}
	m.Metrics["rows"] = &metric.Metric{Name: "rows", Dataset: "orders", Date: "day", Value: "count(*)", AddsUp: true}
	return m
}

// credited sums what(order) × share over a period's orders, for the reps of whom mine returns true.
func credited(orders []order, splits []split, p period.Period, mine func(rep string) bool, what func(order) *big.Rat) *big.Rat {
	of := map[string][]split{}
	for _, s := range splits {
		id := strings.TrimSpace(s.order)
		of[id] = append(of[id], s)
	}
	sum := new(big.Rat)
	for i, o := range orders {
		if !p.Contains(o.day) {
			continue
		}
		shares := of[fmt.Sprintf("O%05d", i)]
		if shares == nil {
			shares = []split{{rep: o.rep, share: 10_000}}
		}
		for _, s := range shares {
			if mine(s.rep) {
				sum.Add(sum, new(big.Rat).Mul(what(o), big.NewRat(s.share, 10_000)))
			}
		}
	}
	return sum
}

var (
	amountOf = func(o order) *big.Rat { return big.NewRat(o.cents, 100) }
	oneOf    = func(o order) *big.Rat {
		if o.cents > 500_000 {
			return big.NewRat(1, 1)
		}
		return new(big.Rat)
	}
)

func TestSharedRowsEqualAnotherReckoning(t *testing.T) {
	orders, splits := randomOrders(9_000), randomSplits(9_000)
	for _, scale := range []int32{2, 4} {
		bench, m := creditBench(t, orders, splits, scale), creditModel(t)
		if scale == 4 { // with scale 4, the shares are in a dataset of their own
			if err := bench.Derive(context.Background(), "", "kept", query.SharesSQL(m, "orders"), nil); err != nil {
				t.Fatal(err)
			}
			m.Datasets["orders"].Credit.Kept = "kept"
		}
		if err := check.Credit(context.Background(), m, bench, "orders"); err != nil {
			t.Fatal(err)
		}
		var asks []metric.Ask
		for _, id := range []string{"2026-09", "2026-10", "2026-W46", "2025", "2025-Q2"} {
			p, err := m.Calendar.ParsePeriod(id)
			if err != nil {
				t.Fatal(err)
			}
			for _, by := range []string{"", "rep", "team", "status"} {
				asks = append(asks, metric.Ask{Metric: "revenue", By: by, Period: p}, metric.Ask{Metric: "orders", By: by, Period: p})
			}
		}
		book, err := book.Compute(context.Background(), m, bench, asks)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range asks {
			what := map[string]func(order) *big.Rat{"revenue": amountOf, "orders": oneOf}[a.Metric]
			answer := book.Answer(a)
			want := credited(orders, nil, a.Period, func(string) bool { return true }, what)
			if answer.Total.AC.Rat.Cmp(want) != 0 {
				t.Errorf("%s of %s: %s, want %s", a.Metric, m.Calendar.ID(a.Period), answer.Total.AC.Rat.FloatString(6), want.FloatString(6))
			}
			member := map[string]func(order) string{"rep": repOf, "team": teamOf}[a.By]
			if member == nil {
				continue
			}
			for _, s := range answer.Slices {
				want := credited(orders, splits, a.Period, func(rep string) bool { return member(order{rep: strings.TrimSpace(rep)}) == s.Key }, what)
				if s.Figure.AC.Rat.Cmp(want) != 0 {
					t.Errorf("%s of %s %q in %s: %s, want %s", a.Metric, a.By, s.Key, m.Calendar.ID(a.Period), s.Figure.AC.Rat.FloatString(6), want.FloatString(6))
				}
			}
		}
	}
}

func TestACountOfSharedRowsIsRefused(t *testing.T) {
	bench, m := creditBench(t, randomOrders(300), randomSplits(300), 2), creditModel(t)
	p, _ := m.Calendar.ParsePeriod("2025")
	_, err := book.Compute(context.Background(), m, bench, []metric.Ask{{Metric: "rows", By: "rep", Period: p}})
	if err == nil || !strings.Contains(err.Error(), "sum(credit)") {
		t.Errorf("%v, want a word of sum(credit)", err)
	}
	if _, err := book.Compute(context.Background(), m, bench, []metric.Ask{{Metric: "rows", By: "status", Period: p}}); err != nil {
		t.Error(err)
	}
}

func TestSharesMustAddUp(t *testing.T) {
	for _, test := range []struct {
		name   string
		splits []split
		scale  int32
		want   string
	}{
		{"fractions", []split{{"O00001", "01", 5_000}, {"O00001", "02", 5_000}}, 4, ""},
		{"three thirds of a per cent file", []split{{"O00001", "01", 3_333}, {"O00001", "02", 3_333}, {"O00001", "03", 3_334}}, 2, ""},
		{"one whole order, as a fraction", []split{{"O00001", "01", 10_000}}, 4, ""},
		{"a per cent of a per cent is missing", []split{{"O00001", "01", 3_333}, {"O00001", "02", 3_333}, {"O00001", "03", 3_333}}, 2,
			"id O00001: the shares sum to 99.99 %"},
		{"fractions that miss some", []split{{"O00001", "01", 5_000}, {"O00001", "02", 4_000}, {"O00002", "02", 10_000}}, 4,
			"id O00001: the shares sum to 90 %"},
		{"a whole order written as 1 in a per cent file", []split{{"O00001", "01", 6_000}, {"O00001", "02", 4_000}, {"O00002", "02", 100}}, 2,
			"id O00002: the shares sum to 1 %"},
		{"fractions of which one is wrong", []split{{"O00001", "01", 5_000}, {"O00001", "02", 5_000}, {"O00002", "02", 25_000}}, 4,
			"id O00002: the shares sum to 250 %"},
		{"a negative share", []split{{"O00001", "01", 12_000}, {"O00001", "02", -2_000}}, 2, "id O00001: a share is negative"},
		{"an order that is not there", []split{{"X", "01", 3_000}, {"O00001", "02", 10_000}}, 2, ""},
		{"many", []split{{"O00001", "01", 3_000}, {"O00002", "01", 3_000}, {"O00003", "01", 3_000}, {"O00004", "01", 3_000},
			{"O00005", "01", 3_000}, {"O00006", "01", 3_000}}, 2, "and 1 more"},
	} {
		m := creditModel(t)
		err := check.Credit(context.Background(), m, creditBench(t, randomOrders(10), test.splits, test.scale), "orders")
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

// Thirds as binary floating-point numbers do not sum to exactly one. The difference goes to one of the members, and no
// cent is lost.
func TestThirdsAsFloatsLoseNothing(t *testing.T) {
	ctx := context.Background()
	orders := []order{{period.NewDate(2026, 10, 1), "01", 123_456_789_012, "won"}}
	bench, m := creditBench(t, orders, nil, 2), creditModel(t)
	thirds := "select 'O00000' as id, rep, 1 / 3::double as share from (values ('01'), ('02'), ('03')) as t(rep)"
	if err := bench.Derive(ctx, "", "thirds", thirds, nil); err != nil {
		t.Fatal(err)
	}
	m.Datasets["orders"].Credit.Dataset = "thirds"
	if err := check.Credit(ctx, m, bench, "orders"); err != nil {
		t.Fatal(err)
	}
	p, _ := m.Calendar.ParsePeriod("2026-10")
	ask := metric.Ask{Metric: "revenue", By: "rep", Period: p}
	book, err := book.Compute(ctx, m, bench, []metric.Ask{ask})
	if err != nil {
		t.Fatal(err)
	}
	sum := new(big.Rat)
	for _, s := range book.Answer(ask).Slices {
		sum.Add(sum, s.Figure.AC.Rat)
	}
	if sum.Cmp(big.NewRat(123_456_789_012, 100)) != 0 || len(book.Answer(ask).Slices) != 3 {
		t.Errorf("%d slices sum to %s", len(book.Answer(ask).Slices), sum.FloatString(12))
	}
}

// Amounts of every type that a source may give are shared without losing a digit.
func TestAmountsOfEveryKindAreShared(t *testing.T) {
	ctx := context.Background()
	orders := []order{{period.NewDate(2026, 10, 1), "01", 100, "won"}}
	bench, m := creditBench(t, orders, []split{{"O00000", "01", 3_333}, {"O00000", "02", 3_333}, {"O00000", "03", 3_334}}, 2), creditModel(t)
	for i, test := range []struct{ amount, third string }{
		{"7::tinyint", "2.3331"},
		{"1000000000000::bigint", "333300000000"},
		{"1000000000000::hugeint", "333300000000"},
		{"1000000000000.000001::decimal(38,6)", "333300000000.0000003333"},
		{"999999999999.99::decimal(18,2)", "333299999999.996667"},
		{"0.0001::decimal(18,4)", "0.00003333"},
		{"0.5::double", "0.16665"},
		{"-3::decimal(9,0)", "-0.9999"},
	} {
		name := fmt.Sprintf("orders%d", i)
		if err := bench.Derive(ctx, "", name, "select * replace ("+test.amount+" as amount) from orders", nil); err != nil {
			t.Fatal(err)
		}
		ds := m.Datasets["orders"]
		ds.Name = name
		m.Datasets[name] = ds
		m.Metrics["revenue"].Dataset = name
		p, _ := m.Calendar.ParsePeriod("2026-10")
		ask := metric.Ask{Metric: "revenue", By: "rep", Period: p}
		book, err := book.Compute(ctx, m, bench, []metric.Ask{ask})
		if err != nil {
			t.Errorf("%s: %v", test.amount, err)
			continue
		}
		want, _ := new(big.Rat).SetString(test.third)
		if got := book.Answer(ask).Slices[0].Figure.AC; !got.OK() || got.Rat.Cmp(want) != 0 && !strings.Contains(test.amount, "double") {
			t.Errorf("%s: %v, want %s", test.amount, got.Rat, test.third)
		}
	}
}

// Each of two orders of 100 is shared equally by two reps. A rep who lacks 100 must sell one more order, not two
// halves.
func TestMoreSalesAreWholeOnes(t *testing.T) {
	day := period.NewDate(2026, 11, 3)
	orders := []order{{day, "01", 10_000, "won"}, {day, "02", 10_000, "won"}, {day, "03", 10_000, "won"}}
	bench := creditBench(t, orders, []split{{"O00000", "01", 5_000}, {"O00000", "02", 5_000}, {"O00001", "01", 5_000}, {"O00001", "02", 5_000}}, 4)
	m := creditModel(t)
	m.Targets = []metric.Target{{Metric: "revenue", Per: period.Month, By: []string{"rep"},
		Members: map[string]*big.Rat{"01": big.NewRat(200, 1), "02": big.NewRat(150, 1), "03": big.NewRat(400, 1)}}}
	november := known(t, m, "2026-11")
	asks := []metric.Ask{{Metric: "revenue", By: "rep", Period: november}, {Metric: "revenue", By: "team", Period: november}}
	book, err := book.Compute(context.Background(), m, bench, asks)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{"": book.Answer(asks[0]).Total.Outlook.MoreSales.Rat.RatString()}
	for _, a := range asks {
		for _, s := range book.Answer(a).Slices {
			got[s.Key] = s.Figure.Outlook.MoreSales.Rat.RatString()
		}
	}
	for key, want := range map[string]string{"": "9/2", "01": "1", "02": "1/2", "03": "3", "north": "3/2", "south": "3"} {
		if got[key] != want {
			t.Errorf("%q has %s more to sell, want %s", key, got[key], want)
		}
	}
}

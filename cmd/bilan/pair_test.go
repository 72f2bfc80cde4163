package main

import (
	"math/big"
	"strings"
	"testing"

	"bilan/report/metric"
	"bilan/report/metric/book"
)

// A figure by two dimensions has, for each member, the value that plain Go computes from the member's rows. Its parts
// sum to the member's figure by one dimension.
func TestPairs(t *testing.T) {
	m := figuresModel(t)
	m.Datasets["orders"] = metric.Dataset{Name: "orders", Keys: map[string]string{"rep": "rep", "status": "status"}}
	m.Dimensions["status"] = &metric.Dimension{Name: "status", Order: []string{"won", "lost"}}
	m.Metrics["basket"] = &metric.Metric{Name: "basket", Formula: formula(t, "revenue / orders"), Terms: []string{"revenue", "orders"}, Dataset: "orders", Date: "day"}
	m.Metrics["orders"] = &metric.Metric{Name: "orders", Dataset: "orders", Date: "day", Value: "count(*)", AddsUp: true, Counts: true}
	m.Targets = append(m.Targets, metric.Target{Metric: "basket", Literal: big.NewRat(4000, 1)})
	orders := randomOrders(3000)
	october := known(t, m, "2026-10")
	ask := func(name, of, by string) metric.Ask { return metric.Ask{Metric: name, Of: of, By: by, Period: october} }
	asks := []metric.Ask{ask("revenue", "rep", "status"), ask("revenue", "", "rep"), ask("basket", "rep", "status"), ask("won", "rep", "status"),
		ask("revenue", "team", "rep"), ask("revenue", "rep", "team"), ask("revenue", "", "team")}
	book, err := book.Compute(t.Context(), m, loadedBench(t, orders), asks)
	if err != nil {
		t.Fatal(err)
	}
	cents := func(rep, status string) (sum, n int64) {
		for _, o := range orders {
			if strings.TrimSpace(o.rep) == rep && o.status == status && !o.day.Before(october.Start) && o.day.Before(october.End) {
				sum, n = sum+o.cents, n+1
			}
		}
		return sum, n
	}
	whole := book.Answer(ask("revenue", "", "rep"))
	for _, own := range whole.Slices {
		var names []string
		sum := new(big.Rat)
		for _, s := range book.Answer(ask("revenue", "rep", "status")).Slices {
			if s.Of != own.Key {
				continue
			}
			names = append(names, s.Label)
			want, n := cents(s.Of, s.Key)
			if own.Key != "" && (s.Figure.AC.Rat.Cmp(big.NewRat(want, 100)) != 0 || s.Rows != n) {
				t.Errorf("%s %s: %s of %d rows, want %d cents of %d", s.Of, s.Key, text(s.Figure.AC), s.Rows, want, n)
			}
			sum.Add(sum, s.Figure.AC.Rat)
		}
		if strings.Join(names, " ") != "won lost" || sum.Cmp(own.Figure.AC.Rat) != 0 {
			t.Errorf("%q: %v sum to %s, and the member has %s", own.Key, names, sum.RatString(), text(own.Figure.AC))
		}
	}
	for _, s := range book.Answer(ask("basket", "rep", "status")).Slices {
		sum, n := cents(s.Of, s.Key)
		if s.Of != "" && (s.Figure.AC.Rat.Cmp(big.NewRat(sum, 100*n)) != 0 || text(s.Figure.PL) != "4000") {
			t.Errorf("basket of %s %s: %s for %s", s.Of, s.Key, text(s.Figure.AC), text(s.Figure.PL))
		}
	}
	if got := pairsOf(book.Answer(ask("revenue", "team", "rep"))); got != "north/01=1000 north/02=2000 south/03=3000 /=none" {
		t.Errorf("by team and rep: %s", got)
	}
	if got := pairsOf(book.Answer(ask("revenue", "rep", "team"))); got != "01/north=1000 02/north=2000 03/south=3000 /=none" {
		t.Errorf("by rep and team: %s", got)
	}
}

func pairsOf(a metric.Answer) string {
	var list []string
	nobody := ""
	for _, s := range a.Slices {
		text := s.Of + "/" + s.Key + "=" + text(s.Figure.PL)
		if s.Of == "" {
			nobody = text
			continue
		}
		list = append(list, text)
	}
	return strings.Join(append(list, nobody), " ")
}

// A shared order counts for each rep by his share, also in figures by two dimensions.
func TestPairsOfSharedRows(t *testing.T) {
	m := creditModel(t)
	ds := m.Datasets["orders"]
	ds.Keys = map[string]string{"rep": "rep", "status": "status"}
	m.Datasets["orders"] = ds
	orders := randomOrders(600)
	october := known(t, m, "2026-10")
	byRep, pair := metric.Ask{Metric: "revenue", By: "rep", Period: october}, metric.Ask{Metric: "revenue", By: "status", Of: "rep", Period: october}
	inTeam, byTeam := metric.Ask{Metric: "revenue", By: "rep", Of: "team", Period: october}, metric.Ask{Metric: "revenue", By: "team", Period: october}
	book, err := book.Compute(t.Context(), m, creditBench(t, orders, randomSplits(len(orders)), 2), []metric.Ask{byRep, pair, inTeam, byTeam})
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []struct{ alone, pair metric.Ask }{{byRep, pair}, {byTeam, inTeam}} {
		for _, own := range book.Answer(of.alone).Slices {
			sum := new(big.Rat)
			for _, s := range book.Answer(of.pair).Slices {
				if s.Of == own.Key {
					sum.Add(sum, s.Figure.AC.Rat)
				}
			}
			if sum.Cmp(own.Figure.AC.Rat) != 0 || sum.Sign() == 0 {
				t.Errorf("%s of %q: %s, and the member has %s", of.pair.By, own.Key, sum.RatString(), text(own.Figure.AC))
			}
		}
	}
}

func formula(t *testing.T, text string) *metric.Formula {
	t.Helper()
	f, err := metric.ParseFormula(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The part of a book that is computed for a member equals the book of the member's rows alone.
func TestParts(t *testing.T) {
	m := figuresModel(t)
	m.Datasets["orders"] = metric.Dataset{Name: "orders", Keys: map[string]string{"rep": "rep", "status": "status"}}
	orders := randomOrders(3000)
	october := known(t, m, "2026-10")
	var asks []metric.Ask
	for _, name := range []string{"revenue", "won"} {
		for _, by := range []string{"", "status", "rep"} {
			asks = append(asks, metric.Ask{Metric: name, By: by, Period: october})
		}
	}
	answers, err := book.ComputeParts(t.Context(), m, loadedBench(t, orders), asks, []string{"rep", "team"})
	if err != nil {
		t.Fatal(err)
	}
	alone := map[string]*book.Book{}
	for _, rep := range []string{"01", "02", "03"} {
		var own []order
		for _, o := range orders {
			if strings.TrimSpace(o.rep) == rep {
				own = append(own, o)
			}
		}
		if alone[rep], err = book.Compute(t.Context(), m, loadedBench(t, own), asks); err != nil {
			t.Fatal(err)
		}
	}
	same := func(rep string, a metric.Ask, got, want metric.Figure) {
		if text(got.AC) != text(want.AC) || text(got.PY) != text(want.PY) || got.N != want.N {
			t.Errorf("%s, %v: %s %s of %d, want %s %s of %d", rep, a, text(got.AC), text(got.PY), got.N, text(want.AC), text(want.PY), want.N)
		}
		for _, n := range []metric.Num{got.AC, got.PY, got.DeltaPY, got.PL} {
			if who, _, _ := answers.Owner(n.Whose); n.OK() && who != (metric.Owner{Dimension: "rep", Key: rep}) {
				t.Errorf("%s, %v: a number is of %v", rep, a, who)
			}
		}
	}
	for rep, own := range alone {
		for _, a := range asks {
			got, want := answers.Parts("rep").Answer(a, rep), own.Answer(a)
			same(rep, a, got.Total, want.Total)
			if got.Rows != want.Rows || a.By == "status" && len(got.Slices) != len(want.Slices) {
				t.Fatalf("%s, %v: %d rows and %d slices, want %d and %d", rep, a, got.Rows, len(got.Slices), want.Rows, len(want.Slices))
			}
			for i, s := range got.Slices {
				if a.By == "status" {
					same(rep, a, s.Figure, want.Slices[i].Figure)
				} else if s.Key != rep || len(got.Slices) > 1 {
					t.Errorf("%s has a line of %s", rep, s.Key)
				}
			}
		}
	}
	team := answers.Parts("team").Answer(metric.Ask{Metric: "revenue", By: "rep", Period: october}, "north")
	if len(team.Slices) != 2 || text(team.Total.PL) != "3000" || text(metric.Add(team.Slices[0].Figure.AC, team.Slices[1].Figure.AC)) != text(team.Total.AC) {
		t.Errorf("north has %d reps, %s of %s", len(team.Slices), text(team.Total.AC), text(team.Total.PL))
	}
}

package main

import (
	"context"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/pipeline"
	"bilan/sources/workbench"
)

// TestPipelineWeighs asks the engine for sums of amounts × probabilities of every size and type. Nothing overflows, and
// no cent is lost.
func TestPipelineWeighs(t *testing.T) {
	ctx := context.Background()
	amounts := []string{"1000000000000", "0.0001", "-250000000000.5", "14250000000000"}
	shares := []string{"0.1", "0.25", "0.333333", "1"}
	for _, c := range []struct {
		name    string
		amount  table.Column
		percent bool
		likely  table.Column
	}{
		{"decimals", table.Column{Name: "amount", Kind: table.Decimal, Scale: 4}, false, table.Column{Name: "p", Kind: table.Decimal, Scale: 6}},
		{"per cent", table.Column{Name: "amount", Kind: table.Decimal, Scale: 4}, true, table.Column{Name: "p", Kind: table.Decimal, Scale: 4}},
		{"floats", table.Column{Name: "amount", Kind: table.Decimal, Scale: 4}, false, table.Column{Name: "p", Kind: table.Real}},
		{"whole amounts", table.Column{Name: "amount", Kind: table.Integer}, false, table.Column{Name: "p", Kind: table.Real}},
	} {
		tb := table.Table{Columns: []table.Column{{Name: "stage", Kind: table.Text}, c.amount, c.likely}}
		want := new(big.Rat)
		for i, a := range amounts {
			amount, p := decimal.RequireFromString(a), decimal.RequireFromString(shares[i])
			if c.amount.Kind == table.Integer {
				amount = amount.Truncate(0)
			}
			want.Add(want, amount.Mul(p).Rat())
			if c.percent {
				p = p.Shift(2)
			}
			row := []table.Cell{"Devis", amount, p}
			if c.amount.Kind == table.Integer {
				row[1] = amount.IntPart()
			}
			if c.likely.Kind == table.Real {
				row[2] = p.InexactFloat64()
			}
			tb.Rows = append(tb.Rows, row)
		}
		w, err := workbench.Open(ctx, workbench.Options{Dir: t.TempDir(), Zone: paris(t)})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		if _, err := w.LoadRows(ctx, "", "deals", &rowsOf{Table: tb}); err != nil {
			t.Fatal(err)
		}
		if err := w.Lock(ctx); err != nil {
			t.Fatal(err)
		}
		model := figuresModel(t)
		p, err := pipeline.Compute(ctx, model, w, metric.PipelineAsk{Dataset: "deals", Stage: "stage", Stages: []string{"Devis"}, Amount: "amount", Probability: "p"})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := p.Total.Weighted; !got.OK() || got.Rat.Cmp(want) != 0 {
			t.Errorf("%s: weighted %v, want %s", c.name, got, want.FloatString(8))
		}
	}
}

package sources

import (
	"math/rand/v2"
	"slices"
	"testing"

	"bilan/internal/table"
)

// TestQuickCells: what is read quickly is read as read reads it, in every kind of column.
func TestQuickCells(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 7))
	quickly := 0
	for range 60_000 {
		plan := columnPlan{Column: table.Column{Kind: []table.Kind{table.Integer, table.Decimal, table.Date}[random.IntN(3)], Width: 18}}
		plan.comma, plan.declared, plan.percent = random.IntN(2) == 0, random.IntN(4) == 0, random.IntN(8) == 0
		plan.order = []dateOrder{anyOrder, dayFirst, monthFirst}[random.IntN(3)]
		if plan.Kind == table.Decimal {
			plan.Scale = random.IntN(6)
			plan.Width = []int{18, 38}[random.IntN(2)]
		}
		d := &fileDialect{nulls: [][]string{usualNulls, {"0", "9,9", ""}}[random.IntN(2)], thousands: new(string)}
		var h *hope
		if random.IntN(2) == 0 {
			h = &hope{proved: random.IntN(2) == 0, integer: plan.Kind == table.Integer}
		}
		cell := []byte(quickCell(random))
		slow := &converter{columnPlan: plan, r: d.newCellReader("t", nil), out: newParquetColumn(plan.Column), hope: h}
		quick := &converter{columnPlan: plan, r: d.newCellReader("t", nil), out: newParquetColumn(plan.Column), hope: h}
		quick.settleQuick()
		if quick.quick != nil && quick.quick(cell) {
			quickly++
			problem := slow.put(rawCell{b: cell})
			if problem != "" || slow.last != quick.last || !slices.Equal(slow.out.values, quick.out.values) || slow.out.nulls > 0 {
				t.Fatalf("%q in %+v, %+v: %q, %v and quickly %v", cell, plan, h, problem, slow.out.values, quick.out.values)
			}
		}
	}
	if quickly < 10_000 {
		t.Errorf("only %d cells were read quickly", quickly)
	}
}

func quickCell(random *rand.Rand) string {
	const digits = "0000123456789"
	text := ""
	n := 1 + random.IntN(9) + random.IntN(2)*random.IntN(14)
	for range n {
		text += string(digits[random.IntN(len(digits))])
	}
	switch random.IntN(8) {
	case 0, 1:
		i := random.IntN(n + 1)
		return text[:i] + []string{",", "."}[random.IntN(2)] + text[i:]
	case 2:
		i := random.IntN(n)
		return text[:i] + string(",.-/ \x00x"[random.IntN(7)]) + text[i+1:]
	case 3:
		return []string{"31/12/2026", "12/31/2026", "29/02/2023", "2024-02-29", "0000-01-01", "01/01/0000", "2026-1-011", "1/12/20261", "99/99/9999"}[random.IntN(9)]
	}
	return text
}

package typing

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/parquet"
	"bilan/sources/parquettest"
)

// TestQuickCells checks, for every kind of column, that the quick functions give the same result as the general ones.
func TestQuickCells(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 7))
	quickly := 0
	for range 300 {
		plan, h := quickPlan(random)
		d := &Dialect{Nulls: [][]string{cell.UsualNulls, {"0", "9,9", ""}}[random.IntN(2)], thousands: new(string)}
		slow, slowly := quickColumn(t, plan, d, h)
		quick, written := quickColumn(t, plan, d, h)
		quick.ChooseQuick()
		for range 200 {
			cell := []byte(quickCell(random))
			quick.Last, slow.Last = 0, 0
			if quick.quick == nil || !quick.quick(cell) {
				continue
			}
			quickly++
			if problem := slow.Put(csv.Cell{B: cell}); problem != "" || slow.Last != quick.Last {
				t.Fatalf("%q in %+v, %+v: %q, %d and quickly %d", cell, plan, h, problem, slow.Last, quick.Last)
			}
		}
		if a, b := slowly(), written(); !slices.Equal(a, b) {
			t.Fatalf("%+v, %+v: %v and quickly %v", plan, h, a, b)
		}
	}
	if quickly < 10_000 {
		t.Errorf("only %d cells were read quickly", quickly)
	}
}

func quickPlan(random *rand.Rand) (Plan, *TypeGuess) {
	plan := Plan{Column: table.Column{Name: "c", Kind: []table.Kind{table.Integer, table.Decimal, table.Date}[random.IntN(3)], Width: 18}}
	plan.comma, plan.Declared, plan.percent = random.IntN(2) == 0, random.IntN(4) == 0, random.IntN(8) == 0
	plan.order = []cell.DateOrder{cell.AnyOrder, cell.DayFirst, cell.MonthFirst}[random.IntN(3)]
	if plan.Kind == table.Decimal {
		plan.Scale, plan.Width = random.IntN(6), []int{18, 38}[random.IntN(2)]
	}
	if random.IntN(2) == 0 {
		return plan, nil
	}
	return plan, &TypeGuess{proved: random.IntN(2) == 0, integer: plan.Kind == table.Integer}
}

// quickColumn is a converter, and a function that returns what it wrote.
func quickColumn(t *testing.T, plan Plan, d *Dialect, h *TypeGuess) (*Converter, func() []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.parquet")
	w, err := parquet.Create(path, "t", []table.Column{plan.Column})
	if err != nil {
		t.Fatal(err)
	}
	group := parquet.NewGroup([]table.Column{plan.Column}, w.Add)
	return &Converter{Plan: plan, R: d.NewCellReader("t", nil), Out: group.Columns[0], Guess: h}, func() []string {
		if err := errors.Join(group.Flush(), w.Close()); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return parquettest.Rows(b)
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

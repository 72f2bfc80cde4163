package typing

import (
	"errors"

	"bilan/internal/table"
	"bilan/sources/cell"
)

// FirstLook is the number of rows from which the first plan is made.
const FirstLook = 20_000

// ErrSurprise ends a write at a cell that contradicts the plan. The plan must then be made from all cells.
var ErrSurprise = errors.New("a cell differs from the first rows")

// TypeGuess is what a plan made from the first rows assumes about the other rows. A cell that contradicts it is a
// surprise. A column that is clearly text needs no assumption.
type TypeGuess struct {
	empty   bool    // no cell of the first rows has a value
	proved  bool    // the decimal sign is declared, or proved by the column itself
	money   [5]bool // currencies of the first rows, by currencyIndex
	integer bool    // the first rows have integers only
}

// NewTypeGuess reports whether the first rows are enough to plan a column. They are not if some cells do not fit, or if
// the plan depends on other columns.
func NewTypeGuess(p *Plan, s *Survey, d *Dialect) (TypeGuess, bool) {
	h := TypeGuess{empty: s.Cells == 0, money: s.money, integer: p.Kind == table.Integer}
	numbers, dates := s.countFitting(cell.AsNumber), s.countFitting(cell.AsDate)
	h.proved = d.decimal != 0 || s.countOnly(cell.AsDot, cell.AsComma)+s.countOnly(cell.AsComma, cell.AsDot) > 0
	dayProved := d.order != cell.AnyOrder || s.countOnly(cell.AsDMY, cell.AsMDY)+s.countOnly(cell.AsMDY, cell.AsDMY) > 0 || s.firstWith(cell.AsDMY|cell.AsMDY) == nil
	switch {
	case h.empty, s.asText:
		return h, true
	case p.Kind == table.Integer, p.Kind == table.Decimal:
		return h, numbers == s.Cells && (h.proved || s.ambiguous == nil) && s.exponents == 0 && (s.percents == 0 || s.plains == 0)
	case p.Kind == table.Date, p.Kind == table.Timestamp:
		return h, (dates == s.Cells || p.Declared) && dayProved
	case p.Kind == table.Bool:
		return h, true
	case p.Kind == table.Text:
		return h, p.Declared || s.codes != nil && numbers == s.Cells || numbers*2 <= s.Cells && dates*2 <= s.Cells && s.countFitting(cell.AsBool)*2 <= s.Cells
	}
	return h, false
}

// surprised reports whether a number contradicts the plan.
func (h *TypeGuess) surprised(n *cell.Number, declared bool) bool {
	switch {
	case n.Marks&(cell.LeadingZero|cell.PlusSign|cell.BareExponent|cell.Exponent) != 0 && !declared:
		return true
	case n.Dot != n.Comma && (!h.proved || h.integer):
		return true
	case h.integer && !declared && (n.Currency != 0 || n.Marks&cell.PercentSign != 0):
		return true
	}
	return n.Currency != 0 && !h.money[currencyIndex(n.Currency)]
}

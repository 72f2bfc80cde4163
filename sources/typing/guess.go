package typing

import (
	"errors"

	"bilan/internal/table"
	"bilan/sources/cell"
)

// FirstLook is how many rows a plan is made from before it is tried on all.
const FirstLook = 20_000

// ErrSurprise ends a write at a cell that the plan did not foresee: the plan is then made from all cells.
var ErrSurprise = errors.New("a cell differs from the first rows")

// TypeGuess is the basis of a plan made from the first rows. A cell that could have led to another plan is a surprise;
// a column that is clearly text stays text.
type TypeGuess struct {
	empty   bool    // no cell had a value
	proved  bool    // the decimal sign is the dialect's or was proved by the column itself
	money   [5]bool // currencies seen
	integer bool    // only bare or grouped integers were seen
}

// NewTypeGuess reports whether the first rows are enough to decide on a column. Exceptions among them, and conclusions
// from other columns, require all cells.
func NewTypeGuess(p *Plan, s *Survey, d *Dialect) (TypeGuess, bool) {
	h := TypeGuess{empty: s.Cells == 0, money: s.money, integer: p.Kind == table.Integer}
	numbers, dates := s.fitting(cell.AsNumber), s.fitting(cell.AsDate)
	h.proved = d.decimal != 0 || s.only(cell.AsDot, cell.AsComma)+s.only(cell.AsComma, cell.AsDot) > 0
	dayProved := d.order != cell.AnyOrder || s.only(cell.AsDMY, cell.AsMDY)+s.only(cell.AsMDY, cell.AsDMY) > 0 || s.firstWith(cell.AsDMY|cell.AsMDY) == nil
	switch {
	case h.empty, s.asText:
		return h, true
	case p.Kind == table.Integer, p.Kind == table.Decimal:
		return h, numbers == s.Cells && (h.proved || s.twofold == nil) && s.exponents == 0 && (s.percents == 0 || s.plains == 0)
	case p.Kind == table.Date, p.Kind == table.Timestamp:
		return h, (dates == s.Cells || p.Declared) && dayProved
	case p.Kind == table.Bool:
		return h, true
	case p.Kind == table.Text:
		return h, p.Declared || s.codes != nil && numbers == s.Cells || numbers*2 <= s.Cells && dates*2 <= s.Cells && s.fitting(cell.AsBool)*2 <= s.Cells
	}
	return h, false
}

// surprised reports whether a number could have changed the plan.
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

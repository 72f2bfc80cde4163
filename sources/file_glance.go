package sources

import (
	"errors"

	"bilan/internal/table"
)

// firstLook is how many rows a plan is made from before it is tried on all.
const firstLook = 20_000

// errSurprise ends a write at a cell that the plan did not foresee: the plan is then made from all cells.
var errSurprise = errors.New("a cell is not as the first rows are")

// hope is what a plan made from the first rows rests on. Whatever cell could have led to another plan is a surprise;
// a column that is plainly text stays text.
type hope struct {
	empty   bool    // no cell had a value
	proved  bool    // the decimal sign is the dialect's or was proved by the column itself
	money   [5]bool // currencies seen
	integer bool    // only bare or grouped integers were seen
}

// newHope says whether the first rows settle a column at all. Exceptions among them, and what was concluded
// from other columns, call for all cells.
func newHope(p *columnPlan, s *columnSurvey, d *fileDialect) (hope, bool) {
	h := hope{empty: s.cells == 0, money: s.money, integer: p.Kind == table.Integer}
	numbers, dates := s.fitting(asNumber), s.fitting(asDate)
	h.proved = d.decimal != 0 || s.only(asDot, asComma)+s.only(asComma, asDot) > 0
	dayProved := d.order != anyOrder || s.only(asDMY, asMDY)+s.only(asMDY, asDMY) > 0 || s.firstWith(asDMY|asMDY) == nil
	switch {
	case h.empty, s.asText:
		return h, true
	case p.Kind == table.Integer, p.Kind == table.Decimal:
		return h, numbers == s.cells && (h.proved || s.twofold == nil) && s.exponents == 0 && (s.percents == 0 || s.plains == 0)
	case p.Kind == table.Date, p.Kind == table.Timestamp:
		return h, (dates == s.cells || p.declared) && dayProved
	case p.Kind == table.Bool:
		return h, true
	case p.Kind == table.Text:
		return h, p.declared || s.codes != nil && numbers == s.cells || numbers*2 <= s.cells && dates*2 <= s.cells && s.fitting(asBool)*2 <= s.cells
	}
	return h, false
}

// surprised tells whether a number could have changed the plan.
func (h *hope) surprised(n *number, declared bool) bool {
	switch {
	case n.marks&(leadingZero|plusSign|bareExponent|exponent) != 0 && !declared:
		return true
	case n.dot != n.comma && (!h.proved || h.integer):
		return true
	case h.integer && !declared && (n.currency != 0 || n.marks&percentSign != 0):
		return true
	}
	return n.currency != 0 && !h.money[currencyIndex(n.currency)]
}

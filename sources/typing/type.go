// Package typing decides the type of a file's column, from a declaration or from its cells, and converts the cells.
package typing

import (
	"cmp"
	"fmt"
	"strings"

	"bilan/internal/table"
	"bilan/sources/cell"
)

// Plan is the type of one column of a table, and how its cells are written.
type Plan struct {
	table.Column
	Declared bool
	comma    bool // the decimal sign is ','; else it is '.'
	order    cell.DateOrder
	percent  bool   // cells have a per cent sign
	Cells    int64  // number of cells with a value, among those that were read
	Note     string // why the column is text although it looks like another type, for the log
	Why      string // what decided the type, with the first cell that shows it
}

// typing decides the types of a table's columns, each from all its cells.
type typing struct {
	dialect *Dialect
	sign    byte           // decimal sign that other columns prove, 0 for none
	order   cell.DateOrder // order of day and month that other columns prove
	signBy  *cell.Sample   // cell that proves the sign
	orderBy *cell.Sample
}

// NewTyping finds what the columns prove about each other. All columns of a file have the same decimal sign and the
// same date order.
func NewTyping(d *Dialect, surveys []*Survey) *typing {
	t := &typing{dialect: d}
	var dots, commas, days, months int64
	for _, s := range surveys {
		if s.asText {
			continue
		}
		if almostAll(s.countFitting(cell.AsNumber), s.Cells) {
			dots += s.countOnly(cell.AsDot, cell.AsComma)
			commas += s.countOnly(cell.AsComma, cell.AsDot)
			t.signBy = cmp.Or(t.signBy, s.firstOnly(cell.AsDot, cell.AsComma), s.firstOnly(cell.AsComma, cell.AsDot))
		}
		if almostAll(s.countFitting(cell.AsDate), s.Cells) {
			days += s.countOnly(cell.AsDMY, cell.AsMDY)
			months += s.countOnly(cell.AsMDY, cell.AsDMY)
			t.orderBy = cmp.Or(t.orderBy, s.firstOnly(cell.AsDMY, cell.AsMDY), s.firstOnly(cell.AsMDY, cell.AsDMY))
		}
	}
	switch {
	case dots > 0 && commas == 0:
		t.sign = '.'
	case commas > 0 && dots == 0:
		t.sign = ','
	}
	switch {
	case days > 0 && months == 0:
		t.order = cell.DayFirst
	case months > 0 && days == 0:
		t.order = cell.MonthFirst
	}
	return t
}

// almostAll reports whether a type fits so many cells that the others must be mistakes: all but one, or all but one in
// twenty.
func almostAll(fit, cells int64) bool {
	misfits := cells - fit
	return fit > 0 && (misfits == 0 || fit >= 4 && (misfits == 1 || misfits*20 <= fit))
}

// Decide decides the type of one column. If a few cells do not fit the type of all others, the column has that type,
// and Converter.Put reports the first cell that does not fit.
func (t *typing) Decide(name string, s *Survey, declared *ColumnType) (Plan, error) {
	p := Plan{Column: table.Column{Name: name}, order: t.dialect.order}
	if declared != nil {
		p.Declared, p.Kind = true, declared.Kind
		return p, t.declared(&p, s, declared)
	}
	p.Why = s.example(0)
	numbers, dates := s.countFitting(cell.AsNumber), s.countFitting(cell.AsDate)
	switch {
	case s.Cells == 0:
		p.Note = "no cell has a value"
	case s.shorts*2 > s.Cells:
		p.Note = fmt.Sprintf("%s has a year of two digits: write csv: {dates: %s}", s.short, t.dialect.shortDates())
	case s.asText:
	case t.dialect.compact && almostAll(dates, s.Cells):
		return p, t.date(&p, s)
	case almostAll(numbers, s.Cells) && s.codes != nil:
		p.Note = fmt.Sprintf("%s is a code rather than a number", s.codes)
	case almostAll(numbers, s.Cells):
		return p, t.number(&p, s)
	case almostAll(dates, s.Cells):
		return p, t.date(&p, s)
	case s.countFitting(cell.AsBool) == s.Cells:
		p.Kind, p.Why = table.Bool, s.example(cell.AsBool)
	case numbers*2 > s.Cells:
		p.Note = fmt.Sprintf("%s is not a number", s.firstWithout(cell.AsNumber))
	case dates*2 > s.Cells:
		p.Note = fmt.Sprintf("%s is not a date", s.firstWithout(cell.AsDate))
	}
	return p, nil
}

// number decides the type of a column of numbers.
func (t *typing) number(p *Plan, s *Survey) error {
	if p.Why = s.example(cell.AsNumber); s.amount != nil {
		p.Why = s.amount.String()
	}
	if err := t.decimalSign(p, s); err != nil {
		return err
	}
	way, scale, whole := p.measure(s)
	fit := s.countFitting(way) - t.percent(p, s)
	switch {
	case s.currencies() > 1:
		p.Note = "more than one currency"
	case !almostAll(fit, s.Cells), fit < s.Cells && s.amounts == 0 && s.percents == 0:
		p.Note = t.misfit(p, s, way)
	case s.exponents > 0:
		p.Kind = table.Real
	case scale == 0 && s.withCurrency == 0 && whole <= 18:
		p.Kind = table.Integer
	case scale == 0 && s.withCurrency == 0, scale+whole > 38:
		p.Note = "integers with more than 18 digits, or numbers with more than 38"
	default:
		p.Kind, p.Scale = table.Decimal, max(scale, 2)
		p.width(whole)
	}
	return nil
}

func (t *typing) misfit(p *Plan, s *Survey, way cell.Fits) string {
	if first := s.firstWithout(way); first != nil {
		return fmt.Sprintf("%s is not a number like the others", first)
	}
	return fmt.Sprintf("%s has a percent sign and %s has none", s.percent, s.plain)
}

// measure returns the types that the column's decimal sign allows, and the most digits after and before the sign.
func (p *Plan) measure(s *Survey) (way cell.Fits, scale, whole int) {
	if p.comma {
		return cell.AsComma, int(s.scale[1]), int(s.whole[1])
	}
	return cell.AsDot, int(s.scale[0]), int(s.whole[0])
}

func (p *Plan) width(whole int) {
	p.Width = 18
	if whole+p.Scale > 18 {
		p.Width = 38
	}
}

// percent decides whether the cells have per cent signs, and returns the number of cells that contradict it.
func (t *typing) percent(p *Plan, s *Survey) int64 {
	p.percent = s.percents > 0 && s.percents >= s.plains
	return min(s.percents, s.plains)
}

// decimalSign decides the decimal sign: the declared one, else the one that the column proves, else the one that other
// columns prove, else the locale's.
func (t *typing) decimalSign(p *Plan, s *Survey) error {
	dots, commas := s.countOnly(cell.AsDot, cell.AsComma), s.countOnly(cell.AsComma, cell.AsDot)
	usual := t.dialect.LocaleForm.decimal
	switch {
	case t.dialect.decimal != 0:
		p.comma, p.Why = t.dialect.decimal == ',', p.Why+"; decimal: gives the sign"
	case s.ambiguous != nil && usual != 0 && tooFew(dots+commas, s.Cells) && (usual == ',') != (commas > dots) && dots+commas > 0:
		return s.ambiguousSign(p)
	case dots > 0 || commas > 0:
		p.comma, p.Why = commas > dots, fmt.Sprintf("%s shows the decimal sign", s.firstOnly(cell.AsDot, cell.AsComma))
		if p.comma {
			p.Why = fmt.Sprintf("%s shows the decimal sign", s.firstOnly(cell.AsComma, cell.AsDot))
		}
	case s.ambiguous == nil:
	case t.sign != 0:
		p.comma, p.Why = t.sign == ',', fmt.Sprintf("%s does not show its decimal sign; %s of another column does", s.ambiguous, t.signBy)
	case t.dialect.LocaleForm.fitsNumbers(s):
		p.comma, p.Why = usual == ',', fmt.Sprintf("%s does not show its decimal sign; it is the locale's", s.ambiguous)
	default:
		return s.ambiguousSign(p)
	}
	return nil
}

// tooFew reports whether the cells that prove something are too few to override the locale.
func tooFew(proofs, cells int64) bool { return proofs*4 < cells }

// fitsNumbers reports whether the locale's signs fit all numbers of a column that could be read in two ways.
func (f localeForm) fitsNumbers(s *Survey) bool {
	switch f.decimal {
	case '.':
		return !s.groups[0] || strings.Contains(f.thousands, ",")
	case ',':
		return !s.groups[1] || strings.Contains(f.thousands, ".")
	}
	return false
}

func (s *Survey) ambiguousSign(p *Plan) error {
	return &Doubt{Column: p.Name, Value: s.ambiguous.Value, Origin: s.ambiguous.Origin, Line: s.ambiguous.Line,
		Problem: "may have a decimal sign or a thousands sign", Hint: `csv: {decimal: ","} or csv: {decimal: "."}`}
}

// date decides the type of a column of dates.
func (t *typing) date(p *Plan, s *Survey) error {
	p.Why = s.example(cell.AsDate)
	if err := t.dayOrder(p, s); err != nil {
		return err
	}
	way := cell.AsYMD | cell.AsDMY
	if p.order == cell.MonthFirst {
		way = cell.AsYMD | cell.AsMDY
	}
	switch {
	case !almostAll(s.countFitting(way), s.Cells):
		p.Note = fmt.Sprintf("%s is not a date like the others", s.firstWithout(way))
	case s.zoned > 0 && s.zoned < s.countFitting(cell.AsDate):
		p.Note = "some times have a zone and some have none"
	case s.timed > 0:
		p.Kind, p.Zoned = table.Timestamp, s.zoned > 0
	default:
		p.Kind = table.Date
	}
	return nil
}

func (t *typing) dayOrder(p *Plan, s *Survey) error {
	days, months := s.countOnly(cell.AsDMY, cell.AsMDY), s.countOnly(cell.AsMDY, cell.AsDMY)
	usual := t.dialect.LocaleForm.order
	switch both := s.firstWith(cell.AsDMY | cell.AsMDY); {
	case p.order != cell.AnyOrder:
		p.Why += "; dates: gives the order"
	case days > 0 || months > 0:
		p.order, p.Why = cell.DayFirst, fmt.Sprintf("%s starts with the day", s.firstOnly(cell.AsDMY, cell.AsMDY))
		if months > days {
			p.order, p.Why = cell.MonthFirst, fmt.Sprintf("%s starts with the month", s.firstOnly(cell.AsMDY, cell.AsDMY))
		}
		if usual != cell.AnyOrder && usual != p.order && tooFew(max(days, months), s.countFitting(cell.AsDate)) {
			p.order, p.Why = usual, "the locale's order" // a cell that this order does not fit is a mistake in the file
		}
	case both == nil:
	case t.order != cell.AnyOrder:
		p.order, p.Why = t.order, fmt.Sprintf("%s does not show its order; %s of another column does", both, t.orderBy)
	case usual != cell.AnyOrder:
		p.order, p.Why = usual, fmt.Sprintf("%s does not show its order; it is the locale's", both)
	default:
		return &Doubt{Column: p.Name, Value: both.Value, Origin: both.Origin, Line: both.Line,
			Problem: "may start with the day or with the month: no cell of the column shows which", Hint: "csv: {dates: dd/mm/yyyy} or csv: {dates: mm/dd/yyyy}"}
	}
	return nil
}

// declared completes a declared type: its decimals, signs and date order.
func (t *typing) declared(p *Plan, s *Survey, c *ColumnType) error {
	p.Why = Declared
	switch c.Kind {
	case table.Integer, table.Real:
		t.percent(p, s)
		return t.decimalSign(p, s)
	case table.Decimal:
		t.percent(p, s)
		if err := t.decimalSign(p, s); err != nil {
			return err
		}
		_, scale, whole := p.measure(s)
		p.Scale = c.Scale
		if c.Scale < 0 {
			p.Scale = min(max(scale, 2), max(38-whole, 2))
		}
		p.width(whole)
	case table.Timestamp:
		p.Zoned = s.zoned > 0 && s.zoned == s.countFitting(cell.AsDate)
		return t.dayOrder(p, s)
	case table.Date:
		return t.dayOrder(p, s)
	}
	return nil
}

// Doubt is an error about a cell that could be read in two ways. Nothing in the file decides which, and the program
// does not guess.
type Doubt struct {
	Origin  string
	Line    int64
	Column  string
	Value   string
	Problem string
	Hint    string // the setting to write in the YAML
}

// Error names the cell, the problem and the setting to write.
func (d *Doubt) Error() string {
	return fmt.Sprintf("%s:%d: column %q: %q %s (write %s)", d.Origin, d.Line, d.Column, d.Value, d.Problem, d.Hint)
}

const (
	Declared    = "declared"
	ShownByRows = "the first rows show it"
)

func (p *Plan) dayText() string {
	switch p.order {
	case cell.DayFirst:
		return " dd/mm/yyyy"
	case cell.MonthFirst:
		return " mm/dd/yyyy"
	}
	return ""
}

// Describe is the type as the YAML would declare it, with the decimal sign or date order.
func (p *Plan) Describe() string {
	text := p.Kind.String()
	if p.Kind == table.Decimal {
		text = fmt.Sprintf("decimal(%d)", p.Scale)
	}
	switch {
	case p.Kind == table.Text:
	case p.percent:
		text += " from %"
	case p.comma:
		text += " ','"
	case p.Kind == table.Date || p.Kind == table.Timestamp:
		text += p.dayText()
	}
	return text
}

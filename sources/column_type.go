package sources

import (
	"cmp"
	"fmt"
	"strings"

	"bilan/internal/table"
)

// columnPlan is what was decided about one column of a table.
type columnPlan struct {
	table.Column
	declared bool
	comma    bool // the decimal sign is ','
	order    dateOrder
	percent  bool   // cells carry a per cent sign
	cells    int64  // that have a value, of those that were looked at
	note     string // why it is text although it nearly is something else, for the log
	why      string // what decided, with the first cell that shows it
}

// typing decides the types of a table's columns, each from all of its cells.
type typing struct {
	dialect *fileDialect
	sign    byte      // the decimal sign that the file's other columns prove, 0 for none
	order   dateOrder // the order of days that they prove
	signBy  *sample   // a cell that proves it
	orderBy *sample
}

// newTyping gathers what columns prove about each other: a file has one decimal sign and one order of days.
func newTyping(d *fileDialect, surveys []*columnSurvey) *typing {
	t := &typing{dialect: d}
	var dots, commas, days, months int64
	for _, s := range surveys {
		if s.asText {
			continue
		}
		if near(s.fitting(asNumber), s.cells) {
			dots += s.only(asDot, asComma)
			commas += s.only(asComma, asDot)
			t.signBy = cmp.Or(t.signBy, s.firstOnly(asDot, asComma), s.firstOnly(asComma, asDot))
		}
		if near(s.fitting(asDate), s.cells) {
			days += s.only(asDMY, asMDY)
			months += s.only(asMDY, asDMY)
			t.orderBy = cmp.Or(t.orderBy, s.firstOnly(asDMY, asMDY), s.firstOnly(asMDY, asDMY))
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
		t.order = dayFirst
	case months > 0 && days == 0:
		t.order = monthFirst
	}
	return t
}

// near tells that all cells fit a type, or all but so few that those are mistakes: one, or one in twenty.
func near(fit, cells int64) bool {
	misfits := cells - fit
	return fit > 0 && (misfits == 0 || fit >= 4 && (misfits == 1 || misfits*20 <= fit))
}

// decide types one column. When a few cells do not fit, the column keeps the type that all others have, and the
// conversion names the first that does not.
func (t *typing) decide(name string, s *columnSurvey, declared *columnType) (columnPlan, error) {
	p := columnPlan{Column: table.Column{Name: name}, order: t.dialect.order}
	if declared != nil {
		p.declared, p.Kind = true, declared.kind
		return p, t.declared(&p, s, declared)
	}
	p.why = s.shows(0)
	numbers, dates := s.fitting(asNumber), s.fitting(asDate)
	switch {
	case s.cells == 0:
		p.note = "no cell has a value"
	case s.shorts*2 > s.cells:
		p.note = fmt.Sprintf("%s has a year of two digits: write csv: {dates: %s}", s.short, t.dialect.shortDates())
	case s.asText:
	case t.dialect.compact && near(dates, s.cells):
		return p, t.date(&p, s)
	case near(numbers, s.cells) && s.codes != nil:
		p.note = fmt.Sprintf("%s is a code rather than a number", s.codes)
	case near(numbers, s.cells):
		return p, t.number(&p, s)
	case near(dates, s.cells):
		return p, t.date(&p, s)
	case s.fitting(asBool) == s.cells:
		p.Kind, p.why = table.Bool, s.shows(asBool)
	case numbers*2 > s.cells:
		p.note = fmt.Sprintf("%s is not a number", s.firstWithout(asNumber))
	case dates*2 > s.cells:
		p.note = fmt.Sprintf("%s is not a date", s.firstWithout(asDate))
	}
	return p, nil
}

// number types a column whose cells are numbers, with few exceptions.
func (t *typing) number(p *columnPlan, s *columnSurvey) error {
	if p.why = s.shows(asNumber); s.amount != nil {
		p.why = s.amount.String()
	}
	if err := t.decimalSign(p, s); err != nil {
		return err
	}
	way, scale, whole := p.measure(s)
	fit := s.fitting(way) - t.percent(p, s)
	switch {
	case s.currencies() > 1:
		p.note = "more than one currency"
	case !near(fit, s.cells), fit < s.cells && s.decorated == 0 && s.percents == 0:
		p.note = t.misfit(p, s, way)
	case s.exponents > 0:
		p.Kind = table.Real
	case scale == 0 && s.moneys == 0 && whole <= 18:
		p.Kind = table.Integer
	case scale == 0 && s.moneys == 0, scale+whole > 38:
		p.note = "numbers of more digits than a number has"
	default:
		p.Kind, p.Scale = table.Decimal, max(scale, 2)
		p.width(whole)
	}
	return nil
}

func (t *typing) misfit(p *columnPlan, s *columnSurvey, way fits) string {
	if first := s.firstWithout(way); first != nil {
		return fmt.Sprintf("%s is not a number like the others", first)
	}
	return fmt.Sprintf("%s has a per cent sign and %s has none", s.percent, s.plain)
}

// measure is how the column is read and the most digits that stand behind and before its decimal sign.
func (p *columnPlan) measure(s *columnSurvey) (way fits, scale, whole int) {
	if p.comma {
		return asComma, int(s.scale[1]), int(s.whole[1])
	}
	return asDot, int(s.scale[0]), int(s.whole[0])
}

func (p *columnPlan) width(whole int) {
	p.Width = 18
	if whole+p.Scale > 18 {
		p.Width = 38
	}
}

// percent decides whether the column is one of per cents and returns how many cells disagree.
func (t *typing) percent(p *columnPlan, s *columnSurvey) int64 {
	p.percent = s.percents > 0 && s.percents >= s.plains
	return min(s.percents, s.plains)
}

// decimalSign is the dialect's, or what the column proves, or what the file's other columns prove, or the locale's.
func (t *typing) decimalSign(p *columnPlan, s *columnSurvey) error {
	dots, commas := s.only(asDot, asComma), s.only(asComma, asDot)
	usual := t.dialect.usual.decimal
	switch {
	case t.dialect.decimal != 0:
		p.comma, p.why = t.dialect.decimal == ',', p.why+"; decimal: says the sign"
	case s.twofold != nil && usual != 0 && few(dots+commas, s.cells) && (usual == ',') != (commas > dots) && dots+commas > 0:
		return s.twofoldDoubt(p)
	case dots > 0 || commas > 0:
		p.comma, p.why = commas > dots, fmt.Sprintf("%s shows the decimal sign", s.firstOnly(asDot, asComma))
		if p.comma {
			p.why = fmt.Sprintf("%s shows the decimal sign", s.firstOnly(asComma, asDot))
		}
	case s.twofold == nil:
	case t.sign != 0:
		p.comma, p.why = t.sign == ',', fmt.Sprintf("%s does not tell its decimal sign; %s of another column does", s.twofold, t.signBy)
	case t.dialect.usual.reads(s):
		p.comma, p.why = usual == ',', fmt.Sprintf("%s does not tell its decimal sign; it is the locale's", s.twofold)
	default:
		return s.twofoldDoubt(p)
	}
	return nil
}

// few tells that too few cells prove something to prove it against the locale.
func few(proofs, cells int64) bool { return proofs*4 < cells }

// reads tells whether the locale's signs read all numbers of a column that can be read in two ways.
func (f localeForm) reads(s *columnSurvey) bool {
	switch f.decimal {
	case '.':
		return !s.groups[0] || strings.Contains(f.thousands, ",")
	case ',':
		return !s.groups[1] || strings.Contains(f.thousands, ".")
	}
	return false
}

func (s *columnSurvey) twofoldDoubt(p *columnPlan) error {
	return &Doubt{Column: p.Name, Value: s.twofold.value, Origin: s.twofold.origin, Line: s.twofold.line,
		Problem: "may have a decimal sign or a thousands sign", Hint: `csv: {decimal: ","} or csv: {decimal: "."}`}
}

// date types a column whose cells are dates, with few exceptions.
func (t *typing) date(p *columnPlan, s *columnSurvey) error {
	p.why = s.shows(asDate)
	if err := t.dayOrder(p, s); err != nil {
		return err
	}
	way := asYMD | asDMY
	if p.order == monthFirst {
		way = asYMD | asMDY
	}
	switch {
	case !near(s.fitting(way), s.cells):
		p.note = fmt.Sprintf("%s is not a date like the others", s.firstWithout(way))
	case s.zoned > 0 && s.zoned < s.fitting(asDate):
		p.note = "some times have a zone and some have none"
	case s.timed > 0:
		p.Kind, p.Zoned = table.Timestamp, s.zoned > 0
	default:
		p.Kind = table.Date
	}
	return nil
}

func (t *typing) dayOrder(p *columnPlan, s *columnSurvey) error {
	days, months := s.only(asDMY, asMDY), s.only(asMDY, asDMY)
	usual := t.dialect.usual.order
	switch both := s.firstWith(asDMY | asMDY); {
	case p.order != anyOrder:
		p.why += "; dates: says the order"
	case days > 0 || months > 0:
		p.order, p.why = dayFirst, fmt.Sprintf("%s starts with the day", s.firstOnly(asDMY, asMDY))
		if months > days {
			p.order, p.why = monthFirst, fmt.Sprintf("%s starts with the month", s.firstOnly(asMDY, asDMY))
		}
		if usual != anyOrder && usual != p.order && few(max(days, months), s.fitting(asDate)) {
			p.order, p.why = usual, "the locale's order" // what it cannot read is a mistake of the file
		}
	case both == nil:
	case t.order != anyOrder:
		p.order, p.why = t.order, fmt.Sprintf("%s does not tell its order; %s of another column does", both, t.orderBy)
	case usual != anyOrder:
		p.order, p.why = usual, fmt.Sprintf("%s does not tell its order; it is the locale's", both)
	default:
		return &Doubt{Column: p.Name, Value: both.value, Origin: both.origin, Line: both.line,
			Problem: "may start with the day or with the month: no cell of the column tells", Hint: "csv: {dates: dd/mm/yyyy} or csv: {dates: mm/dd/yyyy}"}
	}
	return nil
}

// declared settles what a type that a person wrote leaves open.
func (t *typing) declared(p *columnPlan, s *columnSurvey, c *columnType) error {
	p.why = declared
	switch c.kind {
	case table.Integer, table.Real:
		t.percent(p, s)
		return t.decimalSign(p, s)
	case table.Decimal:
		t.percent(p, s)
		if err := t.decimalSign(p, s); err != nil {
			return err
		}
		_, scale, whole := p.measure(s)
		p.Scale = c.scale
		if c.scale < 0 {
			p.Scale = min(max(scale, 2), max(38-whole, 2))
		}
		p.width(whole)
	case table.Timestamp:
		p.Zoned = s.zoned > 0 && s.zoned == s.fitting(asDate)
		return t.dayOrder(p, s)
	case table.Date:
		return t.dayOrder(p, s)
	}
	return nil
}

// Doubt is a cell that can be read in two ways with nothing in the file to tell which. Nothing is guessed.
type Doubt struct {
	Origin  string
	Line    int64
	Column  string
	Value   string
	Problem string
	Hint    string // what to write in the YAML
}

// Error names the cell and what to write.
func (d *Doubt) Error() string {
	return fmt.Sprintf("%s:%d: column %q: %q %s (write %s)", d.Origin, d.Line, d.Column, d.Value, d.Problem, d.Hint)
}

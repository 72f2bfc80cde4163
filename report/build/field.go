package build

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"

	"bilan/internal/config/section"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/metric"
)

// field writes the cells of one column of a table.
type field struct {
	s      *Scope
	c      section.TableColumn
	kind   table.Kind
	at     int // in the answer's rows
	digits int
	per    *big.Rat
	plain  bool // an identifier: its digits are not grouped
}

func (s *Scope) field(c section.TableColumn, col table.Column, at int) field {
	f := field{s: s, c: c, kind: col.Kind, at: at, per: unity}
	switch {
	case metric.Unit(c.Unit) == metric.Percent:
		f.digits, f.per = varianceDigits, big.NewRat(1, 100)
	case col.Kind == table.Decimal:
		f.digits = col.Scale
	case col.Kind == table.Real:
		f.digits = 2
	case col.Kind == table.Integer:
		f.plain = c.Unit == "" && identifies(c.Column)
	}
	if c.Decimals != nil {
		f.digits = *c.Decimals
	}
	return f
}

// cents are the decimals of money as it is usually written.
const cents = 2

// rateDigits are the decimals that rates of exchange and of taxes are kept with; more come from a division.
const rateDigits = 4

// fit gives a real column the decimals that its largest number needs, and so it does one that a database keeps with more
// than cents, unless the YAML says how many. Decimals that are only zeros are not written: whether a column of whole amounts is kept with
// cents differs from one database or file to the next, and their pages must not.
func (f field) fit(rows [][]table.Cell) field {
	m := &metric.Metric{Unit: metric.Days, Decimals: f.digits}
	switch {
	case f.c.Decimals != nil:
		return f
	case f.kind == table.Decimal && metric.Unit(f.c.Unit) == metric.Currency && f.digits > cents:
		m = &metric.Metric{Unit: metric.Currency, Decimals: cents}
	case f.kind == table.Decimal && metric.Unit(f.c.Unit) != metric.Percent && f.digits > cents:
		m.Decimals = cents
	case f.kind == table.Decimal && f.c.Unit != "" && metric.Unit(f.c.Unit) != metric.Percent && f.whole(rows):
		f.digits = 0
		return f
	case f.kind != table.Real:
		return f
	}
	nums := make([]metric.Num, 0, len(rows))
	for _, row := range rows {
		if r, ok := table.Rat(row[f.at]); ok {
			nums = append(nums, metric.Of(r))
		}
	}
	f.digits = decimals(m, f.per, nums...)
	if exact := fraction(nums, f.per); f.kind == table.Decimal && m.Unit == metric.Days && exact <= rateDigits {
		f.digits = max(exact, cents)
	}
	return f
}

// whole tells whether no number of the column has decimals.
func (f field) whole(rows [][]table.Cell) bool {
	for _, row := range rows {
		if r, ok := table.Rat(row[f.at]); ok && !r.IsInt() {
			return false
		}
	}
	return true
}

// identifies tells from an integer column's name that it counts nothing: an identifier or a year. Its first
// or last word says so, as in order_id, OrderID, Id_ventes and code_postal.
func identifies(name string) bool {
	words := nameWords.FindAllString(name, -1)
	if len(words) == 0 {
		return false
	}
	first, last := strings.ToLower(words[0]), strings.ToLower(words[len(words)-1])
	return first == "id" || first == "code" ||
		slices.Contains([]string{"id", "code", "no", "zip", "year", "annee", "année"}, last)
}

// nameWords splits a column's name at underscores, blanks and humps.
var nameWords = regexp.MustCompile(`\p{Lu}+\p{Ll}*|[\p{Ll}\d]+`)

func (f field) numeric() bool {
	return f.kind == table.Integer || f.kind == table.Decimal || f.kind == table.Real
}

// sums tells whether the column has a total; a ratio and an identifier have none.
func (f field) sums() bool {
	return f.c.Total && f.numeric() && metric.Unit(f.c.Unit) != metric.Percent
}

func (f field) head() report.Column {
	c := report.Column{Label: tidy(f.c.Label), Unit: f.unit()}
	if c.Label == "" {
		c.Label = tidy(f.c.Column)
	}
	switch {
	case f.numeric():
		c.Align = report.Right
	case f.kind == table.Text:
		c.Grow = 1
	}
	return c
}

func (f field) unit() string {
	switch metric.Unit(f.c.Unit) {
	case metric.Currency:
		return f.s.Locale.Symbol(f.s.Config.Currency)
	case metric.Percent:
		return "%"
	case metric.Days:
		return f.s.word("unit.days")
	case metric.Points:
		return f.s.word("unit.points")
	case metric.Number:
		return ""
	}
	return tidy(f.c.Unit)
}

// text writes one cell.
func (f field) text(t *sheet, c table.Cell) string {
	if c == nil {
		return t.null()
	}
	switch v := c.(type) {
	case string:
		return tidy(v)
	case bool:
		return f.s.word(map[bool]string{true: "yes", false: "no"}[v])
	case time.Time:
		if f.kind == table.Date {
			return f.s.Locale.DateShort(v)
		}
		return f.s.Locale.DateShort(v) + " " + f.s.Locale.Time(v)
	}
	if r, ok := table.Rat(c); ok {
		return f.number(r)
	}
	if _, ok := c.(float64); ok { // not finite: a division by zero
		return t.sign(metric.None(metric.Undefined))
	}
	return tidy(fmt.Sprint(c))
}

// exact is what the text of a number or an instant was rounded from, nil for other values.
func (f field) exact(c table.Cell) *report.Exact {
	if at, ok := c.(time.Time); ok {
		return &report.Exact{Time: at}
	}
	if r, ok := table.Rat(c); ok {
		return f.exactly(r)
	}
	return nil
}

func (f field) exactly(r *big.Rat) *report.Exact {
	return &report.Exact{Value: r, Per: f.per, Digits: f.digits}
}

// misses tells whether the rows do not add up to their total as they are printed.
func (f field) misses(rows [][]table.Cell) bool {
	if !f.sums() || f.plain {
		return false
	}
	printed := new(big.Rat)
	for _, row := range rows {
		if r, ok := table.Rat(row[f.at]); ok {
			printed.Add(printed, settle(over(r, f.per), f.digits))
		}
	}
	return printed.Cmp(settle(over(sum(rows, f.at), f.per), f.digits)) != 0
}

func (f field) number(r *big.Rat) string {
	if f.plain {
		return r.RatString()
	}
	return f.s.Locale.Number(over(r, f.per), f.digits)
}

// null is the sign for a cell that is empty in the data.
func (t *sheet) null() string {
	t.empty = true
	return t.s.word("sign.null")
}

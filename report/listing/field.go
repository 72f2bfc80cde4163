package listing

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"

	"bilan/internal/config/section"
	"bilan/internal/rounding"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// Field writes the cells of one column of a table.
type Field struct {
	s      *scope.Scope
	c      section.TableColumn
	kind   table.Kind
	at     int      // the position of the column in the answer's rows
	Digits int      // the number of decimals that are printed
	per    *big.Rat // the printed unit: 1/100 for per cent, otherwise 1
	plain  bool     // the column is an identifier: its digits are not grouped
}

// NewField makes the field of a column. at is the column's position in the answer's rows.
func NewField(s *scope.Scope, c section.TableColumn, col table.Column, at int) Field {
	f := Field{s: s, c: c, kind: col.Kind, at: at, per: notation.Unity}
	switch {
	case metric.Unit(c.Unit) == metric.Percent:
		f.Digits, f.per = notation.VarianceDigits, big.NewRat(1, 100)
	case col.Kind == table.Decimal:
		f.Digits = col.Scale
	case col.Kind == table.Real:
		f.Digits = 2
	case col.Kind == table.Integer:
		f.plain = c.Unit == "" && identifies(c.Column)
	}
	if c.Decimals != nil {
		f.Digits = *c.Decimals
	}
	return f
}

// moneyDecimals is the usual number of decimals of money.
const moneyDecimals = 2

// monthUnit is the unit, in the YAML, of a date that is printed as its month.
const monthUnit = "month"

// rateDigits is the largest number of decimals of stored exchange and tax rates; numbers with more come from a
// division.
const rateDigits = 4

// Fit returns the field with the number of decimals that its values need, unless the YAML sets it. That concerns
// columns of floating-point numbers and decimal columns of more than two decimals. It also omits decimals that are zero
// in all rows, because databases and files differ in how many decimals they store, and their pages must not differ.
func (f Field) Fit(rows [][]table.Cell) Field {
	m := &metric.Metric{Unit: metric.Days, Decimals: f.Digits}
	switch {
	case f.c.Decimals != nil:
		return f
	case f.kind == table.Decimal && metric.Unit(f.c.Unit) == metric.Currency && f.Digits > moneyDecimals:
		m = &metric.Metric{Unit: metric.Currency, Decimals: moneyDecimals}
	case f.kind == table.Decimal && metric.Unit(f.c.Unit) != metric.Percent && f.Digits > moneyDecimals:
		m.Decimals = moneyDecimals
	case f.kind == table.Decimal && f.c.Unit != "" && metric.Unit(f.c.Unit) != metric.Percent && f.allIntegers(rows):
		f.Digits = 0
		return f
	case f.kind != table.Real:
		return f
	}
	nums := make([]metric.Num, 0, len(rows))
	for _, row := range rows {
		if r, ok := table.Rat(row[f.at]); ok {
			nums = append(nums, metric.NumOf(r))
		}
	}
	f.Digits = notation.Decimals(m, f.per, nums...)
	if exact := notation.Fraction(nums, f.per); f.kind == table.Decimal && m.Unit == metric.Days && exact <= rateDigits {
		f.Digits = max(exact, moneyDecimals)
	}
	return f
}

// allIntegers reports whether all numbers of the column are integers.
func (f Field) allIntegers(rows [][]table.Cell) bool {
	for _, row := range rows {
		if r, ok := table.Rat(row[f.at]); ok && !r.IsInt() {
			return false
		}
	}
	return true
}

// identifies reports whether the name of an integer column is that of an identifier or a year, not of a quantity. The
// first or the last word decides, as in order_id, OrderID, Id_ventes and code_postal.
func identifies(name string) bool {
	words := nameWords.FindAllString(name, -1)
	if len(words) == 0 {
		return false
	}
	first, last := strings.ToLower(words[0]), strings.ToLower(words[len(words)-1])
	return first == "id" || first == "code" ||
		slices.Contains([]string{"id", "code", "no", "zip", "year", "annee", "année"}, last)
}

// nameWords matches the words of a column's name, as in order_id, "order id" and OrderID.
var nameWords = regexp.MustCompile(`\p{Lu}+\p{Ll}*|[\p{Ll}\d]+`)

func (f Field) numeric() bool {
	return f.kind == table.Integer || f.kind == table.Decimal || f.kind == table.Real
}

// hasTotal reports whether the column has a total: the YAML asks for one, and the values are numbers but not
// percentages.
func (f Field) hasTotal() bool {
	return f.c.Total && f.numeric() && metric.Unit(f.c.Unit) != metric.Percent
}

func (f Field) head() report.Column {
	c := report.Column{Label: prose.Tidy(f.c.Label), Unit: f.unit()}
	if c.Label == "" {
		c.Label = prose.Tidy(f.c.Column)
	}
	switch {
	case f.numeric():
		c.Align = report.Right
	case f.kind == table.Text:
		c.Grow = 1
	}
	return c
}

func (f Field) unit() string {
	switch metric.Unit(f.c.Unit) {
	case metric.Currency:
		return f.s.Locale.Symbol(f.s.Config.Currency)
	case metric.Percent:
		return "%"
	case metric.Days:
		return f.s.Word("unit.days")
	case metric.Points:
		return f.s.Word("unit.points")
	case metric.Number, monthUnit:
		return ""
	}
	return prose.Tidy(f.c.Unit)
}

// text writes one cell.
func (f Field) text(t *notation.Sheet, c table.Cell) string {
	if c == nil {
		return t.NullSign()
	}
	switch v := c.(type) {
	case string:
		return prose.Tidy(v)
	case bool:
		return f.s.Word(map[bool]string{true: "yes", false: "no"}[v])
	case time.Time:
		if f.c.Unit == monthUnit {
			return f.s.Locale.MonthYearShort(v)
		}
		if f.kind == table.Date {
			return f.s.Locale.DateShort(v)
		}
		return f.s.Locale.DateShort(v) + " " + f.s.Locale.Time(v)
	}
	if r, ok := table.Rat(c); ok {
		return f.number(r)
	}
	if _, ok := c.(float64); ok { // table.Rat fails for a float that is not finite, from a division by zero
		return t.Sign(metric.NoNum(metric.Undefined))
	}
	return prose.Tidy(fmt.Sprint(c))
}

// exact is the number or instant that the text of a cell was rounded from; nil for other values.
func (f Field) exact(c table.Cell) *report.Exact {
	if at, ok := c.(time.Time); ok {
		return &report.Exact{Time: at}
	}
	if r, ok := table.Rat(c); ok {
		return f.exactNumber(r)
	}
	return nil
}

func (f Field) exactNumber(r *big.Rat) *report.Exact {
	return &report.Exact{Value: r, Per: f.per, Digits: f.Digits}
}

// totalDiffers reports whether the printed values do not sum to the printed total, because of rounding.
func (f Field) totalDiffers(rows [][]table.Cell) bool {
	if !f.hasTotal() || f.plain {
		return false
	}
	printed := new(big.Rat)
	for _, row := range rows {
		if r, ok := table.Rat(row[f.at]); ok {
			printed.Add(printed, rounding.Round(notation.InUnit(r, f.per), f.Digits))
		}
	}
	return printed.Cmp(rounding.Round(notation.InUnit(sum(rows, f.at), f.per), f.Digits)) != 0
}

func (f Field) number(r *big.Rat) string {
	if f.plain {
		return r.RatString()
	}
	return f.s.Locale.Number(notation.InUnit(r, f.per), f.Digits)
}

// Package notation decides how the numbers of a section are written: the unit, the digits, the signs for missing
// numbers, and the explanations below.
package notation

import (
	"math/big"
	"slices"

	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/prose"
	"bilan/report/scope"
)

// The arrows of differences.
const (
	Up   = "▲"
	Down = "▼"
)

// Sheet writes the numbers of one section and remembers which signs it used, so that each is explained once.
type Sheet struct {
	Scope  *scope.Scope
	used   [metric.Undefined + 1]bool
	empty  bool // a null of the data was shown
	noBase bool // a variance was left out because its reference is negative
	times  bool // a per cent beyond ±999 was written as a multiple
	extra  []string
	shared []sharedNote
}

// sharedNote is one of the extra notes, shared by several metrics.
type sharedNote struct {
	text    string // without the metrics
	metrics []string
	at      int // in the extra notes
}

// NewSheet makes the sheet of one section.
func NewSheet(s *scope.Scope) *Sheet { return &Sheet{Scope: s} }

// Sign replaces a missing number.
func (t *Sheet) Sign(n metric.Num) string {
	if n.State <= metric.Present || n.State > metric.Undefined {
		n.State = metric.NoData
	}
	t.used[n.State] = true
	return t.Scope.Word("sign." + States[n.State])
}

var States = [...]string{
	metric.NoData: "no_data", metric.NoTarget: "no_target", metric.NotYet: "not_yet", metric.Undefined: "undefined",
}

// Note adds a footnote to the section, after the explanations of the signs.
func (t *Sheet) Note(text string) { t.extra = append(t.extra, text) }

// NoteOf adds a footnote about a metric. Metrics with the same text share one.
func (t *Sheet) NoteOf(name string, text func(metrics string) string) {
	i := slices.IndexFunc(t.shared, func(n sharedNote) bool { return n.text == text("") })
	if i < 0 {
		i = len(t.shared)
		t.shared = append(t.shared, sharedNote{text: text(""), at: len(t.extra)})
		t.Note("")
	}
	n := &t.shared[i]
	if !slices.Contains(n.metrics, name) {
		n.metrics = append(n.metrics, name)
	}
	t.extra[n.at] = text(t.Scope.Locale.List(n.metrics))
}

// Explain writes the meaning of the section's signs, and the footnotes, below it. The sign for a missing target needs
// no explanation.
func (t *Sheet) Explain(sec *report.Section) {
	for state, used := range t.used {
		if used && state != int(metric.NoTarget) {
			sec.Signs = append(sec.Signs, t.meaning(States[state]))
		}
	}
	if t.noBase {
		sec.Signs = append(sec.Signs, t.meaning("no_base"))
	}
	if t.times {
		sec.Signs = append(sec.Signs, t.meaning("multiple"))
	}
	if t.empty {
		sec.Signs = append(sec.Signs, t.meaning("null"))
	}
	sec.Footnotes = t.extra
}

func (t *Sheet) meaning(name string) report.Sign {
	sign := t.Scope.Word("sign." + name)
	return report.Sign{Sign: sign, Text: t.Scope.Word("foot.sign", sign, t.Scope.Word("foot."+name))}
}

// NumberFormat writes the numbers of one measure on one scale, without the unit, which is in the section's title.
type NumberFormat struct {
	Sheet  *Sheet
	Unit   string // "k€", "%", "nombre"
	Delta  string // unit of a difference: "k€", "pt"
	Per    *big.Rat
	Digits int
	ratio  bool // to a reference: beyond ±999 % it is written as a multiple of it
}

var (
	Unity   = big.NewRat(1, 1)
	Hundred = big.NewRat(100, 1)
)

// FormatFor chooses the scale in which all nums are written, from the largest.
func (t *Sheet) FormatFor(m *metric.Metric, nums ...metric.Num) NumberFormat {
	l := t.Scope.Locale
	switch m.Unit {
	case metric.Percent:
		return NumberFormat{t, "%", t.Scope.Word("unit.points"), big.NewRat(1, 100), Decimals(m, big.NewRat(1, 100), nums...), false}
	case metric.Points:
		return NumberFormat{t, t.Scope.Word("unit.points"), t.Scope.Word("unit.points"), big.NewRat(1, 100), Decimals(m, big.NewRat(1, 100), nums...), false}
	case metric.Score:
		return NumberFormat{t, t.Scope.Word("unit.score"), t.Scope.Word("unit.score"), Unity, Decimals(m, Unity, nums...), false}
	case metric.Days:
		return NumberFormat{t, t.Scope.Word("unit.days"), t.Scope.Word("unit.days"), Unity, Decimals(m, Unity, nums...), false}
	case metric.Times:
		return NumberFormat{t, t.Scope.Word("unit.times"), t.Scope.Word("unit.times"), Unity, Decimals(m, Unity, nums...), false}
	case metric.Currency:
		return t.scaled(l.Scale(Largest(nums), m.Currency), Decimals(m, Unity, nums...), "")
	}
	return t.scaled(l.Scale(Largest(nums), ""), Decimals(m, Unity, nums...), t.Scope.Word("unit.number"))
}

func (t *Sheet) scaled(sc locale.Scale, decimals int, unit string) NumberFormat {
	p := NumberFormat{t, sc.Unit, sc.Unit, sc.Divisor, sc.Digits, false}
	if sc.Divisor.Cmp(Unity) == 0 {
		p.Digits = decimals
	}
	if p.Unit == "" {
		p.Unit = unit
	}
	return p
}

// Largest is the greatest magnitude.
func Largest(nums []metric.Num) *big.Rat {
	most := new(big.Rat)
	for _, n := range nums {
		if !n.OK() {
			continue
		}
		if size := new(big.Rat).Abs(n.Rat); size.Cmp(most) > 0 {
			most = size
		}
	}
	return most
}

// In is the number in the format's unit. Like all numbers here it is not to be changed.
func (p NumberFormat) In(r *big.Rat) *big.Rat { return Over(r, p.Per) }

// Over is a number in a unit of so many.
func Over(r, per *big.Rat) *big.Rat {
	if per.Cmp(Unity) == 0 {
		return r
	}
	return new(big.Rat).Quo(r, per)
}

// Printed is the number as on paper, in the format's unit.
func (p NumberFormat) Printed(r *big.Rat) *big.Rat { return rounding.Settle(p.In(r), p.Digits) }

// Value writes a number, or the sign of the reason why there is none.
func (p NumberFormat) Value(n metric.Num) string {
	if !n.OK() {
		return p.Sheet.Sign(n)
	}
	if text, ok := p.multiple(n.Rat, n.Rat); ok {
		return text
	}
	return p.Sheet.Scope.Locale.Number(p.In(n.Rat), p.Digits)
}

// Signed writes a difference with its explicit sign.
func (p NumberFormat) Signed(n metric.Num) string {
	if !n.OK() {
		return p.Sheet.Sign(n)
	}
	if text, ok := p.multiple(n.Rat, of(n.Rat)); ok {
		return text
	}
	r := p.Printed(n.Rat)
	if r.Sign() == 0 {
		return p.Sheet.Scope.Locale.Number(r, p.Digits)
	}
	return p.Sheet.Scope.Locale.Signed(r, p.Digits)
}

// Gap writes a difference with its sign and its arrow.
func (p NumberFormat) Gap(n metric.Num) string {
	if !n.OK() {
		return p.Sheet.Sign(n)
	}
	return arrow(p.Printed(n.Rat)) + p.Signed(n)
}

// Tone is a difference's business effect, none when it rounds to nothing.
func (p NumberFormat) Tone(m *metric.Metric, n metric.Num) report.Tone {
	if !n.OK() {
		return report.Muted
	}
	return Effect(m, p.Printed(n.Rat))
}

// Float is the number in the format's unit, for drawing; nil if there is none.
func (p NumberFormat) Float(n metric.Num) *float64 {
	if !n.OK() {
		return nil
	}
	f, _ := p.In(n.Rat).Float64()
	return &f
}

// Percent is a format for ratios: variances and attainment.
func (t *Sheet) Percent(digits int) NumberFormat {
	return NumberFormat{t, "%", t.Scope.Word("unit.points"), big.NewRat(1, 100), digits, true}
}

// Attainment writes a share of the target. It never rounds up to a threshold that is not reached: 99.96 %
// is 99.9 %, not 100.0 %.
func (p NumberFormat) Attainment(m *metric.Metric, n metric.Num) string {
	if !n.OK() {
		return p.Sheet.Sign(n)
	}
	if text, ok := p.multiple(n.Rat, n.Rat); ok {
		return text
	}
	return p.Sheet.Scope.Locale.Number(p.CutAtThreshold(m, n.Rat), p.Digits)
}

// CutAtThreshold is a share as it is printed, cut where rounding would reach a threshold that the share does not.
func (p NumberFormat) CutAtThreshold(m *metric.Metric, ratio *big.Rat) *big.Rat {
	exact := p.In(ratio)
	r := rounding.Settle(exact, p.Digits)
	for _, limit := range []*big.Rat{Unity, m.OnTrack, m.AtRisk} {
		if limit != nil && ratio.Cmp(limit) < 0 && r.Cmp(p.In(limit)) >= 0 {
			return rounding.Cut(exact, p.Digits)
		}
	}
	return r
}

// arrow points in the direction of the change; the tone shows whether that is good.
func arrow(r *big.Rat) string {
	switch r.Sign() {
	case 1:
		return Up + scope.NBSP
	case -1:
		return Down + scope.NBSP
	}
	return ""
}

// Effect is the tone of a difference: whether it is good for the business.
func Effect(m *metric.Metric, r *big.Rat) report.Tone {
	s := r.Sign()
	if m.LowerBetter {
		s = -s
	}
	return report.Tone(s)
}

// Null is the sign for a cell that is empty in the data.
func (t *Sheet) Null() string {
	t.empty = true
	return t.Scope.Word("sign.null")
}

// FootKnown notes up to which day a metric is known, where that is not the period's end.
func (t *Sheet) FootKnown(m *metric.Metric, p period.Period) {
	if !m.CutOff.IsZero() && m.CutOff.Before(p.Close) {
		t.NoteOf(prose.Tidy(m.Label), func(metrics string) string {
			return t.Scope.Word("foot.known", metrics, t.Scope.Locale.Date(m.Newest.Time()))
		})
	}
}

// Once adds a note unless it exists already.
func (t *Sheet) Once(text string) {
	if !slices.Contains(t.extra, text) {
		t.Note(text)
	}
}

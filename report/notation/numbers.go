// Package notation decides how the numbers of a section are written: the unit, the decimals, the signs for missing
// numbers, and the explanations below the section.
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

// The arrows before differences.
const (
	Up   = "▲"
	Down = "▼"
)

// Sheet writes the numbers of one section and remembers which signs it used, so that Explain explains each once. Not
// for several goroutines.
type Sheet struct {
	Scope  *scope.Scope
	used   [metric.Undefined + 1]bool
	empty  bool // an empty cell of the data was shown
	noBase bool // a variance was left out because its reference is negative
	times  bool // a ratio beyond ±999 % was written as a multiple
	extra  []string
	shared []sharedNote
}

// sharedNote is a footnote about one or more metrics.
type sharedNote struct {
	text    string // the note, with no metrics named
	metrics []string
	at      int // index in Sheet.extra
}

// NewSheet returns the sheet of one section.
func NewSheet(s *scope.Scope) *Sheet { return &Sheet{Scope: s} }

// Sign returns the sign that replaces a missing number, and remembers it for Explain.
func (t *Sheet) Sign(n metric.Num) string {
	if n.State <= metric.Present || n.State > metric.Undefined {
		n.State = metric.NoData
	}
	t.used[n.State] = true
	return t.Scope.Word("sign." + StateNames[n.State])
}

var StateNames = [...]string{
	metric.NoData: "no_data", metric.NoTarget: "no_target", metric.NotYet: "not_yet", metric.Undefined: "undefined",
}

// Note adds a footnote to the section, after the explanations of the signs.
func (t *Sheet) Note(text string) { t.extra = append(t.extra, text) }

// NoteOf adds a footnote about the metric called name. text writes the footnote with the metrics' names. Metrics with
// the same footnote share one.
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

// Explain puts the explanations of the used signs, and the footnotes, below the section. The sign for a missing target
// needs no explanation.
func (t *Sheet) Explain(sec *report.Section) {
	for state, used := range t.used {
		if used && state != int(metric.NoTarget) {
			sec.Signs = append(sec.Signs, t.explanation(StateNames[state]))
		}
	}
	if t.noBase {
		sec.Signs = append(sec.Signs, t.explanation("no_base"))
	}
	if t.times {
		sec.Signs = append(sec.Signs, t.explanation("multiple"))
	}
	if t.empty {
		sec.Signs = append(sec.Signs, t.explanation("null"))
	}
	sec.Footnotes = t.extra
}

func (t *Sheet) explanation(name string) report.Sign {
	sign := t.Scope.Word("sign." + name)
	return report.Sign{Sign: sign, Text: t.Scope.Word("foot.sign", sign, t.Scope.Word("foot."+name))}
}

// NumberFormat writes the numbers of one measure in one unit. The unit itself is in the section's title. The numbers
// given to its methods are never changed, and those returned must not be.
type NumberFormat struct {
	Sheet  *Sheet
	Unit   string // "k€", "%", "nombre"
	Delta  string // unit of a difference, "k€" or "pt"
	Per    *big.Rat
	Digits int
	ratio  bool // the numbers are ratios: those beyond ±999 % are written as multiples
}

var (
	Unity   = big.NewRat(1, 1)
	Hundred = big.NewRat(100, 1)
)

// FormatFor chooses the unit and the decimals in which all nums are written, by the largest of them.
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

// Largest is the greatest absolute value of the numbers, 0 for none.
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

// In is the number in the format's unit. The result must not be changed.
func (p NumberFormat) In(r *big.Rat) *big.Rat { return InUnit(r, p.Per) }

// InUnit is r divided by the unit per. The result must not be changed: it may be r itself.
func InUnit(r, per *big.Rat) *big.Rat {
	if per.Cmp(Unity) == 0 {
		return r
	}
	return new(big.Rat).Quo(r, per)
}

// Printed is the number in the format's unit, rounded as it is printed.
func (p NumberFormat) Printed(r *big.Rat) *big.Rat { return rounding.Round(p.In(r), p.Digits) }

// Value writes a number, or the sign that replaces a missing one.
func (p NumberFormat) Value(n metric.Num) string {
	if !n.OK() {
		return p.Sheet.Sign(n)
	}
	if text, ok := p.multiple(n.Rat, n.Rat); ok {
		return text
	}
	return p.Sheet.Scope.Locale.Number(p.In(n.Rat), p.Digits)
}

// Signed writes a difference with an explicit sign.
func (p NumberFormat) Signed(n metric.Num) string {
	if !n.OK() {
		return p.Sheet.Sign(n)
	}
	if text, ok := p.multiple(n.Rat, asMultiple(n.Rat)); ok {
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

// Tone is the effect of a difference on the business, Neutral if it rounds to 0, Muted if it is missing.
func (p NumberFormat) Tone(m *metric.Metric, n metric.Num) report.Tone {
	if !n.OK() {
		return report.Muted
	}
	return EffectTone(m, p.Printed(n.Rat))
}

// Float is the number in the format's unit, for drawing; nil for a missing number.
func (p NumberFormat) Float(n metric.Num) *float64 {
	if !n.OK() {
		return nil
	}
	f, _ := p.In(n.Rat).Float64()
	return &f
}

// Percent is the format for ratios in per cent, as variances and attainments are.
func (t *Sheet) Percent(digits int) NumberFormat {
	return NumberFormat{t, "%", t.Scope.Word("unit.points"), big.NewRat(1, 100), digits, true}
}

// Attainment writes a share of the target in per cent, without the sign. It never rounds up to a threshold that is not
// reached: 99.96 % is written as 99.9, not as 100.0.
func (p NumberFormat) Attainment(m *metric.Metric, n metric.Num) string {
	if !n.OK() {
		return p.Sheet.Sign(n)
	}
	if text, ok := p.multiple(n.Rat, n.Rat); ok {
		return text
	}
	return p.Sheet.Scope.Locale.Number(p.CutAtThreshold(m, n.Rat), p.Digits)
}

// CutAtThreshold is a ratio in the format's unit, rounded. It is cut off instead where rounding would reach a threshold
// that the ratio does not reach.
func (p NumberFormat) CutAtThreshold(m *metric.Metric, ratio *big.Rat) *big.Rat {
	exact := p.In(ratio)
	r := rounding.Round(exact, p.Digits)
	for _, limit := range []*big.Rat{Unity, m.OnTrack, m.AtRisk} {
		if limit != nil && ratio.Cmp(limit) < 0 && r.Cmp(p.In(limit)) >= 0 {
			return rounding.Truncate(exact, p.Digits)
		}
	}
	return r
}

// arrow shows the direction of a change; "" for none. Whether the change is good is shown by its tone.
func arrow(r *big.Rat) string {
	switch r.Sign() {
	case 1:
		return Up + scope.NBSP
	case -1:
		return Down + scope.NBSP
	}
	return ""
}

// EffectTone is the tone of a difference: Good, Bad, or Neutral for 0.
func EffectTone(m *metric.Metric, r *big.Rat) report.Tone {
	s := r.Sign()
	if m.LowerBetter {
		s = -s
	}
	return report.Tone(s)
}

// NullSign is the sign for an empty cell of the data. Explain then explains it below the section.
func (t *Sheet) NullSign() string {
	t.empty = true
	return t.Scope.Word("sign.null")
}

// NoteKnownUntil adds a footnote with the last day of a metric's data, if that is before the period's end.
func (t *Sheet) NoteKnownUntil(m *metric.Metric, p period.Period) {
	if !m.CutOff.IsZero() && m.CutOff.Before(p.Close) {
		t.NoteOf(prose.Tidy(m.Label), func(metrics string) string {
			return t.Scope.Word("foot.known", metrics, t.Scope.Locale.Date(m.Newest.Time()))
		})
	}
}

// NoteOnce adds a footnote unless the section has the same already.
func (t *Sheet) NoteOnce(text string) {
	if !slices.Contains(t.extra, text) {
		t.Note(text)
	}
}

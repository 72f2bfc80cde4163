package build

import (
	"math/big"
	"slices"

	"bilan/internal/locale"
	"bilan/report"
	"bilan/report/metric"
)

const (
	nbsp = "\u00a0"
	up   = "▲"
	down = "▼"
)

// sheet writes the numbers of one section and remembers which signs it used, so that each is explained once.
type sheet struct {
	s      *Scope
	used   [metric.Undefined + 1]bool
	empty  bool // a null of the data was shown
	noBase bool // a variance was left out because its reference is negative
	extra  []string
	shared []sharedNote
}

// sharedNote is one of the extra notes, which says the same of several metrics.
type sharedNote struct {
	text    string // without the metrics
	metrics []string
	at      int // in the extra notes
}

func (s *Scope) sheet() *sheet { return &sheet{s: s} }

// sign stands for a number that is not there.
func (t *sheet) sign(n metric.Num) string {
	if n.State <= metric.Present || n.State > metric.Undefined {
		n.State = metric.NoData
	}
	t.used[n.State] = true
	return t.s.word("sign." + states[n.State])
}

var states = [...]string{
	metric.NoData: "no_data", metric.NoTarget: "no_target", metric.NotYet: "not_yet", metric.Undefined: "undefined",
}

// note adds a footnote to the section, after the explanations of the signs.
func (t *sheet) note(text string) { t.extra = append(t.extra, text) }

// noteOf adds a footnote about a metric. Metrics of which the same is said share one.
func (t *sheet) noteOf(name string, text func(metrics string) string) {
	i := slices.IndexFunc(t.shared, func(n sharedNote) bool { return n.text == text("") })
	if i < 0 {
		i = len(t.shared)
		t.shared = append(t.shared, sharedNote{text: text(""), at: len(t.extra)})
		t.note("")
	}
	n := &t.shared[i]
	if !slices.Contains(n.metrics, name) {
		n.metrics = append(n.metrics, name)
	}
	t.extra[n.at] = text(t.s.Locale.List(n.metrics))
}

// explain sets under the section what its signs mean, and the footnotes. That there is no target is said by its sign.
func (t *sheet) explain(sec *report.Section) {
	for state, used := range t.used {
		if used && state != int(metric.NoTarget) {
			sec.Signs = append(sec.Signs, t.meaning(states[state]))
		}
	}
	if t.noBase {
		sec.Signs = append(sec.Signs, t.meaning("no_base"))
	}
	if t.empty {
		sec.Signs = append(sec.Signs, t.meaning("null"))
	}
	sec.Footnotes = t.extra
}

func (t *sheet) meaning(name string) report.Sign {
	sign := t.s.word("sign." + name)
	return report.Sign{Sign: sign, Text: t.s.word("foot.sign", sign, t.s.word("foot."+name))}
}

// pen writes bare numbers of one measure in one scale; the unit stands once, in the section's title.
type pen struct {
	sheet  *sheet
	unit   string // "k€", "%", "nombre"
	delta  string // unit of a difference: "k€", "pt"
	per    *big.Rat
	digits int
}

var (
	unity   = big.NewRat(1, 1)
	hundred = big.NewRat(100, 1)
)

// pen chooses the scale in which all nums are written, from the largest.
func (t *sheet) pen(m *metric.Metric, nums ...metric.Num) pen {
	l := t.s.Locale
	switch m.Unit {
	case metric.Percent:
		return pen{t, "%", t.s.word("unit.points"), big.NewRat(1, 100), decimals(m, big.NewRat(1, 100), nums...)}
	case metric.Points:
		return pen{t, t.s.word("unit.points"), t.s.word("unit.points"), big.NewRat(1, 100), decimals(m, big.NewRat(1, 100), nums...)}
	case metric.Score:
		return pen{t, t.s.word("unit.score"), t.s.word("unit.score"), unity, decimals(m, unity, nums...)}
	case metric.Days:
		return pen{t, t.s.word("unit.days"), t.s.word("unit.days"), unity, decimals(m, unity, nums...)}
	case metric.Currency:
		return t.scaled(l.Scale(largest(nums), m.Currency), decimals(m, unity, nums...), "")
	}
	return t.scaled(l.Scale(largest(nums), ""), decimals(m, unity, nums...), t.s.word("unit.number"))
}

func (t *sheet) scaled(sc locale.Scale, decimals int, unit string) pen {
	p := pen{t, sc.Unit, sc.Unit, sc.Divisor, sc.Digits}
	if sc.Divisor.Cmp(unity) == 0 {
		p.digits = decimals
	}
	if p.unit == "" {
		p.unit = unit
	}
	return p
}

// largest is the greatest magnitude.
func largest(nums []metric.Num) *big.Rat {
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

// in is the number in the pen's unit. Like all numbers here it is not to be changed.
func (p pen) in(r *big.Rat) *big.Rat { return over(r, p.per) }

func over(r, per *big.Rat) *big.Rat {
	if per.Cmp(unity) == 0 {
		return r
	}
	return new(big.Rat).Quo(r, per)
}

// printed is the number as it stands on paper, in the pen's unit.
func (p pen) printed(r *big.Rat) *big.Rat { return settle(p.in(r), p.digits) }

// value writes a number, or the sign for why there is none.
func (p pen) value(n metric.Num) string {
	if !n.OK() {
		return p.sheet.sign(n)
	}
	return p.sheet.s.Locale.Number(p.in(n.Rat), p.digits)
}

// signed writes a difference with its explicit sign.
func (p pen) signed(n metric.Num) string {
	if !n.OK() {
		return p.sheet.sign(n)
	}
	r := p.printed(n.Rat)
	if r.Sign() == 0 {
		return p.sheet.s.Locale.Number(r, p.digits)
	}
	return p.sheet.s.Locale.Signed(r, p.digits)
}

// gap writes a difference with its sign and its arrow.
func (p pen) gap(n metric.Num) string {
	if !n.OK() {
		return p.sheet.sign(n)
	}
	return arrow(p.printed(n.Rat)) + p.signed(n)
}

// tone is a difference's business effect, none when it rounds to nothing.
func (p pen) tone(m *metric.Metric, n metric.Num) report.Tone {
	if !n.OK() {
		return report.Muted
	}
	return effect(m, p.printed(n.Rat))
}

// float is the number in the pen's unit, for drawing; nil when there is none.
func (p pen) float(n metric.Num) *float64 {
	if !n.OK() {
		return nil
	}
	f, _ := p.in(n.Rat).Float64()
	return &f
}

// percent is a pen for ratios: variances and attainment.
func (t *sheet) percent(digits int) pen {
	return pen{t, "%", t.s.word("unit.points"), big.NewRat(1, 100), digits}
}

// attainment writes a share of the target. It never rounds up to a threshold that is not reached: 99.96 %
// is 99.9 %, not 100.0 %.
func (p pen) attainment(m *metric.Metric, n metric.Num) string {
	if !n.OK() {
		return p.sheet.sign(n)
	}
	return p.sheet.s.Locale.Number(p.honest(m, n.Rat), p.digits)
}

func (p pen) honest(m *metric.Metric, ratio *big.Rat) *big.Rat {
	exact := p.in(ratio)
	r := settle(exact, p.digits)
	for _, limit := range []*big.Rat{unity, m.OnTrack, m.AtRisk} {
		if limit != nil && ratio.Cmp(limit) < 0 && r.Cmp(p.in(limit)) >= 0 {
			return cut(exact, p.digits)
		}
	}
	return r
}

// arrow points where the number went; the tone says whether that is good.
func arrow(r *big.Rat) string {
	switch r.Sign() {
	case 1:
		return up + nbsp
	case -1:
		return down + nbsp
	}
	return ""
}

func effect(m *metric.Metric, r *big.Rat) report.Tone {
	s := r.Sign()
	if m.LowerBetter {
		s = -s
	}
	return report.Tone(s)
}

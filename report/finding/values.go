package finding

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/metric"
)

func (t *insightWriter) answer(m *metric.Metric, by string, p period.Period) metric.Answer {
	return t.book.Answer(metric.Ask{Metric: m.Name, By: by, Period: p})
}

// figure is a member's figure in a period, the zero Figure if there is none.
func (t *insightWriter) figure(m *metric.Metric, by, key string, p period.Period) metric.Figure {
	ask := metric.Ask{Metric: m.Name, By: by, Period: p}
	if t.members[ask] == nil {
		at := map[string]*metric.Figure{}
		list := t.book.Answer(ask).Slices
		for i := range list {
			at[slot(&list[i])] = &list[i].Figure
		}
		t.members[ask] = at
	}
	if f := t.members[ask][key]; f != nil {
		return *f
	}
	return metric.Figure{}
}

func (t *insightWriter) total(p period.Period) metric.Figure {
	if p == t.Period {
		p = t.Metric.Known(p)
	}
	return t.answer(t.Metric, "", p).Total
}

// known are the periods of the past in which the figure has a value, back to the first without one.
func (t *insightWriter) known() []period.Period {
	first := len(t.Past)
	for first > 0 && t.total(t.Past[first-1]).AC.OK() {
		first--
	}
	return t.Past[first:]
}

// series are a metric's values in some periods, in float64 for statistics.
func (t *insightWriter) series(m *metric.Metric, periods []period.Period) (list []float64) {
	for _, p := range periods {
		list = append(list, t.answer(m, "", p).Total.AC.Float())
	}
	return list
}

// reference is the value that a figure is compared with.
func reference(against string, f *metric.Figure) metric.Num {
	switch against {
	case "target":
		return f.PLToDate
	case "last_year":
		return f.PY
	}
	return f.PP
}

// fields are the names of reference and difference in a figure's record; "" where it has none.
var fields = map[string]struct{ reference, delta string }{"target": {"pl_to_date", "delta_pl"}, "last_year": {"py", "delta_py"}, "previous": {"pp", ""}}

// Compares reports whether a word is one of those that a figure is set against.
func Compares(word string) bool { _, ok := fields[word]; return ok }

func orZero(n metric.Num) *big.Rat {
	if !n.OK() {
		return new(big.Rat)
	}
	return n.Rat
}

// number is an amount of the figure, as it is written, with where it is from.
func (t *insightWriter) number(text string, r *big.Rat, of string) Number {
	return Number{Text: text, Value: metric.Decimal(r), Of: of}
}

func abs(r *big.Rat) *big.Rat { return new(big.Rat).Abs(r) }

// slot is a member's key, or the key of the rows that match no member.
func slot(s *metric.Slice) string {
	if s.Unassigned {
		return nobody
	}
	return s.Key
}

// nobody is the key of rows that match no member.
const nobody = "\x00"

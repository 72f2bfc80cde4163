package finding

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/metric"
)

func (t *insightWriter) answer(m *metric.Metric, by string, p period.Period) metric.Answer {
	return t.book.Answer(metric.Ask{Metric: m.Name, By: by, Period: p})
}

// figure is the figure of the member with this key in a period; the zero Figure if there is none.
func (t *insightWriter) figure(m *metric.Metric, by, key string, p period.Period) metric.Figure {
	ask := metric.Ask{Metric: m.Name, By: by, Period: p}
	if t.members[ask] == nil {
		at := map[string]*metric.Figure{}
		list := t.book.Answer(ask).Slices
		for i := range list {
			at[memberKey(&list[i])] = &list[i].Figure
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

// knownPast returns the last periods of the past that all have a value, oldest first.
func (t *insightWriter) knownPast() []period.Period {
	first := len(t.Past)
	for first > 0 && t.total(t.Past[first-1]).AC.OK() {
		first--
	}
	return t.Past[first:]
}

// series returns a metric's totals in some periods, as float64 for statistics.
func (t *insightWriter) series(m *metric.Metric, periods []period.Period) (list []float64) {
	for _, p := range periods {
		list = append(list, t.answer(m, "", p).Total.AC.Float())
	}
	return list
}

// reference is the value of a figure's reference: its target to date, last year or the previous period.
func reference(against string, f *metric.Figure) metric.Num {
	switch against {
	case "target":
		return f.PLToDate
	case "last_year":
		return f.PY
	}
	return f.PP
}

// fields are the JSON names of a reference and of the difference from it; "" if a figure's JSON does not have it.
var fields = map[string]struct{ reference, delta string }{"target": {"pl_to_date", "delta_pl"}, "last_year": {"py", "delta_py"}, "previous": {"pp", ""}}

// IsReference reports whether a word names a reference: target, last_year or previous.
func IsReference(word string) bool { _, ok := fields[word]; return ok }

func orZero(n metric.Num) *big.Rat {
	if !n.OK() {
		return new(big.Rat)
	}
	return n.Rat
}

// number is the Number with this text, this value and this origin.
func (t *insightWriter) number(text string, r *big.Rat, of string) Number {
	return Number{Text: text, Value: metric.Decimal(r), Of: of}
}

func abs(r *big.Rat) *big.Rat { return new(big.Rat).Abs(r) }

// memberKey is the member's key, or unassignedKey for the rows that match no member.
func memberKey(s *metric.Slice) string {
	if s.Unassigned {
		return unassignedKey
	}
	return s.Key
}

// unassignedKey is the key of rows that match no member.
const unassignedKey = "\x00"

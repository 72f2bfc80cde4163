package structure

import (
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// calculation is a waterfall of metrics that are added and subtracted.
type calculation struct {
	s       *scope.Scope
	c       *section.Calculation
	p       period.Period
	metrics map[string]*metric.Metric
	first   *metric.Metric // its unit is that of all steps
}

// NewCalculation prepares a waterfall of metrics. It fails if the YAML names something that does not exist.
func NewCalculation(s *scope.Scope, c *section.Calculation) (scope.Part, error) {
	k := &calculation{s: s, c: c, p: s.PeriodsOf(c.Period)[0], metrics: map[string]*metric.Metric{}}
	for i, step := range c.Steps {
		if step.Metric == "" {
			continue
		}
		m, err := s.Metric(fmt.Sprintf("calculation.steps[%d].metric", i), step.Metric)
		if err != nil {
			return nil, err
		}
		if k.metrics[step.Metric] = m; k.first == nil {
			k.first = m
		}
	}
	if k.first == nil || c.Steps[0].Metric == "" {
		return nil, fmt.Errorf("calculation.steps: does not begin with a metric (write the amount that the others are added to)")
	}
	return k, nil
}

func (k *calculation) ask(name string) metric.Ask {
	return metric.Ask{Metric: name, Period: k.metrics[name].Known(k.p)}
}

// Needs implements scope.Part.
func (k *calculation) Needs(n *scope.Needs) {
	for _, step := range k.c.Steps {
		if step.Metric != "" && !k.s.StateUnknown(k.metrics[step.Metric], k.p) {
			n.Ask(k.ask(step.Metric))
		}
	}
}

// amount is one step with its size; of a total, the sum so far.
type amount struct {
	label string
	size  *big.Rat
	total bool
}

// Build implements scope.Part.
func (k *calculation) Build(b scope.Book) (report.Section, error) {
	t := notation.NewSheet(k.s)
	list, missing := k.amounts(b)
	sec := report.Section{Kind: "calculation", Note: k.s.TimeNote(k.first, k.p)}
	sec.Title = k.s.Title(k.c.Title, "title.calculation", list[0].label, list[len(list)-1].label)
	if missing != "" {
		sec.Blocks = k.s.Sentence(k.s.Word("foot.sign", missing, k.s.Word("foot.no_data")))
		return sec, nil
	}
	var nums []metric.Num
	for _, a := range list {
		nums = append(nums, metric.NumOf(a.size))
	}
	format := t.FormatFor(k.first, nums...)
	sec.Unit = format.Unit
	sec.Blocks = []report.Block{{Waterfall: k.chart(format, list)}}
	for _, name := range slices.Compact(k.c.Shows()) {
		t.NoteKnownUntil(k.metrics[name], k.p)
	}
	t.Explain(&sec)
	return sec, nil
}

// amounts are the steps with the totals, one at the end even if the YAML has none there. missing is the label of a metric
// without a value.
func (k *calculation) amounts(b scope.Book) (list []amount, missing string) {
	sum := new(big.Rat)
	for _, step := range k.c.Steps {
		if step.Metric == "" {
			list = append(list, amount{prose.Tidy(step.Total), new(big.Rat).Set(sum), true})
			continue
		}
		m := k.metrics[step.Metric]
		label := prose.Tidy(step.Label)
		if label == "" {
			label = prose.Tidy(m.Label)
		}
		n := b.Answer(k.ask(step.Metric)).Total.AC
		if !n.OK() {
			missing, n = label, notation.Zero()
		}
		size := new(big.Rat).Set(n.Rat)
		if step.Subtract {
			size.Neg(size)
		}
		list = append(list, amount{label, size, len(list) == 0})
		sum.Add(sum, size)
	}
	if !list[len(list)-1].total {
		list = append(list, amount{k.s.Word("total"), sum, true})
	}
	return list, missing
}

func (k *calculation) chart(p notation.NumberFormat, list []amount) *report.Waterfall {
	c := &report.Waterfall{Words: k.s.ChartWords(), Scale: p.Scale(k.first), Head: k.s.Word("column.metric")}
	at := new(big.Rat)
	var names []string
	for _, a := range list {
		n := metric.NumOf(a.size)
		if a.total {
			at.Set(a.size)
			c.Steps = append(c.Steps, report.Step{Label: a.label, Is: report.AC, To: *p.Float(n), Text: p.Value(n), Exact: p.Exact(n), Open: k.first.ToDate(k.p)})
			names = append(names, k.s.Word("alt.at", notation.Full(k.s, k.first, a.size), a.label))
			continue
		}
		from := metric.NumOf(new(big.Rat).Set(at))
		at.Add(at, a.size)
		to := metric.NumOf(new(big.Rat).Set(at))
		c.Steps = append(c.Steps, report.Step{Label: a.label, From: *p.Float(from), To: *p.Float(to), Text: p.Signed(n), Exact: p.Exact(n), Tone: report.Tone(a.size.Sign()), Open: k.first.ToDate(k.p)})
	}
	for _, st := range c.Steps {
		c.Max = max(c.Max, st.From, -st.From, st.To, -st.To)
	}
	c.Alt = scope.OneFullStop(k.s.Word("alt.year", prose.Tidy(k.first.Label), names[0], names[len(names)-1]))
	return c
}

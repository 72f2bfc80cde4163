// Package finding decides which figures the insights of a metric need, and turns the answers into sentences: what moved
// the metric, and what else is unusual in it. Every number in a sentence is a figure of the answers or an exact sum of
// such figures, and the sentence records which.
package finding

import (
	"math/big"
	"slices"

	"bilan/internal/locale"
	"bilan/internal/locale/grammar"
	"bilan/internal/period"
	"bilan/report/insight"
	"bilan/report/metric"
	"bilan/report/prose"
)

// Insight is a sentence with its numbers.
type Insight struct {
	Kind    string   `json:"kind"`   // cause, season, quiet, open, streak, record, extremes, unusual, concentration, table
	Metric  string   `json:"metric"` // "" for a sentence about a table
	Text    string   `json:"text"`
	Tail    string   `json:"-"` // the insight as the second half of a sentence that has named the figure; "" for none
	Closure string   `json:"closure,omitempty"`
	By      string   `json:"-"` // the dimension whose members the insight is about; "" for the total
	Numbers []Number `json:"numbers"`

	Inputs map[string]string `json:"inputs"` // the values of the figures in Number.Of, by key

	money *big.Rat // the money at stake, zero for none
	about string
}

// StandsOut reports whether the insight names a cause or something unusual, and does not only say that there is none.
func (f *Insight) StandsOut() bool { return f.Kind != "quiet" && f.Kind != "open" }

// Number is a number in a sentence: its text, its exact value, and the figures that it is computed from.
type Number struct {
	Text  string `json:"text"`
	Value string `json:"value"`
	Of    string `json:"of"` // a figure's key, "revenue/2026-10/region=Nord/delta_pl", or a formula of keys with + − × ÷ ( )
}

// Writer writes numbers and names in the style of the document.
type Writer struct {
	Full       func(m *metric.Metric, r *big.Rat) string // "412 k€"
	Signed     func(m *metric.Metric, r *big.Rat) string // "−12 k€", "+12 k€"
	Points     func(m *metric.Metric, r *big.Rat) string // "+1,2 pt"
	Heading    func(dimension string) string             // "Région"
	Period     func(p period.Period) Name                // for a part of a week, the name of the week
	ID         func(p period.Period) string              // "2026-10"
	Unassigned string                                    // "(non affecté)"
	Locale     *locale.Locale
}

// Change writes a difference with its sign: in points for percentages and scores, otherwise in the metric's unit.
func (w Writer) Change(m *metric.Metric, r *big.Rat) string {
	if m.InPoints() {
		return w.Points(m, r)
	}
	return w.Signed(m, r)
}

// Name is the name of a period: its unit, "octobre 2026", "en octobre 2026".
type Name struct{ Unit, Text, In string }

// Book contains the answers about all metrics.
type Book interface {
	Answer(metric.Ask) metric.Answer
}

// ListText makes a list of the insights' sentences, or the sentence none if there are no insights. It also returns their
// closures.
func ListText(list []Insight, none string) (text *prose.Text, closures []string) {
	text = &prose.Text{}
	if len(list) == 0 {
		text.Paragraphs = []prose.Paragraph{{Kind: prose.Plain, Runs: []prose.Run{{Text: none}}}}
	}
	for _, f := range list {
		text.Paragraphs = append(text.Paragraphs, prose.Paragraph{Kind: prose.ListItem, Mark: "•", Runs: []prose.Run{{Text: f.Text}}})
		if f.Closure != "" {
			closures = append(closures, f.Closure)
		}
	}
	return text, closures
}

// TableKind is the Kind of an insight about the rows of a table.
const TableKind = "table"

// Tail returns the Tail of the first insight about the metric that has one, otherwise of the first about a table's
// rows. It is "" if there is none.
func Tail(list []Insight, m *metric.Metric) string {
	for _, of := range []string{m.Name, ""} {
		for _, f := range list {
			if f.Metric == of && f.Tail != "" {
				return f.Tail
			}
		}
	}
	return ""
}

// insightWriter is the context for a subject's insights.
type insightWriter struct {
	*Subject
	book Book
	w    Writer
	g    *grammar.Grammar

	members map[metric.Ask]map[string]*metric.Figure // the members' figures by key, for the answers already read
	inputs  map[string]*big.Rat                      // the values of the figures named in sentences, by key
	range80 *insight.Range                           // the result of foreseen; nil before the first call
}

// Find makes the insights about the subjects, at most most of them, those with the most money at stake first.
func Find(subjects []*Subject, book Book, w Writer, most int) []Insight {
	var all []Insight
	for _, s := range subjects {
		t := &insightWriter{Subject: s, book: book, w: w, g: grammar.For(w.Locale), members: map[metric.Ask]map[string]*metric.Figure{}, inputs: map[string]*big.Rat{}}
		if !t.total(t.Period).AC.OK() {
			continue
		}
		all = append(all, t.causes()...)
		all = append(all, t.notices()...)
	}
	stakes := make([]insight.Stake, len(all))
	for i, f := range all {
		stakes[i] = insight.Stake{Subject: f.about, Money: f.money, IsCause: f.Kind == "cause"}
	}
	var list []Insight
	for _, i := range insight.Rank(stakes, most) {
		list = append(list, all[i])
	}
	return slices.Clip(list)
}

// newInsight makes an insight from the sentence with this key; nil if the language has no such sentence.
func (t *insightWriter) newInsight(kind, key string, slots grammar.Slots, numbers []Number) *Insight {
	slots["metric"] = t.noun()
	text, ok := t.g.Say(key, slots)
	if !ok {
		return nil
	}
	return &Insight{Kind: kind, Metric: t.Metric.Name, Text: t.g.Sentence(text, properName(slots["who"])), Numbers: numbers, Inputs: t.inputsOf(numbers), money: new(big.Rat)}
}

// properName is the text of a noun without article, otherwise "". A name keeps its capitals at the beginning of a sentence.
func properName(n grammar.Noun) string {
	if n.Article == "" {
		return n.Text
	}
	return ""
}

// period is the noun for a period.
func (t *insightWriter) period(p period.Period) grammar.Noun {
	name := t.w.Period(p)
	return t.g.Period(name.Unit, name.Text, name.In)
}

func (t *insightWriter) noun() grammar.Noun { return t.g.Metric(t.Metric.Label) }

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
	Tail    string   `json:"-"` // the same as the second half of a sentence that has named the figure; "" for none
	Closure string   `json:"closure,omitempty"`
	By      string   `json:"-"` // the dimension whose members it is about; "" for the whole
	Numbers []Number `json:"numbers"`

	Inputs map[string]string `json:"inputs"` // what the figures hold that Numbers are made of, by their keys

	money *big.Rat // at stake, zero if nothing changed
	about string
}

// StandsOut reports whether it says what moved or what is unusual, and not that nothing is.
func (f *Insight) StandsOut() bool { return f.Kind != "quiet" && f.Kind != "open" }

// Number is a number of a sentence: its text, its exact value, and the figures that it is made of.
type Number struct {
	Text  string `json:"text"`
	Value string `json:"value"`
	Of    string `json:"of"` // a figure's key, "revenue/2026-10/region=Nord/delta_pl", or keys with + − × ÷ ( ) between them
}

// Writer writes numbers and names as the document does.
type Writer struct {
	Full       func(m *metric.Metric, r *big.Rat) string // "412 k€"
	Plus       func(m *metric.Metric, r *big.Rat) string // "−12 k€", "+12 k€"
	Points     func(m *metric.Metric, r *big.Rat) string // "+1,2 pt"
	Heading    func(dimension string) string             // "Région"
	Period     func(p period.Period) Name                // of days inside a week, the week
	ID         func(p period.Period) string              // "2026-10"
	Unassigned string                                    // "(non affecté)"
	Locale     *locale.Locale
}

// Change is a difference: in points where it has no form in per cent.
func (w Writer) Change(m *metric.Metric, r *big.Rat) string {
	if m.InPoints() {
		return w.Points(m, r)
	}
	return w.Plus(m, r)
}

// Name is a period's: the unit of the calendar that it is, "octobre 2026", "en octobre 2026".
type Name struct{ Unit, Text, In string }

// Book returns answers.
type Book interface {
	Answer(metric.Ask) metric.Answer
}

// Text is a list of the sentences, or a remark that there is none, and the sums of their parts.
func Text(list []Insight, none string) (text *prose.Text, closures []string) {
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

// Listed is the kind of the sentence about a table's rows.
const Listed = "table"

// Tail is the second half of the first sentence about what moved a metric, else of the first about a table's rows; "" if
// there is none.
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

	members map[metric.Ask]map[string]*metric.Figure // by key, of the answers that were looked into
	inputs  map[string]*big.Rat                      // by key, of the figures that were named
	range80 *insight.Range                           // after the first request
}

// Find makes the insights of some subjects, those with the most money at stake first, at most so many.
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
		stakes[i] = insight.Stake{About: f.about, Money: f.money, First: f.Kind == "cause"}
	}
	var list []Insight
	for _, i := range insight.Rank(stakes, most) {
		list = append(list, all[i])
	}
	return slices.Clip(list)
}

// say makes an insight, nil where the language has no sentence for it.
func (t *insightWriter) say(kind, key string, slots grammar.Slots, numbers []Number) *Insight {
	slots["metric"] = t.noun()
	text, ok := t.g.Say(key, slots)
	if !ok {
		return nil
	}
	return &Insight{Kind: kind, Metric: t.Metric.Name, Text: t.g.Sentence(text, name(slots["who"])), Numbers: numbers, Inputs: t.inputsOf(numbers), money: new(big.Rat)}
}

// name is the noun where it has no article, and so keeps its own capitals at the beginning of a sentence.
func name(n grammar.Noun) string {
	if n.Article == "" {
		return n.Text
	}
	return ""
}

// period is the noun of a period.
func (t *insightWriter) period(p period.Period) grammar.Noun {
	name := t.w.Period(p)
	return t.g.Period(name.Unit, name.Text, name.In)
}

func (t *insightWriter) noun() grammar.Noun { return t.g.Metric(t.Metric.Label) }

package run

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report/metric"
)

// Doubt is one reason why a report's data must not be shown.
type Doubt struct {
	Dataset string // "" for a target whose values stand in the YAML
	Metric  string // whose figures it is about, "" for all of the dataset's
	Check   string // the YAML's word: fresh, rows, unmatched_targets …
	Path    string // where the YAML says what is doubted, "" where Dataset and Check tell
	Message string // in English, for consoles

	said    saying
	hint    string   // what to do, where accepting it or drawing it with a banner is no way out
	figures bool     // it says that figures are wrong: no waiting releases it
	names   []string // what of it an accept: block must name
}

func (d Doubt) String() string {
	if d.Dataset == "" {
		return fmt.Sprintf("%s: %s: %s", d.Path, d.Check, d.Message)
	}
	return fmt.Sprintf("dataset %q: %s: %s", d.Dataset, d.Check, d.Message)
}

// release is which doubts may stand in a banner instead of holding the report.
type release int

const (
	holdAll    release = iota
	releaseAll         // its builder says so
	releaseOld         // the waiting is over: what says that figures are wrong still holds
)

func (o Order) release() release {
	switch {
	case o.Anyway:
		return releaseAll
	case o.Waited:
		return releaseOld
	}
	return holdAll
}

// held are the doubts that keep a report from its readers, all of them or none.
func (plan *Plan) held(doubts []Doubt) []Doubt {
	wrong := func(d Doubt) bool { return d.figures }
	if plan.release == releaseAll || plan.release == releaseOld && !slices.ContainsFunc(doubts, wrong) {
		return nil
	}
	return doubts
}

// saying is a doubt for the report's readers: one of the locale's words with its facts, each of a type that says how
// it is written. The first fact is the dataset; a count comes before it and chooses the plural.
type saying struct {
	key   string
	facts []any
}

func say(key string, facts ...any) saying { return saying{"doubt." + key, facts} }

// The facts that are written in a way of their own; others are dates, amounts and plain text.
type (
	count        int64
	days         int
	businessDays int
	condition    string // "10..200", ">= 1"
	months       []period.Period
	amountOf     struct {
		metric *metric.Metric
		value  *big.Rat
	}
)

var conditions = strings.NewReplacer(">=", "≥", "<=", "≤", "..", "–", " ", "\u00a0")

// tell writes a doubt in the report's language.
func (plan *Plan) tell(d Doubt) string {
	loc := plan.Scope.Locale
	label := plan.label(d.Dataset)
	if m := plan.Model.Metrics[d.Metric]; m != nil {
		label = m.Label
	}
	args := []any{label}
	for _, f := range d.said.facts {
		if _, counts := f.(count); !counts {
			args = append(args, plan.fact(loc, f))
		}
	}
	for _, f := range d.said.facts {
		if n, counts := f.(count); counts {
			return loc.Plural(d.said.key, int64(n), args...)
		}
	}
	return loc.Word(d.said.key, args...)
}

// tellAll writes doubts in the report's language, in their order.
func (plan *Plan) tellAll(doubts []Doubt) []string {
	told := make([]string, len(doubts))
	for i, d := range doubts {
		told[i] = plan.tell(d)
	}
	return told
}

func (plan *Plan) fact(loc *locale.Locale, f any) string {
	switch f := f.(type) {
	case days:
		return loc.Plural("days", int64(f))
	case businessDays:
		return loc.Plural("business_days", int64(f))
	case condition:
		return conditions.Replace(strings.TrimSpace(string(f)))
	case period.Date:
		return loc.DateShort(f.Time())
	case *big.Rat:
		return loc.Number(f, 2)
	case amountOf:
		return plan.amount(f.metric, f.value)
	case period.Period:
		return plan.Scope.When(f)
	case months:
		names := make([]string, len(f))
		for i, m := range f {
			names[i] = plan.Scope.PeriodName(m)
		}
		return loc.List(names)
	}
	return fmt.Sprint(f)
}

// amount is a value of a metric with its unit, and with decimals where it is small.
func (plan *Plan) amount(m *metric.Metric, r *big.Rat) string {
	digits := 0
	if r.Cmp(big.NewRat(100, 1)) < 0 && !r.IsInt() {
		digits = 2
	}
	if m.Unit == metric.Currency {
		return plan.Scope.Locale.Money(r, cmp.Or(m.Currency, plan.config.Currency), digits)
	}
	return plan.Scope.Locale.Number(r, digits)
}

// dimension is what readers call a dimension.
func (plan *Plan) dimension(name string) string {
	return cmp.Or(plan.config.Dimensions[name].Heading(), name)
}

// label is what readers know a dataset by: its first metric in the report, one with a date before a state, else its first one,
// else the section that is made of its rows, else its own name.
func (plan *Plan) label(dataset string) string {
	for _, dated := range []bool{true, false} {
		for _, a := range plan.Needs.Asks {
			if m := plan.Model.Metrics[a.Metric]; m != nil && m.Dataset == dataset && (m.Date != "" || !dated) {
				return m.Label
			}
		}
	}
	for _, name := range sortedKeys(plan.Model.Metrics) {
		if m := plan.Model.Metrics[name]; m.Dataset == dataset {
			return m.Label
		}
	}
	for _, sec := range plan.Report.Sections {
		switch loc := plan.Scope.Locale; {
		case sec.Cohorts != nil && sec.Cohorts.Dataset == dataset:
			return cmp.Or(sec.Cohorts.Title, loc.Word("title.cohorts."+cmp.Or(sec.Cohorts.Show, "share")))
		case sec.Pipeline != nil && sec.Pipeline.Dataset == dataset:
			return cmp.Or(sec.Pipeline.Title, loc.Word("title.pipeline"))
		}
	}
	return dataset
}

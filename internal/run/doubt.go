package run

import (
	"cmp"
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/locale"
	"bilan/internal/period"
)

// Doubt is one reason why a dataset must not be shown.
type Doubt struct {
	Dataset string
	Check   string // the YAML's word: fresh, rows, unique …
	Message string // in English, for consoles

	said saying
}

func (d Doubt) String() string {
	return fmt.Sprintf("dataset %q: %s: %s", d.Dataset, d.Check, d.Message)
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
)

var conditions = strings.NewReplacer(">=", "≥", "<=", "≤", "..", "–", " ", "\u00a0")

// tell writes a doubt in the report's language.
func (plan *Plan) tell(d Doubt) string {
	loc := plan.Scope.Locale
	args := []any{plan.label(d.Dataset)}
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

// label is what readers know a dataset by: its first metric in the report, else its first one, else the section that is made
// of its rows, else its own name.
func (plan *Plan) label(dataset string) string {
	for _, a := range plan.Needs.Asks {
		if m := plan.Model.Metrics[a.Metric]; m != nil && m.Dataset == dataset {
			return m.Label
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

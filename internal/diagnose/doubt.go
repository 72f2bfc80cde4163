package diagnose

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/report/metric"
)

// Doubt is one reason why a report's data must not be shown.
type Doubt struct {
	Dataset string // "" for a target whose values are in the YAML
	Metric  string // the metric with wrong figures; "" for all figures of the dataset
	Check   string // the name of the check in the YAML: fresh, rows, unmatched_targets …
	Path    string // the path in the YAML of the doubted data; "" if Dataset and Check identify it
	Message string // in English, for consoles

	Said    ReaderText `json:"-"` // in the report's language
	Hint    string     `json:"-"` // what to do about it; set only if it can neither be accepted nor printed with a banner
	Figures bool       `json:"-"` // whether figures are wrong, so that waiting does not release the report
	names   []string   // the keys, codes or factor that an accept: block must name
}

func (d Doubt) String() string {
	if d.Dataset == "" {
		return fmt.Sprintf("%s: %s: %s", d.Path, d.Check, d.Message)
	}
	return fmt.Sprintf("dataset %q: %s: %s", d.Dataset, d.Check, d.Message)
}

// BlockingDoubts returns the doubts that stop the report: all or none, as its release setting says.
func BlockingDoubts(plan *plans.Plan, doubts []Doubt) []Doubt {
	wrong := func(d Doubt) bool { return d.Figures }
	if plan.Release == plans.ReleaseAll || plan.Release == plans.ReleaseOld && !slices.ContainsFunc(doubts, wrong) {
		return nil
	}
	return doubts
}

// ReaderText is a doubt for the report's readers: the key of a text in the locale, and the facts that fill its
// placeholders. The type of a fact determines its format. A Count chooses the plural and fills no placeholder; the
// dataset's label fills the first one.
type ReaderText struct {
	key   string
	facts []any
}

// Say returns a ReaderText with the key "doubt."+key and the given facts.
func Say(key string, facts ...any) ReaderText { return ReaderText{"doubt." + key, facts} }

// These facts have a format of their own. Dates, periods, amounts and texts are facts too.
type (
	Count        int64
	Days         int
	BusinessDays int
	Condition    string // such as "10..200" or ">= 1"
	Months       []period.Period
	amountOf     struct {
		metric *metric.Metric
		value  *big.Rat
	}
)

var conditionSigns = strings.NewReplacer(">=", "≥", "<=", "≤", "..", "–", " ", "\u00a0")

// Tell writes a doubt in the report's language.
func Tell(plan *plans.Plan, d Doubt) string {
	loc := plan.Scope.Locale
	label := plan.DatasetLabel(d.Dataset)
	if m := plan.Model.Metrics[d.Metric]; m != nil {
		label = m.Label
	}
	args := []any{label}
	for _, f := range d.Said.facts {
		if _, counts := f.(Count); !counts {
			args = append(args, formatFact(plan, loc, f))
		}
	}
	for _, f := range d.Said.facts {
		if n, counts := f.(Count); counts {
			return loc.Plural(d.Said.key, int64(n), args...)
		}
	}
	return loc.Word(d.Said.key, args...)
}

// TellAll writes doubts in the report's language, in their order.
func TellAll(plan *plans.Plan, doubts []Doubt) []string {
	told := make([]string, len(doubts))
	for i, d := range doubts {
		told[i] = Tell(plan, d)
	}
	return told
}

func formatFact(plan *plans.Plan, loc *locale.Locale, f any) string {
	switch f := f.(type) {
	case Days:
		return loc.Plural("days", int64(f))
	case BusinessDays:
		return loc.Plural("business_days", int64(f))
	case Condition:
		return conditionSigns.Replace(strings.TrimSpace(string(f)))
	case period.Date:
		return loc.DateShort(f.Time())
	case *big.Rat:
		return loc.Number(f, 2)
	case amountOf:
		return plan.AmountText(f.metric, f.value)
	case period.Period:
		return plan.Scope.When(f)
	case Months:
		names := make([]string, len(f))
		for i, m := range f {
			names[i] = plan.Scope.PeriodName(m)
		}
		return loc.List(names)
	}
	return fmt.Sprint(f)
}

// NoRowDoubt returns the doubt about a report whose first period has no row of a dataset.
func NoRowDoubt(plan *plans.Plan, dataset string) Doubt {
	of := plan.Periods[0]
	return Doubt{Dataset: dataset, Check: EmptyCheck, Message: "no row at all in " + plan.Calendar.ID(of), Said: Say("empty", of)}
}

// EmptyCheck is the Check of the doubt about a report without any row.
const EmptyCheck = "empty"

// acceptance returns the accept: block that accepts a doubt, in YAML.
func (d Doubt) acceptance() string {
	keys := make([]string, len(d.names))
	for i, name := range d.names {
		keys[i] = strconv.Quote(name)
	}
	what := "keys: [" + strings.Join(keys, ", ") + "]"
	switch d.Check {
	case "scale":
		what = "factor: " + d.names[0]
	case "currencies":
		what = "codes: [" + strings.Join(d.names, ", ") + "]"
	}
	return fmt.Sprintf("accept: {%s: {%s, until: <day>}}", d.Check, what)
}

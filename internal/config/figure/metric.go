package figure

import (
	"regexp"

	"bilan/internal/config/scalar"
	"bilan/internal/period"
	"bilan/report/metric"
)

// Metric is a named figure.
type Metric struct {
	Label    string        `yaml:"label" is:"languages" def:"the metric's own name" eg:"Chiffre d'affaires HT" doc:"The name that is printed."`
	Dataset  string        `yaml:"dataset" is:"ref=dataset" eg:"orders" doc:"The dataset that the metric is computed from. Needed, unless 'formula' is given."`
	Date     string        `yaml:"date" eg:"order_date" doc:"The date column, which says to which period a row belongs. Without a date the metric is a state: it has no history, and its figure is dated with the day on which its data was read."`
	Value    string        `yaml:"value" is:"raw" eg:"sum(amount)" doc:"One SQL aggregate. Needed, unless 'formula' is given."`
	Formula  string        `yaml:"formula" is:"raw,formula" eg:"revenue / visits" doc:"Arithmetic over other metrics and plain numbers, instead of 'dataset' and 'value': + - * / and parentheses, with blanks around a minus. The result is computed for each member, total and period, and never summed."`
	Window   period.Span   `yaml:"window" is:"span" eg:"12 months" doc:"How much of the past the value covers, up to the end of each period shown: a month, a quarter and a year that end on the same day show the same value. The value is never summed over time, and there is none until the data covers the window. The metric needs a date."`
	Ahead    bool          `yaml:"ahead" def:"false" eg:"true" doc:"Whether the rows have future dates, such as the expected closing days of open deals. Future periods then have values too, which are drawn like a forecast. The dataset's query must not end at :period_end. The metric needs a date."`
	Forecast bool          `yaml:"forecast" def:"false" eg:"true" doc:"Whether future months are forecast from the metric's own past, which must cover at least two years. The landing of an open month, and every section that shows a forecast, then use it. A target with scenario: forecast is shown beside it, as announced. Only for a sum or a count with a date."`
	Filter   string        `yaml:"filter" is:"raw" eg:"status <> 'cancelled'" doc:"A SQL condition on the dataset's rows."`
	Unit     string        `yaml:"unit" is:"one=currency|number|percent|days|score|times" def:"number" eg:"currency" doc:"The unit. A percent is a ratio: 0.28 is 28 %. A score is a mark or an index, such as the NPS: its differences are in points of the score, never in percent. The unit times is for multiples, such as a coverage of 2.5 times."`
	Currency string        `yaml:"currency" is:"currency" def:"the company's currency" eg:"EUR" doc:"The currency, when the unit is 'currency'."`
	Decimals *int          `yaml:"decimals" is:"min=0,max=6" def:"as the unit is usually written" eg:"1" doc:"Digits after the decimal point."`
	Better   string        `yaml:"better" is:"one=higher|lower" def:"higher" eg:"lower" doc:"Whether a higher or a lower value is better."`
	SmallN   int           `yaml:"small_n" is:"min=1,max=1000" eg:"10" doc:"For ratios of counts: how many rows a value needs. A value from fewer rows is grey with its number of rows, has no status and ranks last. A value from fewer than 30 rows has no status either."`
	AddsUp   *bool         `yaml:"adds_up" def:"true for a plain sum or count" eg:"false" doc:"Whether values of days and members may be summed, as money may and ratios may not."`
	OnTrack  scalar.Number `yaml:"on_track" is:"positive" def:"100%" eg:"98%" doc:"The attainment from which the metric is on track."`
	AtRisk   scalar.Number `yaml:"at_risk" is:"positive" def:"90%" eg:"85%" doc:"The attainment from which the metric is at risk; below, it is off track."`
	Accept   Accept        `yaml:"accept" doc:"Doubts about its figures that are accepted until a day."`

	Parsed *metric.Formula // the parsed Formula; nil without one
	Terms  []string        // the metrics with values that the formula is made of, also through other formulas; Dataset and Date are those of one of them
}

// Target is a target of a metric. Without Dataset, Value is a number.
type Target struct {
	Metric     string                   `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric."`
	Scenario   string                   `yaml:"scenario" is:"one=target|budget|forecast|stretch" def:"target" eg:"forecast" doc:"Which of several plans the target belongs to. Status and variance refer to 'target'; the other scenarios are shown in sections that name them."`
	Dataset    string                   `yaml:"dataset" is:"ref=dataset" eg:"quotas" doc:"The dataset with one row per period and member. Without it 'value' is the target itself."`
	Per        string                   `yaml:"per" is:"one=day|week|month|quarter|year" eg:"month" doc:"The period that one value is for."`
	Date       string                   `yaml:"date" eg:"month" doc:"The dataset's date column: any day of the period."`
	Value      scalar.NumberOrColumn    `yaml:"value" eg:"quota" doc:"The dataset's column with the value; without a dataset the value itself, as 100000 or 28%. Needed, unless 'values' is given."`
	Values     map[string]scalar.Number `yaml:"values" eg:"{R01: 40000, R02: 35000}" doc:"Without a dataset, the value of each member of the one dimension in 'by', by its key."`
	By         scalar.StringList        `yaml:"by" is:"ref=dimension" eg:"[rep]" doc:"The dimensions whose members the target is set for."`
	Scale      scalar.Number            `yaml:"scale" is:"positive" def:"1" eg:"1000" doc:"The factor for each value: 1000 for a quota in k€."`
	Share      string                   `yaml:"share" is:"one=business_days|evenly|last_year" def:"business_days" eg:"last_year" doc:"How the value of a period is divided between smaller ones: by business days, evenly over months and over days within a month, or as the actuals were distributed a year before."`
	Duplicates string                   `yaml:"duplicates" is:"one=fail|last" def:"fail" eg:"last" doc:"What happens with two values for one period and member: the report fails, or the last one counts."`
	From       period.Date              `yaml:"from" eg:"2026-01-01" doc:"The first day on which the target applies."`
	Until      period.Date              `yaml:"until" eg:"2026-12-31" doc:"The last day on which the target applies."`
	Accept     Accept                   `yaml:"accept" doc:"Doubts about the target that are accepted until a day."`
}

// surelyAdds reports whether a metric is certainly additive over time. Its target then needs a period.
func (m Metric) surelyAdds() bool {
	if m.Formula != "" || !m.Window.IsZero() {
		return false
	}
	if m.AddsUp != nil {
		return *m.AddsUp
	}
	return plainSum.MatchString(m.Value) && !distinct.MatchString(m.Value)
}

// NeverAdds reports whether a metric certainly has the same level for any period. Only the engine can tell this for
// many expressions. A distinct count begins anew in each period, so its target may have a period.
func (m Metric) NeverAdds() bool {
	if m.Formula != "" || !m.Window.IsZero() {
		return true
	}
	if m.AddsUp != nil {
		return !*m.AddsUp && !distinct.MatchString(m.Value)
	}
	return m.Unit == "percent" || m.Unit == "score" || m.Unit == "times" || levels.MatchString(m.Value)
}

var (
	plainSum = regexp.MustCompile(`(?i)^\s*(?:sum|count)\s*\([^()]*\)\s*$`)
	levels   = regexp.MustCompile(`(?i)^\s*(?:avg|mean|median|mode|min|max)\s*\([^()]*\)\s*$`)
	distinct = regexp.MustCompile(`(?i)\bdistinct\b`)
)

// Package section defines the kinds of sections that a report may have: their keys and defaults, the metrics and
// comparisons that each shows, and the checks that concern several keys. It builds no section.
package section

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
)

// Section is one part of a report. Exactly one of its pointers is set; the YAML key of that pointer is the kind.
type Section struct {
	Scorecard   *Scorecard        `yaml:"scorecard" eg:"[revenue, orders]" doc:"1 to 8 cards: value, against target, against last year, status, sparkline. May be written as the bare list of metrics."`
	TargetTable *TargetTable      `yaml:"target_table" eg:"{metric: revenue, by: rep}" doc:"A metric against its target, one line per member: target, actual, gap, attainment, bullet."`
	Members     *Members          `yaml:"members" eg:"{by: rep, columns: [revenue, orders]}" doc:"A line per member of a dimension and a column per metric: values, attainment, shares, ranks."`
	PeriodTable *PeriodTable      `yaml:"period_table" eg:"{over: this year, columns: [revenue, {metric: revenue, show: gap}]}" doc:"A line per month, week or quarter and a column per metric, or the other way round."`
	Trend       *Trend            `yaml:"trend" eg:"{metric: revenue, last: 13 weeks}" doc:"A metric over the last periods, as columns or a line."`
	Insights    *Insights         `yaml:"insights" eg:"[revenue]" doc:"What moved metrics, and what else stands out, in at most three sentences. May be written as the bare list of metrics."`
	Pipeline    *Pipeline         `yaml:"pipeline" doc:"The open opportunities by stage: count, amount, weighted amount."`
	Forecast    *Forecast         `yaml:"forecast" eg:"{metric: revenue}" doc:"The expected values of a metric in the months ahead, with their range, against the objective. May be written as the bare metric."`
	Funnel      *Funnel           `yaml:"funnel" eg:"{stages: [leads, quotes, orders]}" doc:"Stages in order: how many reached each one, with what amount, and what share of the stage before."`
	Breakdown   *Breakdown        `yaml:"breakdown" eg:"{metric: revenue, by: region}" doc:"A metric by member, as bars sorted by size with their variance."`
	Waterfall   *Waterfall        `yaml:"waterfall" eg:"{metric: revenue, by: region, from: target}" doc:"From the target, or from last year, to the actual: what each member adds or takes away."`
	Calculation *Calculation      `yaml:"calculation" eg:"{steps: [gross, {metric: discounts, subtract: true}, {total: CA net}]}" doc:"Metrics that are added and subtracted step by step, with totals between them, as a waterfall."`
	Multiples   *Multiples        `yaml:"small_multiples" eg:"{metric: revenue, by: rep, last: 12 months}" doc:"A metric over time, a small chart per member, all on one scale."`
	HeatMap     *HeatMap          `yaml:"heat_map" eg:"{metric: revenue, by: region, last: 12 months}" doc:"A metric by member and time, as shaded cells."`
	Cohorts     *Cohorts          `yaml:"cohorts" eg:"{dataset: orders, member: customer_id, date: order_date}" doc:"Members that began in the same month or quarter, and how many of them came back in each later month or quarter."`
	Table       *Table            `yaml:"table" eg:"{query: select * from top_customers}" doc:"The answer of a SELECT, over several pages if needed."`
	Pack        string            `yaml:"pack" eg:"pipeline" doc:"The sections of a pack, in this place."`
	Quiet       scalar.StringList `yaml:"quiet" eg:"[cohorts]" doc:"With a pack: which of its quiet sections to show, by name, or all."`
	Text        *Text             `yaml:"text" eg:"\"Hors taxes, avoirs déduits.\"" doc:"A paragraph. May be written as the bare text."`

	Width    string `yaml:"width" is:"one=1/3|1/2|2/3|full" def:"full" eg:"1/2" doc:"The share of the page's width. Consecutive sections that fit side by side are in one row."`
	Headline string `yaml:"headline" is:"one=gap|landing|to_go" eg:"to_go" doc:"Makes the section's first metric the headline, on the page and in the mail. The sentence ends with the difference from the target (gap), also with the expected value at the end of the period (landing), or with the missing amount, the days left and the sales needed (to_go)."`
	NewPage  bool   `yaml:"new_page" def:"false" eg:"true" doc:"Whether the section starts a new page."`
}

// FillIn sets the defaults of a section. It does not set what depends on the figures, such as the form of a trend.
func (s *Section) FillIn(c figure.Set) {
	if k, _ := s.Kind(); k != nil {
		k.fillIn(c)
	}
}

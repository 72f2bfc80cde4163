package config

// Section is one part of a report. Exactly one of its pointers is set: the YAML key names the kind.
type Section struct {
	Scorecard   *Scorecard   `yaml:"scorecard" eg:"[revenue, orders]" doc:"1 to 8 cards: value, against target, against last year, status, sparkline. May be written as the bare list of metrics."`
	TargetTable *TargetTable `yaml:"target_table" eg:"{metric: revenue, by: rep}" doc:"A metric against its target, one line per member: target, actual, gap, attainment, bullet."`
	Trend       *Trend       `yaml:"trend" eg:"{metric: revenue, last: 13 weeks}" doc:"A metric over the last periods, as columns or a line."`
	Pipeline    *Pipeline    `yaml:"pipeline" doc:"The open opportunities by stage: count, amount, weighted amount."`
	Breakdown   *Breakdown   `yaml:"breakdown" eg:"{metric: revenue, by: region}" doc:"A metric by member, as bars sorted by size with their variance."`
	Table       *Table       `yaml:"table" eg:"{query: select * from top_customers}" doc:"The answer of a SELECT, flowing over pages."`
	Text        *Text        `yaml:"text" eg:"\"Hors taxes, avoirs déduits.\"" doc:"A paragraph. May be written as the bare text."`
}

// Scorecard is 1 to 8 cards. It may be written as the bare list of its metrics.
type Scorecard struct {
	Title   string   `yaml:"title" def:"a sentence with the figures" eg:"L'essentiel" doc:"The section's title."`
	Metrics []string `yaml:"metrics" is:"req,bare,ref=metric" eg:"[revenue, orders, conversion]" doc:"1 to 8 metrics, a card each."`
	Period  string   `yaml:"period" is:"relative" def:"the report's first period" eg:"month to date" doc:"The period it shows."`
}

// TargetTable sets a metric against its target, a line per member of a dimension.
type TargetTable struct {
	Title  string `yaml:"title" def:"a sentence with the figures" eg:"Objectifs par commercial" doc:"The section's title."`
	Metric string `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric. It needs a target."`
	By     string `yaml:"by" is:"req,ref=dimension" eg:"rep" doc:"The dimension with a line per member."`
	Period string `yaml:"period" is:"relative" def:"the report's first period" eg:"month to date" doc:"The period it shows."`
}

// Trend shows a metric over the last periods.
type Trend struct {
	Title   string     `yaml:"title" def:"a sentence with the figures" eg:"Treize semaines" doc:"The section's title."`
	Metric  string     `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric. It needs a date."`
	Last    string     `yaml:"last" is:"req,span" eg:"13 weeks" doc:"How many periods: days, weeks, months, quarters or years."`
	Compare StringList `yaml:"compare" is:"one=target|last_year" eg:"[target, last_year]" doc:"What stands beside it."`
	As      string     `yaml:"as" is:"one=columns|line" def:"a line for percentages and averages, else columns" eg:"line" doc:"How it is drawn."`
}

// Pipeline is the open opportunities by stage.
type Pipeline struct {
	Title       string     `yaml:"title" def:"a sentence with the figures" eg:"Affaires en cours" doc:"The section's title."`
	Dataset     string     `yaml:"dataset" is:"req,ref=dataset" eg:"opportunities" doc:"The dataset with one row per opportunity."`
	ID          string     `yaml:"id" eg:"deal_id" doc:"The column that identifies an opportunity. With it one that stands on several rows is counted once."`
	Stage       string     `yaml:"stage" is:"req" eg:"stage" doc:"The column with the stage."`
	Stages      []string   `yaml:"stages" is:"req" eg:"[Qualifié, Devis]" doc:"The open stages, in order."`
	Won         StringList `yaml:"won" eg:"Gagné" doc:"The stages that mean won."`
	Lost        StringList `yaml:"lost" eg:"[Perdu, Abandonné]" doc:"The stages that mean lost."`
	Amount      string     `yaml:"amount" is:"req" eg:"amount" doc:"The column with the amount."`
	Close       string     `yaml:"close" eg:"close_on" doc:"The column with the expected day of closing."`
	Probability string     `yaml:"probability" eg:"probability" doc:"The column with the probability, from 0 to 1 or from 0 to 100."`
}

// Breakdown is bars of a metric by a dimension, sorted by size, with variance.
type Breakdown struct {
	Title   string `yaml:"title" def:"a sentence with the figures" eg:"CA par région" doc:"The section's title."`
	Metric  string `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric."`
	By      string `yaml:"by" is:"req,ref=dimension" eg:"region" doc:"The dimension with a bar per member."`
	Period  string `yaml:"period" is:"relative" def:"the report's first period" eg:"year to date" doc:"The period it shows."`
	Compare string `yaml:"compare" is:"one=target|last_year|previous" eg:"last_year" doc:"What each bar is compared with."`
	Limit   int    `yaml:"limit" is:"min=1,max=200" def:"12" eg:"20" doc:"How many bars; the rest is one bar."`
}

// Table is the answer of any SELECT on datasets.
type Table struct {
	Title   string        `yaml:"title" eg:"Dix premiers clients" doc:"The section's title."`
	Note    string        `yaml:"note" def:"the report's first period, where the query names both :period_start and :period_end" eg:"treize dernières semaines" doc:"What stands beside the title: the time that the rows are about."`
	Query   string        `yaml:"query" is:"req,raw" eg:"select * from top_customers order by amount desc" doc:"One SELECT on datasets; ${…} is not filled in."`
	Columns []TableColumn `yaml:"columns" is:"single" def:"all, by their SQL names" eg:"[customer, {column: amount, unit: currency}]" doc:"The columns to show. One that needs no more may be written as its bare name."`
	Limit   int           `yaml:"limit" is:"min=1,max=100000" def:"1000" eg:"50" doc:"How many rows; what is cut is said."`
}

// TableColumn says how one column of a table is shown. It may be written as the bare column.
type TableColumn struct {
	Column   string `yaml:"column" is:"req,bare" eg:"amount" doc:"The column's name in the answer."`
	Label    string `yaml:"label" def:"the column's name" eg:"CA HT" doc:"The heading."`
	Unit     string `yaml:"unit" is:"one=currency|number|percent|days" eg:"currency" doc:"What it is measured in."`
	Decimals *int   `yaml:"decimals" is:"min=0,max=6" def:"as the unit is usually written" eg:"0" doc:"Digits after the decimal point."`
	Total    bool   `yaml:"total" def:"false" eg:"true" doc:"Whether a total stands below."`
}

// Text is a paragraph in a subset of Markdown. It may be written as the bare string.
type Text struct {
	Title string `yaml:"title" eg:"Lecture" doc:"The section's title."`
	Body  string `yaml:"body" is:"req,bare" eg:"\"Hors taxes, **avoirs déduits**.\"" doc:"The text: paragraphs, lists and bold. Italic is set plain."`
}

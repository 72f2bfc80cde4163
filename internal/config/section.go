package config

// Section is one part of a report. Exactly one of its pointers is set: the YAML key names the kind.
type Section struct {
	Scorecard   *Scorecard   `yaml:"scorecard" eg:"[revenue, orders]" doc:"1 to 8 cards: value, against target, against last year, status, sparkline. May be written as the bare list of metrics."`
	TargetTable *TargetTable `yaml:"target_table" eg:"{metric: revenue, by: rep}" doc:"A metric against its target, one line per member: target, actual, gap, attainment, bullet."`
	Members     *Members     `yaml:"members" eg:"{by: rep, columns: [revenue, orders]}" doc:"A line per member of a dimension and a column per metric: values, attainment, shares, ranks."`
	Trend       *Trend       `yaml:"trend" eg:"{metric: revenue, last: 13 weeks}" doc:"A metric over the last periods, as columns or a line."`
	Pipeline    *Pipeline    `yaml:"pipeline" doc:"The open opportunities by stage: count, amount, weighted amount."`
	Funnel      *Funnel      `yaml:"funnel" eg:"{stages: [leads, quotes, orders]}" doc:"Stages in order: how many came to each, with what amount, and which share of the stage before."`
	Breakdown   *Breakdown   `yaml:"breakdown" eg:"{metric: revenue, by: region}" doc:"A metric by member, as bars sorted by size with their variance."`
	Waterfall   *Waterfall   `yaml:"waterfall" eg:"{metric: revenue, by: region, from: target}" doc:"From the target, or from last year, to the actual: what each member adds or takes away."`
	Multiples   *Multiples   `yaml:"small_multiples" eg:"{metric: revenue, by: rep, last: 12 months}" doc:"A metric over time, a small chart per member, all on one scale."`
	HeatMap     *HeatMap     `yaml:"heat_map" eg:"{metric: revenue, by: region, last: 12 months}" doc:"A metric by member and time, as shaded cells."`
	Cohorts     *Cohorts     `yaml:"cohorts" eg:"{dataset: orders, member: customer_id, date: order_date}" doc:"Who began in the same month or quarter, and how many of them came back in those that followed."`
	Table       *Table       `yaml:"table" eg:"{query: select * from top_customers}" doc:"The answer of a SELECT, flowing over pages."`
	Pack        string       `yaml:"pack" eg:"pipeline" doc:"The sections of a pack, in this place."`
	Text        *Text        `yaml:"text" eg:"\"Hors taxes, avoirs déduits.\"" doc:"A paragraph. May be written as the bare text."`

	Width    string `yaml:"width" is:"one=1/3|1/2|2/3|full" def:"full" eg:"1/2" doc:"The share of the page's width. Sections that follow each other and fit side by side stand in one row."`
	Headline string `yaml:"headline" is:"one=gap|landing|to_go" eg:"to_go" doc:"Has the section's first metric open the report, on the page and in the mail, and says how the sentence ends: with how far the figure is from its target (gap), with where the period lands as well (landing), or with what is missing, in how many days and sales (to_go)."`
	NewPage  bool   `yaml:"new_page" def:"false" eg:"true" doc:"Whether it starts a new page."`
}

// Shows lists the metrics that the section shows, the one that it is about first.
func (s Section) Shows() []string {
	switch {
	case s.Scorecard != nil:
		return s.Scorecard.Metrics
	case s.TargetTable != nil:
		return []string{s.TargetTable.Metric}
	case s.Members != nil:
		return s.Members.metrics()
	case s.Funnel != nil:
		return s.Funnel.metrics()
	case s.Trend != nil:
		return []string{s.Trend.Metric}
	case s.Breakdown != nil:
		return []string{s.Breakdown.Metric}
	case s.Waterfall != nil:
		return []string{s.Waterfall.Metric}
	case s.Multiples != nil:
		return []string{s.Multiples.Metric}
	case s.HeatMap != nil:
		return []string{s.HeatMap.Metric}
	}
	return nil
}

// Scorecard is 1 to 8 cards. It may be written as the bare list of its metrics.
type Scorecard struct {
	Title   string   `yaml:"title" is:"languages" def:"\"Key figures\" in the report's language" eg:"L'essentiel" doc:"The section's title."`
	Metrics []string `yaml:"metrics" is:"req,bare,ref=metric" eg:"[revenue, orders, conversion]" doc:"1 to 8 metrics, a card each."`
	Period  string   `yaml:"period" is:"relative" def:"the report's first period" eg:"month to date" doc:"The period it shows."`
}

// TargetTable sets a metric against its target, a line per member of a dimension.
type TargetTable struct {
	Title  string `yaml:"title" is:"languages" def:"the metric: target and actual by the dimension" eg:"Objectifs par commercial" doc:"The section's title."`
	Metric string `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric. It needs a target."`
	By     string `yaml:"by" is:"req,ref=dimension" eg:"rep" doc:"The dimension with a line per member."`
	Period string `yaml:"period" is:"relative" def:"the report's first period" eg:"month to date" doc:"The period it shows."`

	Columns StringList `yaml:"columns" is:"one=target|actual|gap|gap_percent|attainment|full_target|progress|pace|landing|gap_to_go|needed|more_sales|last_year|vs_last_year|budget|vs_budget|forecast|vs_forecast|stretch|vs_stretch|bullet" def:"target, actual, gap, attainment and bullet; in a period that is not over also full_target and progress, and landing where it adds up" eg:"[budget, forecast, actual, gap, landing, bullet]" doc:"What stands in the columns, from left to right."`
}

// Trend shows a metric over the last periods, or over the parts of one.
type Trend struct {
	Title   string     `yaml:"title" is:"languages" def:"the metric by month (or what its points are)" eg:"Treize semaines" doc:"The section's title."`
	Metric  string     `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric. It needs a date."`
	Last    string     `yaml:"last" is:"span" eg:"13 weeks" doc:"How many periods: days, weeks, months, quarters or years. One of 'last', 'over' and 'next' is needed."`
	Next    string     `yaml:"next" is:"span" eg:"6 months" doc:"How many periods to come, the one that is not over first: for a metric with 'ahead'. Beside 'last' it goes on after it."`
	Over    string     `yaml:"over" is:"relative" eg:"this year" doc:"The period whose parts it shows, to its end: what lies ahead is blank, but for targets and forecast."`
	Per     string     `yaml:"per" is:"one=day|week|month|quarter|year" def:"month; week for a quarter, day for a month or week" eg:"month" doc:"With 'over', its parts."`
	Compare StringList `yaml:"compare" is:"one=target|last_year|forecast" eg:"[target, last_year]" doc:"What stands beside it."`
	Years   int        `yaml:"years" is:"min=2,max=3" eg:"3" doc:"How many years stand side by side, this one included."`
	Sum     string     `yaml:"sum" is:"running" def:"each its own" eg:"to date" doc:"What each point holds: its own period, or 'to date' all from the first one on, or a rolling span such as '12 months' up to its end."`
	By      string     `yaml:"by" is:"ref=dimension" eg:"region" doc:"A series per member, stacked, side by side or as areas."`
	Limit   int        `yaml:"limit" is:"min=1,max=12" def:"5" eg:"4" doc:"With 'by', how many members have a series of their own; the others share one."`
	As      string     `yaml:"as" is:"one=columns|line|area|stacked|grouped" def:"a line for percentages and averages, else columns; with 'by' stacked where it adds up, else grouped" eg:"line" doc:"How it is drawn."`
}

// Pipeline is the open opportunities by stage.
type Pipeline struct {
	Title       string     `yaml:"title" is:"languages" def:"\"Open deals by stage\" in the report's language" eg:"Affaires en cours" doc:"The section's title."`
	Dataset     string     `yaml:"dataset" is:"req,ref=dataset" eg:"opportunities" doc:"The dataset with one row per opportunity."`
	ID          string     `yaml:"id" eg:"deal_id" doc:"The column that identifies an opportunity. With it one that stands on several rows counts once, and so does its amount; the rows must say the same of it."`
	Stage       string     `yaml:"stage" is:"req" eg:"stage" doc:"The column with the stage."`
	Stages      []string   `yaml:"stages" is:"req" eg:"[Qualifié, Devis]" doc:"The open stages, in order."`
	Won         StringList `yaml:"won" eg:"Gagné" doc:"The stages that mean won. They need close:, which says in which period."`
	Lost        StringList `yaml:"lost" eg:"[Perdu, Abandonné]" doc:"The stages that mean lost, likewise."`
	Amount      string     `yaml:"amount" is:"req" eg:"amount" doc:"The column with the amount."`
	Close       string     `yaml:"close" eg:"close_on" doc:"The column with the expected day of closing."`
	Probability string     `yaml:"probability" eg:"probability" doc:"The column with the probability: all of them from 0 to 1, or all from 0 to 100."`
}

// Breakdown is bars of a metric by a dimension, sorted by size, with variance.
type Breakdown struct {
	Title    string `yaml:"title" is:"languages" def:"the metric by the dimension" eg:"CA par région" doc:"The section's title."`
	Metric   string `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric."`
	By       string `yaml:"by" is:"req,ref=dimension" eg:"region" doc:"The dimension with a bar per member."`
	Period   string `yaml:"period" is:"relative" def:"the report's first period" eg:"year to date" doc:"The period it shows."`
	Compare  string `yaml:"compare" is:"one=target|last_year|previous" eg:"last_year" doc:"What each bar is compared with."`
	Limit    int    `yaml:"limit" is:"min=1,max=200" def:"12, or 6 for a donut" eg:"20" doc:"How many bars; the rest is one bar."`
	Cumulate bool   `yaml:"cumulate" def:"false" eg:"true" doc:"Whether each bar has its share of the total and the running sum of the shares, and a note says with how many members 80 % is reached. It compares with nothing, and needs a metric that adds up."`
	As       string `yaml:"as" is:"one=bars|donut" def:"bars" eg:"donut" doc:"How it is drawn. A donut compares with nothing, and needs a metric that adds up."`
}

// Waterfall goes from a reference to the actual, a step per member.
type Waterfall struct {
	Title  string `yaml:"title" is:"languages" def:"the metric: from target (or last year) to actual by the dimension" eg:"De l'objectif au réalisé" doc:"The section's title."`
	Metric string `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric. It must add up."`
	By     string `yaml:"by" is:"req,ref=dimension" eg:"region" doc:"The dimension with a step per member."`
	From   string `yaml:"from" is:"one=target|last_year|previous" def:"target where one is set, else last_year" eg:"last_year" doc:"Where it starts."`
	Period string `yaml:"period" is:"relative" def:"the report's first period" eg:"year to date" doc:"The period it shows."`
	Limit  int    `yaml:"limit" is:"min=1,max=40" def:"12" eg:"8" doc:"How many steps; the smallest differences share one."`
}

// Multiples is a small chart per member of a dimension, on one scale.
type Multiples struct {
	Title   string `yaml:"title" is:"languages" def:"the metric by the dimension and month" eg:"CA par commercial" doc:"The section's title."`
	Metric  string `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric. It needs a date."`
	By      string `yaml:"by" is:"req,ref=dimension" eg:"rep" doc:"The dimension with a chart per member."`
	Last    string `yaml:"last" is:"req,span" eg:"12 months" doc:"How many periods: days, weeks, months, quarters or years."`
	Compare string `yaml:"compare" is:"one=target|last_year" eg:"target" doc:"What stands behind it."`
	Limit   int    `yaml:"limit" is:"min=1,max=60" def:"12" eg:"9" doc:"How many charts, the largest first; what is left out is said."`
}

// HeatMap is a metric by member and time, as shaded cells.
type HeatMap struct {
	Title  string `yaml:"title" is:"languages" def:"the metric by the dimension and month, or what the cells show" eg:"CA par région et par mois" doc:"The section's title."`
	Metric string `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The metric. It needs a date."`
	By     string `yaml:"by" is:"req,ref=dimension" eg:"region" doc:"The dimension with a line per member."`
	Last   string `yaml:"last" is:"req,span" eg:"12 months" doc:"How many periods: days, weeks, months, quarters or years."`
	Show   string `yaml:"show" is:"one=value|attainment|vs_last_year" def:"value" eg:"attainment" doc:"What the cells show."`
	Limit  int    `yaml:"limit" is:"min=1,max=200" def:"30" eg:"12" doc:"How many lines, the largest first; what is left out is said."`
}

// Cohorts follows those who began in the same period through the ones that followed.
type Cohorts struct {
	Title   string `yaml:"title" is:"languages" def:"\"Cohorts: share that came back\" in the report's language, or what the cells show" eg:"Fidélité des clients" doc:"The section's title."`
	Dataset string `yaml:"dataset" is:"req,ref=dataset" eg:"orders" doc:"The dataset with one row per event."`
	Member  string `yaml:"member" is:"req" eg:"customer_id" doc:"The column that says who."`
	Date    string `yaml:"date" is:"req" eg:"order_date" doc:"The column that says when. A member belongs to the cohort of the first day."`
	Per     string `yaml:"per" is:"one=week|month|quarter|year" def:"month" eg:"quarter" doc:"How long a cohort, and each step after it, is."`
	Last    int    `yaml:"last" is:"min=2,max=60" def:"12" eg:"8" doc:"How many cohorts."`
	Show    string `yaml:"show" is:"one=share|members|value" def:"share" eg:"value" doc:"What the cells show: the share of the cohort that came back, how many did, or the value of what they brought."`
	Value   string `yaml:"value" is:"raw" eg:"sum(amount)" doc:"With show: value, one SQL aggregate."`
	Unit    string `yaml:"unit" is:"one=currency|number" def:"currency" eg:"number" doc:"With show: value, what it is measured in, in the company's currency."`
}

// Table is the answer of any SELECT on datasets.
type Table struct {
	Title   string        `yaml:"title" is:"languages" def:"\"Detail\" in the report's language" eg:"Dix premiers clients" doc:"The section's title."`
	Note    string        `yaml:"note" is:"languages" def:"the report's first period, where the query names both :period_start and :period_end" eg:"treize dernières semaines" doc:"What stands beside the title: the time that the rows are about."`
	Query   string        `yaml:"query" is:"req,raw" eg:"select * from top_customers order by amount desc" doc:"One SELECT on datasets; ${…} is not filled in."`
	Columns []TableColumn `yaml:"columns" is:"single" def:"all, by their SQL names" eg:"[customer, {column: amount, unit: currency}]" doc:"The columns to show. One that needs no more may be written as its bare name."`
	Sort    TableSort     `yaml:"sort" def:"as the query has them" eg:"amount" doc:"What the rows are sorted by, instead of the query's order by. May be written as the bare column."`
	Group   string        `yaml:"group" eg:"region" doc:"A column of the answer: rows with the same value stand together, with a subtotal of the columns that have a total. The largest subtotal of the sorted column comes first."`
	Limit   int           `yaml:"limit" is:"min=1,max=100000" def:"1000" eg:"50" doc:"How many rows, after they are sorted; with a group, of each group. What is cut is said, and totals are of all of them."`
}

// TableSort is what a table's rows are sorted by. It may be written as the bare column.
type TableSort struct {
	Column string `yaml:"column" is:"req,bare" eg:"amount" doc:"A column of the answer, shown or not."`
	First  string `yaml:"first" is:"one=largest|smallest" def:"largest; of text smallest: A to Z" eg:"smallest" doc:"Which stand first. Rows without a value stand last."`
}

// TableColumn says how one column of a table is shown. It may be written as the bare column.
type TableColumn struct {
	Column   string `yaml:"column" is:"req,bare" eg:"amount" doc:"The column's name in the answer."`
	Label    string `yaml:"label" is:"languages" def:"the column's name" eg:"CA HT" doc:"The heading."`
	Unit     string `yaml:"unit" is:"one=currency|number|percent|days" eg:"currency" doc:"What it is measured in."`
	Decimals *int   `yaml:"decimals" is:"min=0,max=6" def:"as the unit is usually written" eg:"0" doc:"Digits after the decimal point."`
	Total    bool   `yaml:"total" def:"false" eg:"true" doc:"Whether a total stands below."`

	Status ColumnStatus `yaml:"status" eg:"{off_track: '> 0', at_risk: '= 0'}" doc:"Which of its numbers have a status, with its mark and colour."`
}

// ColumnStatus says by conditions which numbers of a column have which status. The worst that holds counts.
type ColumnStatus struct {
	OffTrack string `yaml:"off_track" is:"condition" eg:"'> 0'" doc:"The condition of being off track."`
	AtRisk   string `yaml:"at_risk" is:"condition" eg:"'= 0'" doc:"The condition of being at risk."`
	OnTrack  string `yaml:"on_track" is:"condition" eg:"'< 0'" doc:"The condition of being on track."`
}

// Text is a paragraph in a subset of Markdown. It may be written as the bare string.
type Text struct {
	Title string `yaml:"title" is:"languages" eg:"Lecture" doc:"The section's title."`
	Body  string `yaml:"body" is:"languages,req,bare" eg:"\"Hors taxes, **avoirs déduits**.\"" doc:"The text: paragraphs, lists and bold. Italic is set plain."`
}

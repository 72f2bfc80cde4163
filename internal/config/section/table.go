package section

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Table shows the result of any SELECT on datasets.
type Table struct {
	Title   string        `yaml:"title" is:"languages" def:"\"Detail\" in the report's language" eg:"Dix premiers clients" doc:"The section's title."`
	Note    string        `yaml:"note" is:"languages" def:"the report's first period, if the query uses both :period_start and :period_end" eg:"treize dernières semaines" doc:"The text beside the title: the period of the rows."`
	Says    string        `yaml:"says" is:"languages" eg:"'{rows} [rows:deal has|deals have] passed their date ({amount.total}), the largest is {label}'" doc:"The table in one sentence, filled in from its rows: {rows} is the number of rows, {column} the first row's value, {column.total} the column's total; [rows:deal|deals] is the first word for one and the second for more. The sentence ends the headline if no insight does, and is the section's heading with 'titles: sentences'. A table without rows has no sentence."`
	Query   string        `yaml:"query" is:"req,raw" eg:"select * from top_customers order by amount desc" doc:"One SELECT on datasets; ${…} is not filled in."`
	Columns []TableColumn `yaml:"columns" is:"single" def:"all, by their SQL names" eg:"[customer, {column: amount, unit: currency}]" doc:"The columns to show. A column without other keys may be written as its bare name."`
	Sort    TableSort     `yaml:"sort" def:"as the query has them" eg:"amount" doc:"What the rows are sorted by, instead of the query's order by. May be written as the bare column."`
	Group   string        `yaml:"group" eg:"region" doc:"A column of the answer: rows with the same value are together, with a subtotal of the columns that have a total. The largest subtotal of the sorted column comes first."`
	Empty   string        `yaml:"empty" is:"languages" def:"that there is no row" eg:"Aucune facture en retard." doc:"The sentence that is printed instead of the table if the answer has no row."`
	Limit   int           `yaml:"limit" is:"min=1,max=100000" def:"1000" eg:"50" doc:"How many rows, after they are sorted; with a group, of each group. A note says how many are left out, and totals include them."`

	Sentence []SentencePart // the parts of Says
}

// Shows implements Kind: the metrics that the section shows.
func (t *Table) Shows() []string { return nil }

// Against implements Kind: the comparisons of a metric.
func (t *Table) Against(string, bool) []string { return nil }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (t *Table) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (t *Table) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (t *Table) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (t *Table) OwnPeriod() period.Phrase { return period.Phrase{} }

func (t *Table) fillIn(c figure.Set) {
	scalar.Fill(&t.Limit, defaultLines)
	t.Sentence = parseSays(t.Says)
}

func (t *Table) check(l *Checker, path string) {
	if sign := strayBracket(parseSays(t.Says)); sign != "" {
		l.AddMistake(path+".says", "the "+sign+" belongs to no column", "write a column as {amount}, and the words for one and for more as [rows:deal|deals]")
	}
}

// TableSort is the sort order of a table's rows. In the YAML, it may be written as only the column.
type TableSort struct {
	Column string `yaml:"column" is:"req,bare" eg:"amount" doc:"A column of the answer, shown or not."`
	First  string `yaml:"first" is:"one=largest|smallest" def:"largest; of text smallest: A to Z" eg:"smallest" doc:"Which rows come first. Rows without a value come last."`
}

// TableColumn is how one column of a table is shown. In the YAML, it may be written as only the column.
type TableColumn struct {
	Column   string `yaml:"column" is:"req,bare" eg:"amount" doc:"The column's name in the answer."`
	Label    string `yaml:"label" is:"languages" def:"the column's name" eg:"CA HT" doc:"The heading."`
	Unit     string `yaml:"unit" is:"one=currency|number|percent|days|month" eg:"currency" doc:"The unit. For a date, month prints its month, as nov. 2026."`
	Decimals *int   `yaml:"decimals" is:"min=0,max=6" def:"as the unit is usually written" eg:"0" doc:"Digits after the decimal point."`
	Total    bool   `yaml:"total" def:"false" eg:"true" doc:"Whether there is a total below."`

	Status ColumnStatus `yaml:"status" eg:"{off_track: '> 0', at_risk: '= 0'}" doc:"The conditions under which a number has a status, with a mark and a colour."`
}

// ColumnStatus gives the numbers in a column a status by conditions. If a number meets several conditions, the worst
// status counts.
type ColumnStatus struct {
	OffTrack string `yaml:"off_track" is:"condition" eg:"'> 0'" doc:"The condition for off track."`
	AtRisk   string `yaml:"at_risk" is:"condition" eg:"'= 0'" doc:"The condition for at risk."`
	OnTrack  string `yaml:"on_track" is:"condition" eg:"'< 0'" doc:"The condition for on track."`
}

package section

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Cohorts shows how many members who began in the same period come back in later periods.
type Cohorts struct {
	Title   string `yaml:"title" is:"languages" def:"\"Cohorts: retention rate\" in the report's language, or what the cells show" eg:"Fidélité des clients" doc:"The section's title."`
	Dataset string `yaml:"dataset" is:"req,ref=dataset" eg:"orders" doc:"The dataset with one row per event."`
	Member  string `yaml:"member" is:"req" eg:"customer_id" doc:"The column with the member."`
	Date    string `yaml:"date" is:"req" eg:"order_date" doc:"The date column. A member belongs to the cohort of the first day."`
	Per     string `yaml:"per" is:"one=week|month|quarter|year" def:"month" eg:"quarter" doc:"The length of a cohort, and of each step after it."`
	Last    int    `yaml:"last" is:"min=2,max=60" def:"12" eg:"8" doc:"How many cohorts."`
	Show    string `yaml:"show" is:"one=share|members|value" def:"share" eg:"value" doc:"What the cells show: the share of the cohort that came back, how many did, or their value."`
	Value   string `yaml:"value" is:"raw" eg:"sum(amount)" doc:"With show: value, one SQL aggregate."`
	Unit    string `yaml:"unit" is:"one=currency|number" def:"currency" eg:"number" doc:"With show: value, the unit of the value; an amount is in the company's currency."`
}

// Shows implements Kind: the metrics that the section shows.
func (o *Cohorts) Shows() []string { return nil }

// Against implements Kind: the comparisons of a metric.
func (o *Cohorts) Against(string, bool) []string { return nil }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (o *Cohorts) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (o *Cohorts) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (o *Cohorts) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (o *Cohorts) OwnPeriod() period.Phrase { return period.Phrase{} }

func (o *Cohorts) fillIn(c figure.Set) {
	scalar.Fill(&o.Per, "month")
	scalar.Fill(&o.Last, defaultCohorts)
	scalar.Fill(&o.Show, "share")
	if o.Show == "value" {
		scalar.Fill(&o.Unit, "currency")
	}
}

func (o *Cohorts) check(l *Checker, path string) { l.checkCohorts(path, *o) }

func (l *Checker) checkCohorts(path string, c Cohorts) {
	valued := c.Show == "value"
	for _, key := range []string{"value", "unit"} {
		if !valued && l.Written(place.Join(path, key)) && l.AllLegible(path+".show") {
			l.AddMistake(place.Join(path, key), "has no effect without show: value", "add show: value, or delete it")
		}
	}
	switch {
	case !valued:
	case c.Value == "" && l.AllLegible(path+".value"):
		l.AddMistake(path+".show", "does not say which value is shown", "add value: sum(amount)")
	case c.Unit != "number" && l.Currency == "" && l.AllLegible("currency") && l.AllLegible(path+".unit"):
		l.AddMistake(path+".show", "the currency of the amounts is missing", "add currency: EUR on the outermost level, or unit: number here")
	}
}

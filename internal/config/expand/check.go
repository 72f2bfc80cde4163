package expand

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/locale"
	"bilan/internal/nearest"
	"bilan/internal/sales"
)

// checkSales records mistakes in the sales mapping that concern several keys.
func (l *Expander) checkSales(m *sales.Model) {
	c := l.Config
	if c.Currency == "" && l.AllLegible("currency") {
		l.AddMistake("sales", "the currency of the amounts is missing", "add currency: EUR on the outermost level")
		l.Spoilt["currency"] = true
	}
	for _, name := range []string{"orders", "invoices"} {
		if e := m.Entity(name); e != nil && !e.Has("amount") && l.AllLegible(e.Path) {
			l.AddMistake(e.Path, `has no "amount"`, "add amount: with the column of the amount before tax, or lines: if the amounts are in another table")
		}
	}
	for _, pair := range [][3]string{
		{"orders", "draft", "status"}, {"orders", "cancelled", "status"}, {"invoices", "credit_notes", "kind"}, {"invoices", "deposits", "kind"},
	} {
		l.CheckNeeds("sales."+pair[0], pair[1], pair[2], m.Entity(pair[0]).Has(pair[2]))
	}
	for _, lists := range [][3]string{{"orders", "draft", "cancelled"}, {"invoices", "credit_notes", "deposits"}, {"quotes", "accepted", "refused"},
		{"deals", "stages", "won"}, {"deals", "stages", "lost"}, {"deals", "won", "lost"}} {
		l.checkOverlap(m.Entity(lists[0]), lists[1], lists[2])
	}
	if e := m.Entity("reps"); e != nil && slices.Contains(e.Lists["match"], "mail") && !e.Has("mail") {
		l.AddMistake("sales.reps.match", `names "mail", which is not mapped`, "add mail: with the column of the address")
	}
	for _, name := range []string{"quotas", "commits"} {
		l.checkScale("sales."+name+".scale", map[string]string{"quotas": c.Sales.Quotas.Scale, "commits": c.Sales.Commits.Scale}[name])
	}
	if of := c.Sales.Split.Of; of != "" && !m.Entity(of).Has("rep") {
		l.AddMistake("sales.split.of", strconv.Quote(of)+" has no column rep, so its amounts cannot be shared", "add sales."+of+".rep")
	}
	l.checkStages(m.Entity("deals"))
	l.checkQuotas(m)
	l.checkQuotaMetric(m)
	l.checkDefinitions(m)
}

// checkScale requires a number above zero.
func (l *Expander) checkScale(path, text string) {
	if n, err := scalar.ParseNumber(text); text != "" && (err != nil || n.Rat.Sign() <= 0) {
		l.AddMistake(path, strconv.Quote(text)+" is not a number above 0", "write scale: 1000 for values in thousands")
	}
}

// checkOverlap records a mistake for each word that is in two lists of an entity.
func (l *Expander) checkOverlap(e *sales.Entity, a, b string) {
	if e == nil {
		return
	}
	for _, word := range e.Lists[b] {
		if slices.ContainsFunc(e.Lists[a], func(w string) bool {
			return locale.Unaccented(strings.TrimSpace(w)) == locale.Unaccented(strings.TrimSpace(word))
		}) {
			l.AddMistake(e.Path+"."+b, strconv.Quote(word)+" is in "+strconv.Quote(a)+" too", "keep it in one of them")
		}
	}
}

// checkStages requires that each stage in the key entered is a stage of the deals.
func (l *Expander) checkStages(e *sales.Entity) {
	if e == nil {
		return
	}
	known := slices.Concat(e.Lists["stages"], e.Lists["won"], e.Lists["lost"])
	for _, stage := range slices.Sorted(maps.Keys(l.Config.Sales.Deals.Entered)) {
		if !slices.Contains(known, stage) {
			l.AddMistake("sales.deals.entered."+place.QuoteName(stage), "no stage is called "+strconv.Quote(stage), nearest.Hint(stage, known))
		}
	}
}

func (l *Expander) checkQuotas(m *sales.Model) {
	e := m.Entity("quotas")
	if e == nil {
		return
	}
	if e.Wide != nil {
		l.checkWide(e.Path)
		return
	}
	if !e.Has("amount") && l.AllLegible(e.Path) {
		l.AddMistake(e.Path, `has no "amount"`, "add amount: with the column of the objective; where there is a column per month, wide: janv..déc")
		return
	}
	var per []string
	for _, key := range []string{"month", "quarter", "year"} {
		if e.Has(key) {
			per = append(per, key)
		}
	}
	switch {
	case len(per) == 0 && l.AllLegible(e.Path):
		l.AddMistake(e.Path, "does not say which period an objective is for", "add month:, quarter: or year: with the column")
	case len(per) > 1:
		l.AddMistake(e.Path+"."+per[1], "cannot be used with "+strconv.Quote(per[0]), "keep the shorter one")
	}
}

// checkWide refuses keys that have no meaning together with the key wide.
func (l *Expander) checkWide(path string) {
	for _, key := range []string{"month", "quarter", "amount"} {
		if l.Written(path + "." + key) {
			l.AddMistake(path+"."+key, `cannot be used with "wide"`, "the columns of wide: are the months and the amounts; delete one of the two")
		}
	}
	if l.Config.Sales.Quotas.Wide.Year != 0 && l.Written(path+".year") {
		l.AddMistake(path+".wide.year", `cannot be used with "year"`, "keep the one that gives the year of the columns")
	}
}

// checkQuotaMetric requires that the metric of the objectives exists.
func (l *Expander) checkQuotaMetric(m *sales.Model) {
	if of := l.Config.Sales.Quotas.Of; of != "" && m.Entity("quotas") != nil {
		if _, known := l.Config.Metrics[of]; !known && l.AllLegible("metrics") {
			l.AddMistake("sales.quotas.of", "no metric is called "+strconv.Quote(of), l.metricHint(of, m))
		}
	}
}

// metricHint returns a hint for an unknown metric: the role that a metric of the sales model needs, or a similar name.
func (l *Expander) metricHint(name string, m *sales.Model) string {
	if needs := m.MissingRole(name); needs != "" {
		return "map " + needs + " to have it"
	}
	return nearest.Hint(name, slices.Sorted(maps.Keys(l.Config.Metrics)))
}

func (l *Expander) checkDefinitions(m *sales.Model) {
	d := l.Config.Sales.Definitions
	if d.Revenue == "ordered" && m.Entity("orders") == nil || d.Revenue == "invoiced" && m.Entity("invoices") == nil {
		entity := map[string]string{"ordered": "orders", "invoiced": "invoices"}[d.Revenue]
		l.AddMistake("sales.definitions.revenue", strconv.Quote(d.Revenue)+" needs sales."+entity, "map it, or delete this line")
	}
}

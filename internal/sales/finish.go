package sales

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
)

// usualTypes are the usual names of types of activities, by the key of their list.
var usualTypes = map[string][]string{
	"visits":   {"visite", "visites", "visite client", "visit", "besuch", "visita", "bezoek"},
	"meetings": {"meeting", "rendez-vous", "rendez vous", "rdv", "réunion", "termin", "reunión", "riunione", "reunião", "afspraak"},
	"calls":    {"call", "phone call", "appel", "appel téléphonique", "appel sortant", "anruf", "llamada", "chiamata", "telefoontje", "chamada"},
}

// finishActivities adds the sort of each activity (visit, meeting or call), and whether it is selling time.
func (b *builder) finishActivities() {
	list := func(key string) []string {
		if listedTypes := b.e.Lists[key]; listedTypes != nil {
			return listedTypes
		}
		return usualTypes[key]
	}
	b.addStep("select *, case when %s then 'visit' when %s then 'meeting' when %s then 'call' end as sort from $last",
		inListSQL("type", list("visits")), inListSQL("type", list("meetings")), inListSQL("type", list("calls")))
	b.addColumns("sort")
	if listedTypes := b.e.Lists["selling"]; listedTypes != nil {
		b.addStep("select *, %s as selling from $last", inListSQL("type", listedTypes))
		b.addColumns("selling")
	}
}

// finishLeads adds whether each lead became a deal, a quote or a sale.
func (b *builder) finishLeads() {
	if !b.has("deal") {
		return
	}
	if b.m.entities["deals"] != nil {
		b.addStep("select t.*, d.id is not null as became_deal, coalesce(d.state = 'won', false) as became_sale from $last as t left join (select id, any_value(state) as state from %s group by id) as d on d.id = t.deal", b.datasetOf("deals"))
		b.addColumns("became_deal", "became_sale")
	}
	if b.m.Maps("quotes.deal") {
		b.addStep("select *, coalesce(deal in (select deal from %s where deal is not null), false) as became_quote from $last", b.datasetOf("quotes"))
		b.addColumns("became_quote")
	}
}

// finishCustomers adds stale, which marks the records that have not changed for twelve months.
func (b *builder) finishCustomers() {
	if b.has("updated") {
		b.addStep("select *, coalesce(updated < :today - interval 12 month, false) as stale from $last")
		b.addColumns("stale")
	}
}

// finishCarts adds ordered, which marks the carts that became orders.
func (b *builder) finishCarts() {
	b.addStep("select *, %s as ordered from $last", inListSQL("status", b.e.Lists["ordered"]))
	b.addColumns("ordered")
}

// finishQuotas scales the amounts, keeps only the newest revision of each objective, and adds up its parts if the
// mapping says so.
func (b *builder) finishQuotas() {
	b.scaleAmounts(b.m.Mapping.Quotas.Scale, "amount", "margin")
	var keys, sums []string
	for _, c := range b.columns {
		switch c {
		case "month", "quarter", "year", "rep", "team", "region":
			keys = append(keys, table.Ident(c))
		case "revised":
			sums = append(sums, "max(revised) as revised")
		default:
			sums = append(sums, fmt.Sprintf("sum(%[1]s) as %[1]s", table.Ident(c)))
		}
	}
	if b.has("revised") {
		b.addStep("select * from $last qualify rank() over (partition by %s order by revised desc nulls last) = 1", strings.Join(keys, ", "))
	}
	if b.m.Mapping.Quotas.Several == "add" {
		b.addStep("select %s from $last group by %s", strings.Join(append(slices.Clone(keys), sums...), ", "), strings.Join(keys, ", "))
	}
}

func (b *builder) finishCommits() { b.scaleAmounts(b.m.Mapping.Commits.Scale, "amount") }

// scaleAmounts multiplies amounts by a number from the YAML, such as 1000 or 50 %.
func (b *builder) scaleAmounts(by string, columns ...string) {
	var list []string
	for _, c := range columns {
		if n, percent := strings.CutSuffix(strings.TrimSpace(by), "%"); b.has(c) && n != "" {
			if percent {
				n = strings.TrimSpace(n) + " * 0.01"
			}
			list = append(list, fmt.Sprintf("%s * %s as %[1]s", table.Ident(c), n))
		}
	}
	if len(list) > 0 {
		b.addStep("select * replace (%s) from $last", strings.Join(list, ", "))
	}
}

// finishRates writes currencies in upper case, as ISO codes are, and leaves out rates without a value or a day.
func (b *builder) finishRates() {
	b.addStep("select * replace (upper(currency) as currency) from $last where rate is not null and from_day is not null")
}

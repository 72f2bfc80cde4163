package sales

import (
	"slices"

	"bilan/internal/period"
)

// Metric is a canonical metric in the config's terms. If it has both a formula and a value, it is computed by the
// formula, which insights can split. Its value is used if the user's YAML changes the value or the filter.
type Metric struct {
	Name                         string
	Entity                       string // whose dataset it reads; "" for a metric that is only a formula
	Date, Value, Filter, Formula string
	Unit                         string // as in the YAML, "" for a number
	LowerBetter                  bool
	SmallN                       int
	Forecast                     bool // whether its future months are forecast from its past
	Window                       period.Span
	Decimals                     int // 0 for the unit's usual decimals

	words string   // the key of its label; "" if that is its name
	needs []string // see Needs
}

// Needs returns the roles and lists that a metric needs, such as orders.cost. Alternatives are joined by |. A name that
// begins with "revenue." belongs to the entity from which 'revenue' is computed. For a formula it returns the metrics.
func (m Metric) Needs() []string { return slices.Clone(m.needs) }

// Catalogue returns every canonical metric by its default definition.
func Catalogue() []Metric { return slices.Clone(catalogue) }

// ofRevenue is a placeholder for the entity that definitions.revenue selects.
const ofRevenue = "revenue"

// fewestRows is the SmallN of ratios of counts: with fewer rows they get no status.
const fewestRows = 10

var oneMonth = period.Span{N: 1, Unit: period.Month}

// catalogue lists every canonical metric by its default definition. A value reads the columns of a canonical dataset.
var catalogue = []Metric{
	{Name: "ordered", Entity: "orders", Date: "day", Value: "sum(amount)", Unit: "currency", Forecast: true},
	{Name: "invoiced", Entity: "invoices", Date: "day", Value: "sum(amount)", Unit: "currency", Forecast: true},
	{Name: "revenue", Entity: ofRevenue, Date: "day", Value: "sum(amount)", Unit: "currency", Forecast: true},
	{Name: "sales", Entity: ofRevenue, Date: "day", Value: "count(distinct id)"},
	{Name: "basket", Entity: ofRevenue, Date: "day",
		Value: "sum(amount) / count(distinct id)", Filter: "total > 0", Unit: "currency"},
	{Name: "basket_median", Entity: ofRevenue, Date: "day",
		Value: "median(sale_total)", Filter: "sale_total > 0", Unit: "currency"},
	{Name: "margin", Entity: ofRevenue, Date: "day", Value: "sum(amount - cost)", Unit: "currency",
		needs: []string{"revenue.cost"}},
	{Name: "costed_amount", Entity: ofRevenue, Date: "day", Value: "sum(amount)", Filter: "cost is not null", Unit: "currency",
		needs: []string{"revenue.cost"}},
	{Name: "margin_rate", Formula: "margin / costed_amount", Entity: ofRevenue, Date: "day", Value: "sum(amount - cost) / sum(amount)",
		Filter: "cost is not null", Unit: "percent", needs: []string{"margin", "costed_amount"}},
	{Name: "costed", Entity: ofRevenue, Date: "day",
		Value: "sum(amount) filter (where cost is not null) / sum(amount)", Unit: "percent", needs: []string{"revenue.cost"}},
	{Name: "credited", Entity: "invoices", Date: "day", Value: "sum(amount)", Filter: "credit_note", Unit: "currency", needs: []string{"invoices.credit_notes"}},
	{Name: "credit_rate", Entity: "invoices", Date: "day", Value: "-sum(amount) filter (where credit_note) / nullif(sum(amount) filter (where not credit_note), 0)", Unit: "percent", LowerBetter: true,
		Decimals: 1, needs: []string{"invoices.credit_notes"}},
	{Name: "receivables", Entity: "receivables", Date: "day", Window: oneMonth, Value: "sum(amount)", Unit: "currency", LowerBetter: true, needs: []string{"invoices.paid", "invoices.due"}},
	{Name: "overdue_receivables", Entity: "receivables", Date: "day", Window: oneMonth, Value: "sum(amount)", Filter: "overdue_days > 0", Unit: "currency", LowerBetter: true,
		needs: []string{"invoices.paid", "invoices.due"}},
	{Name: "backlog", Entity: "orders", Value: "sum(open_amount)", Unit: "currency",
		needs: []string{"orders.open_amount|invoices.order"}},
	{Name: "invoiced_monthly", Entity: "invoices", Date: "day", Value: "sum(amount) / 3", Window: period.Span{N: 3, Unit: period.Month}, Unit: "currency"},
	{Name: "discount_given", Entity: "orders", Date: "day", Value: "sum(list_amount - amount)", Filter: "list_amount is not null", Unit: "currency", LowerBetter: true,
		needs: []string{"orders.list_amount|orders.discount_amount"}},
	{Name: "discount_rate", Entity: "orders", Date: "day", Value: "sum(list_amount - amount) / sum(list_amount)", Filter: "list_amount is not null", Unit: "percent", LowerBetter: true,
		needs: []string{"orders.list_amount|orders.discount_amount"}},
	{Name: "realisation", Entity: "orders", Date: "day",
		Value: "sum(amount) / sum(list_amount)", Filter: "list_amount is not null", Unit: "percent", needs: []string{"orders.list_amount|orders.discount_amount"}},
	{Name: "leak", Entity: "orders", Date: "day",
		Value: "sum(greatest(0, discount - max_discount) * list_amount)", Unit: "currency", LowerBetter: true,
		needs: []string{"orders.product", "products.max_discount", "orders.list_amount|orders.discount_amount"}},
	{Name: "inside_guideline", Entity: "orders", Date: "day",
		Value: "count(*) filter (where discount <= max_discount) / count(*)", Filter: "discount is not null and max_discount is not null", Unit: "percent", SmallN: fewestRows,
		needs: []string{"orders.product", "products.max_discount", "orders.discount|orders.list_amount|orders.discount_amount"}},
	{Name: "reps_inside", Entity: "guideline", Date: "day", Window: oneMonth, Unit: "percent", SmallN: fewestRows,
		Value: "count(*) filter (where inside >= 0.9 * lines) / count(*)",
		needs: []string{"orders.rep", "orders.product", "products.max_discount", "orders.discount|orders.list_amount|orders.discount_amount"}},
	{Name: "below_cost", Entity: ofRevenue, Date: "day", Value: "count(*)",
		Filter: "amount < cost and amount > 0", LowerBetter: true, needs: []string{"revenue.cost"}},

	{Name: "buyers", Entity: ofRevenue, Date: "day", Value: "count(distinct buyer)",
		needs: []string{"revenue.customer"}},
	{Name: "new_customers", Entity: ofRevenue, Date: "day", needs: []string{"revenue.customer"},
		Value: "case when count(*) filter (where newcomer is null) = 0 then count(distinct buyer) filter (where newcomer) end"},
	{Name: "won_back", Entity: ofRevenue, Date: "day", Value: "count(distinct buyer)",
		Filter: "won_back", needs: []string{"revenue.customer"}},
	{Name: "lost_customers", Entity: ofRevenue, Date: "lost_by", Value: "count(distinct buyer)", Filter: "lost_on is not null",
		LowerBetter: true, needs: []string{"revenue.customer"}},

	{Name: "retention", Entity: "retention", Date: "day", Window: oneMonth, Value: "count(*) filter (where again) / count(*)", Filter: "buyer is not null", Unit: "percent", SmallN: fewestRows,
		needs: []string{"revenue.customer"}},
	{Name: "retention_gross", Entity: "retention", Date: "day", Window: oneMonth, Value: "sum(least(now, base)) / sum(base)", Filter: "buyer is not null", Unit: "percent",
		needs: []string{"revenue.customer"}},
	{Name: "retention_net", Entity: "retention", Date: "day", Window: oneMonth, Value: "sum(now) / sum(base)", Filter: "buyer is not null", Unit: "percent",
		needs: []string{"revenue.customer"}},
	{Name: "churn", Entity: "retention", Date: "day", Window: oneMonth, Value: "sum(base - least(now, base)) / sum(base)", Filter: "buyer is not null", Unit: "percent", LowerBetter: true,
		needs: []string{"revenue.customer"}},
	{Name: "stale", Entity: "customers", Value: "count(*)", Filter: "stale", LowerBetter: true, needs: []string{"customers.updated"}},
	{Name: "duplicates", Entity: "duplicates", Value: "count(*)", LowerBetter: true, needs: []string{"customers.name"}},
	{Name: "completeness", Entity: "completeness", Value: "sum(filled) / sum(records)", Unit: "percent", needs: []string{"customers.name|deals.close|orders.rep"}},

	{Name: "quotes", Entity: "quotes", Date: "created", Value: "count(distinct id)"},
	{Name: "quoted", Entity: "quotes", Date: "created", Value: "sum(amount)", Unit: "currency",
		needs: []string{"quotes.amount"}},
	{Name: "conversion", Entity: "quotes", Unit: "percent", SmallN: fewestRows,
		Value: "count(distinct id) filter (where outcome = 'accepted') / count(distinct id)", needs: []string{"quotes.refused"}},

	{Name: "quote_days", Entity: "quotes", Date: "created", Unit: "days", Value: "median(date_diff('day', requested, created))", Filter: "requested is not null",
		LowerBetter: true, needs: []string{"quotes.requested"}},

	{Name: "won", Entity: "deals", Date: "closed", Value: "sum(amount)", Filter: "state = 'won'", Unit: "currency",
		needs: []string{"deals.closed|deals.close"}},
	{Name: "lost", Entity: "deals", Date: "closed", Value: "sum(amount)", Filter: "state = 'lost'", Unit: "currency", LowerBetter: true,
		needs: []string{"deals.closed|deals.close", "deals.lost"}},
	{Name: "win_rate", Entity: "deals", Date: "closed", Unit: "percent", SmallN: fewestRows,
		Value: "count(*) filter (where state = 'won') / count(*)", Filter: "state in ('won', 'lost')", needs: []string{"deals.closed|deals.close", "deals.lost"}},
	{Name: "win_rate_amount", Entity: "deals", Date: "closed", Unit: "percent",
		Value: "sum(amount) filter (where state = 'won') / sum(amount)", Filter: "state in ('won', 'lost')", needs: []string{"deals.closed|deals.close", "deals.lost"}},
	{Name: "cycle", Entity: "deals", Date: "closed", Unit: "days", LowerBetter: true,
		Value: "median(date_diff('day', created, closed))", Filter: "state = 'won'", needs: []string{"deals.closed|deals.close"}},
	{Name: "cycle_mean", Entity: "deals", Date: "closed", Unit: "days", LowerBetter: true,
		Value: "avg(date_diff('day', created, closed))", Filter: "state = 'won'", needs: []string{"deals.closed|deals.close"}},
	{Name: "pipeline", Entity: "deals", Value: "sum(amount)", Filter: "state = 'open'", Unit: "currency"},
	{Name: "weighted", Entity: "deals", Value: "sum(amount * probability)",
		Filter: "state = 'open' and not overdue", Unit: "currency", needs: []string{"deals.probability", "deals.close"}},
	{Name: "overdue", Entity: "deals", Value: "sum(amount)", Filter: "overdue",
		Unit: "currency", LowerBetter: true, needs: []string{"deals.close"}},
	{Name: "coverage", Entity: "attainment", Value: "sum(due) / nullif(greatest(sum(objective) - sum(actual), 0), 0)", Filter: "current", Unit: "times", Decimals: 1,
		needs: []string{"deals.close", "quotas.month"}},
	{Name: "reps_at_objective", Entity: "attainment", Date: "month_end", Window: oneMonth, Unit: "percent", SmallN: fewestRows,
		Value: "count(*) filter (where actual >= objective) / count(*)", Filter: "objective > 0 and rep is not null and not current", needs: []string{"quotas.month", "quotas.rep", "revenue.rep"}},
	{Name: "stage_conversion", Entity: "stage_exits", Date: "left", Value: "count(*) filter (where passed) / count(*)", Unit: "percent", SmallN: fewestRows,
		needs: []string{"deals.stages"}},

	{Name: "visits", Entity: "activities", Date: "day", Value: "count(*)", Filter: "sort = 'visit'"},
	{Name: "meetings", Entity: "activities", Date: "day", Value: "count(*)", Filter: "sort = 'meeting'"},
	{Name: "calls", Entity: "activities", Date: "day", Value: "count(*)", Filter: "sort = 'call'"},
	{Name: "selling_time", Entity: "activities", Date: "day", Unit: "percent",
		Value: "sum(minutes) filter (where selling) / sum(minutes)", needs: []string{"activities.minutes", "activities.selling"}},

	{Name: "leads", Entity: "leads", Date: "created", Value: "count(distinct id)"},
	{Name: "qualified_rate", Entity: "leads", Date: "created", Unit: "percent", SmallN: fewestRows,
		Value: "count(distinct id) filter (where qualified) / count(distinct id)", needs: []string{"leads.qualified"}},
	{Name: "qualified_leads", Entity: "leads", Date: "created", Value: "count(distinct id)", Filter: "qualified", needs: []string{"leads.qualified"}},
	{Name: "lead_deals", Entity: "leads", Date: "created", Value: "count(distinct id)", Filter: "became_deal", needs: []string{"leads.deal", "deals.id"}},
	{Name: "lead_quotes", Entity: "leads", Date: "created", Value: "count(distinct id)", Filter: "became_quote", needs: []string{"leads.deal", "quotes.deal"}},
	{Name: "lead_sales", Entity: "leads", Date: "created", Value: "count(distinct id)", Filter: "became_sale", needs: []string{"leads.deal", "deals.id"}},
	{Name: "answer_days", Entity: "leads", Date: "created", Unit: "days",
		Value: "median(date_diff('day', created, answered))", Filter: "answered is not null", LowerBetter: true, needs: []string{"leads.answered"}},
	{Name: "campaign_cost", Entity: "campaigns", Date: "from_day", Value: "sum(cost)", Unit: "currency",
		LowerBetter: true, needs: []string{"campaigns.from_day"}},
	{Name: "roi", Entity: "campaign_results", Date: "from_day", Value: "case when sum(orders) >= 10 then (sum(margin) - sum(cost)) / sum(cost) end", Unit: "percent",
		needs: []string{"campaigns.from_day", "orders.campaign", "orders.cost"}},

	{Name: "nps", Entity: "surveys", Date: "answered", Unit: "score", SmallN: fewestRows,
		Value: "100 * (count(*) filter (where score >= 9) - count(*) filter (where score <= 6)) / count(*)", Filter: "score is not null", needs: []string{"surveys.score"}},
	{Name: "nps_margin", Entity: "surveys", Date: "answered", Unit: "score", SmallN: fewestRows, LowerBetter: true,
		Value:  "196 * sqrt(greatest(0, (avg(case when score >= 9 or score <= 6 then 1 else 0 end) - pow(avg(case when score >= 9 then 1 when score <= 6 then -1 else 0 end), 2)) / count(*)))",
		Filter: "score is not null", needs: []string{"surveys.score"}},
	{Name: "answers", Entity: "surveys", Date: "answered", Value: "count(*)", Filter: "answered is not null"},
	{Name: "response_rate", Entity: "surveys", Date: "sent", Unit: "percent", SmallN: fewestRows, Value: "count(answered) / count(*)", needs: []string{"surveys.sent"}},
	{Name: "csat", Entity: "surveys", Date: "answered", Unit: "percent", SmallN: fewestRows,
		Value: "count(*) filter (where satisfaction >= 4) / count(*)", Filter: "satisfaction is not null", needs: []string{"surveys.satisfaction"}},
	{Name: "tickets", Entity: "tickets", Date: "opened", Value: "count(*)", LowerBetter: true},
	{Name: "abandonment", Entity: "carts", Date: "day", Unit: "percent", SmallN: fewestRows, LowerBetter: true,
		Value: "count(*) filter (where not ordered) / count(*)"},
	{Name: "abandoned", Entity: "carts", Date: "day", Unit: "currency", LowerBetter: true,
		Value: "sum(amount)", Filter: "not ordered", needs: []string{"carts.amount"}},

	{Name: "backlog_months", Formula: "backlog / invoiced_monthly", Decimals: 1, needs: []string{"backlog", "invoiced_monthly"}},
	{Name: "dso", Formula: "receivables / invoiced_monthly * 30", Unit: "days", LowerBetter: true, needs: []string{"receivables", "invoiced_monthly"}},
	{Name: "visits_per_sale", Formula: "visits / sales", LowerBetter: true, needs: []string{"visits", "sales"}},
	{Name: "quotes_per_sale", Formula: "quotes / sales", LowerBetter: true, needs: []string{"quotes", "sales"}},
	{Name: "cost_per_lead", Formula: "campaign_cost / leads", Unit: "currency", LowerBetter: true,
		needs: []string{"campaign_cost", "leads"}},
	{Name: "cost_per_customer", Formula: "campaign_cost / new_customers", Unit: "currency",
		LowerBetter: true, needs: []string{"campaign_cost", "new_customers"}},
}

package sales

import "slices"

// Metric is a canonical figure in the config's terms.
type Metric struct {
	Name, French, English        string
	Entity                       string // of its dataset; "" for a formula
	Date, Value, Filter, Formula string
	Unit                         string // as in the YAML, "" for a number
	LowerBetter                  bool
	SmallN                       int
	Forecast                     bool // its months to come are foreseen from its past

	needs []string // roles and lists, as orders.cost; what begins with "revenue." is of what 'revenue' names; of a formula the metrics
}

// Needs are the roles and lists that a metric needs, as orders.cost; those joined by | may stand for each other. What begins with "revenue." is
// of what 'revenue' names; of a formula they are the metrics in it.
func (m Metric) Needs() []string { return slices.Clone(m.needs) }

// Catalogue is every canonical metric by its default definition.
func Catalogue() []Metric { return slices.Clone(catalogue) }

// ofRevenue stands for the entity that definitions.revenue names.
const ofRevenue = "revenue"

// few is the number of rows under which a ratio of counts is judged by nobody.
const few = 10

// catalogue is every canonical metric by its default definition. A value reads the columns of a canonical dataset.
var catalogue = []Metric{
	{Name: "ordered", French: "Prises de commandes HT", English: "Orders received", Entity: "orders", Date: "day", Value: "sum(amount)", Unit: "currency", Forecast: true},
	{Name: "invoiced", French: "CA facturé HT", English: "Invoiced revenue", Entity: "invoices", Date: "day", Value: "sum(amount)", Unit: "currency", Forecast: true},
	{Name: "revenue", Entity: ofRevenue, Date: "day", Value: "sum(amount)", Unit: "currency", Forecast: true},
	{Name: "sales", French: "Ventes", English: "Sales", Entity: ofRevenue, Date: "day", Value: "count(distinct id)"},
	{Name: "basket", French: "Commande moyenne HT", English: "Average sale", Entity: ofRevenue, Date: "day",
		Value: "sum(amount) / count(distinct id)", Filter: "total > 0", Unit: "currency"},
	{Name: "basket_median", French: "Commande médiane HT", English: "Median sale", Entity: ofRevenue, Date: "day",
		Value: "median(sale_total)", Filter: "sale_total > 0", Unit: "currency"},
	{Name: "margin", French: "Marge sur coût de revient", English: "Margin", Entity: ofRevenue, Date: "day", Value: "sum(amount - cost)", Unit: "currency",
		needs: []string{"revenue.cost"}},
	{Name: "margin_rate", French: "Taux de marque", English: "Margin rate", Entity: ofRevenue, Date: "day", Value: "sum(amount - cost) / sum(amount)",
		Filter: "cost is not null", Unit: "percent", needs: []string{"revenue.cost"}},
	{Name: "costed", French: "Part du CA avec coût", English: "Share of revenue with a cost", Entity: ofRevenue, Date: "day",
		Value: "sum(amount) filter (where cost is not null) / sum(amount)", Unit: "percent", needs: []string{"revenue.cost"}},
	{Name: "backlog", French: "Carnet de commandes", English: "Backlog", Entity: "orders", Value: "sum(open_amount)", Unit: "currency",
		needs: []string{"orders.open_amount"}},
	{Name: "realisation", French: "Réalisation du tarif", English: "Price realisation", Entity: "orders", Date: "day",
		Value: "sum(amount) / sum(list_amount)", Filter: "list_amount is not null", Unit: "percent", needs: []string{"orders.list_amount|orders.discount_amount"}},
	{Name: "leak", French: "Remises au-delà du plafond", English: "Discounts beyond the limit", Entity: "orders", Date: "day",
		Value: "sum(greatest(0, discount - max_discount) * list_amount)", Unit: "currency", LowerBetter: true,
		needs: []string{"orders.product", "products.max_discount", "orders.list_amount|orders.discount_amount"}},
	{Name: "inside_guideline", French: "Lignes dans le plafond de remise", English: "Lines within the discount limit", Entity: "orders", Date: "day",
		Value: "count(*) filter (where discount <= max_discount) / count(*)", Filter: "discount is not null and max_discount is not null", Unit: "percent", SmallN: few,
		needs: []string{"orders.product", "products.max_discount", "orders.discount|orders.list_amount|orders.discount_amount"}},
	{Name: "below_cost", French: "Lignes vendues sous leur coût", English: "Lines sold below cost", Entity: ofRevenue, Date: "day", Value: "count(*)",
		Filter: "amount < cost and amount > 0", LowerBetter: true, needs: []string{"revenue.cost"}},

	{Name: "buyers", French: "Clients actifs", English: "Active customers", Entity: ofRevenue, Date: "day", Value: "count(distinct buyer)",
		needs: []string{"revenue.customer"}},
	{Name: "new_customers", French: "Nouveaux clients", English: "New customers", Entity: ofRevenue, Date: "day", Value: "count(distinct buyer)",
		Filter: "day = first_day", needs: []string{"revenue.customer"}},
	{Name: "won_back", French: "Clients reconquis", English: "Customers won back", Entity: ofRevenue, Date: "day", Value: "count(distinct buyer)",
		Filter: "won_back", needs: []string{"revenue.customer"}},
	{Name: "lost_customers", French: "Clients perdus", English: "Lost customers", Entity: ofRevenue, Date: "lost_on", Value: "count(distinct buyer)",
		LowerBetter: true, needs: []string{"revenue.customer"}},

	{Name: "quotes", French: "Devis émis", English: "Quotes issued", Entity: "quotes", Date: "created", Value: "count(distinct id)"},
	{Name: "quoted", French: "Montant des devis émis", English: "Amount quoted", Entity: "quotes", Date: "created", Value: "sum(amount)", Unit: "currency",
		needs: []string{"quotes.amount"}},
	{Name: "conversion", Entity: "quotes", Unit: "percent", SmallN: few,
		Value: "count(distinct id) filter (where outcome = 'accepted') / count(distinct id)", needs: []string{"quotes.refused"}},

	{Name: "won", French: "Affaires gagnées", English: "Deals won", Entity: "deals", Date: "closed", Value: "sum(amount)", Filter: "state = 'won'", Unit: "currency",
		needs: []string{"deals.closed|deals.close"}},
	{Name: "win_rate", French: "Taux de succès en nombre", English: "Win rate in number", Entity: "deals", Date: "closed", Unit: "percent", SmallN: few,
		Value: "count(*) filter (where state = 'won') / count(*)", Filter: "state in ('won', 'lost')", needs: []string{"deals.closed|deals.close", "deals.lost"}},
	{Name: "win_rate_amount", French: "Taux de succès en montant", English: "Win rate in amount", Entity: "deals", Date: "closed", Unit: "percent",
		Value: "sum(amount) filter (where state = 'won') / sum(amount)", Filter: "state in ('won', 'lost')", needs: []string{"deals.closed|deals.close", "deals.lost"}},
	{Name: "cycle", French: "Durée médiane des affaires gagnées", English: "Median days to win", Entity: "deals", Date: "closed", Unit: "days", LowerBetter: true,
		Value: "median(date_diff('day', created, closed))", Filter: "state = 'won'", needs: []string{"deals.closed|deals.close"}},
	{Name: "pipeline", French: "Affaires en cours", English: "Open deals", Entity: "deals", Value: "sum(amount)", Filter: "state = 'open'", Unit: "currency"},
	{Name: "weighted", French: "Prévisionnel pondéré", English: "Weighted pipeline", Entity: "deals", Value: "sum(amount * probability)",
		Filter: "state = 'open' and not overdue", Unit: "currency", needs: []string{"deals.probability", "deals.close"}},
	{Name: "overdue", French: "Affaires en retard de signature", English: "Deals past their date", Entity: "deals", Value: "sum(amount)", Filter: "overdue",
		Unit: "currency", LowerBetter: true, needs: []string{"deals.close"}},

	{Name: "visits", French: "Visites", English: "Visits", Entity: "activities", Date: "day", Value: "count(*)", Filter: "sort = 'visit'"},
	{Name: "meetings", French: "Rendez-vous", English: "Meetings", Entity: "activities", Date: "day", Value: "count(*)", Filter: "sort = 'meeting'"},
	{Name: "calls", French: "Appels", English: "Calls", Entity: "activities", Date: "day", Value: "count(*)", Filter: "sort = 'call'"},
	{Name: "selling_time", French: "Temps de vente", English: "Selling time", Entity: "activities", Date: "day", Unit: "percent",
		Value: "sum(minutes) filter (where selling) / sum(minutes)", needs: []string{"activities.minutes", "activities.selling"}},

	{Name: "leads", French: "Prospects entrés", English: "Leads", Entity: "leads", Date: "created", Value: "count(distinct id)"},
	{Name: "qualified_rate", French: "Part de prospects qualifiés", English: "Share of qualified leads", Entity: "leads", Date: "created", Unit: "percent", SmallN: few,
		Value: "count(distinct id) filter (where qualified) / count(distinct id)", needs: []string{"leads.qualified"}},
	{Name: "answer_days", French: "Délai médian de première réponse", English: "Median days to the first answer", Entity: "leads", Date: "created", Unit: "days",
		Value: "median(date_diff('day', created, answered))", Filter: "answered is not null", LowerBetter: true, needs: []string{"leads.answered"}},
	{Name: "campaign_cost", French: "Coût des campagnes", English: "Cost of campaigns", Entity: "campaigns", Date: "from_day", Value: "sum(cost)", Unit: "currency",
		LowerBetter: true, needs: []string{"campaigns.from_day"}},

	{Name: "nps", French: "NPS", English: "NPS", Entity: "surveys", Date: "answered", Unit: "score", SmallN: few,
		Value: "100 * (count(*) filter (where score >= 9) - count(*) filter (where score <= 6)) / count(*)", Filter: "score is not null", needs: []string{"surveys.score"}},
	{Name: "csat", French: "Clients satisfaits", English: "Satisfied customers", Entity: "surveys", Date: "answered", Unit: "percent", SmallN: few,
		Value: "count(*) filter (where satisfaction >= 4) / count(*)", Filter: "satisfaction is not null", needs: []string{"surveys.satisfaction"}},
	{Name: "tickets", French: "Demandes SAV", English: "Tickets", Entity: "tickets", Date: "opened", Value: "count(*)", LowerBetter: true},
	{Name: "abandonment", French: "Paniers abandonnés", English: "Abandoned carts", Entity: "carts", Date: "day", Unit: "percent", SmallN: few, LowerBetter: true,
		Value: "count(*) filter (where not ordered) / count(*)"},
	{Name: "abandoned", French: "Montant des paniers abandonnés", English: "Amount of abandoned carts", Entity: "carts", Date: "day", Unit: "currency", LowerBetter: true,
		Value: "sum(amount)", Filter: "not ordered", needs: []string{"carts.amount"}},

	{Name: "visits_per_sale", French: "Visites par vente", English: "Visits per sale", Formula: "visits / sales", LowerBetter: true, needs: []string{"visits", "sales"}},
	{Name: "quotes_per_sale", French: "Devis par vente", English: "Quotes per sale", Formula: "quotes / sales", LowerBetter: true, needs: []string{"quotes", "sales"}},
	{Name: "cost_per_lead", French: "Coût par prospect", English: "Cost per lead", Formula: "campaign_cost / leads", Unit: "currency", LowerBetter: true,
		needs: []string{"campaign_cost", "leads"}},
	{Name: "cost_per_customer", French: "Coût par nouveau client", English: "Cost per new customer", Formula: "campaign_cost / new_customers", Unit: "currency",
		LowerBetter: true, needs: []string{"campaign_cost", "new_customers"}},
}

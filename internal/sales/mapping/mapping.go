// Package mapping is the YAML below 'sales:': which of a user's tables are orders, reps, quotas and so on, and the
// roles of their columns.
//
// The structs mirror the YAML, with the tags of package config. The additional tag 'role' is the type of a role's values:
// text, key (of an entity, as in key=reps), day, month, quarter, year, amount, number, ratio or flag.
package mapping

import "bilan/internal/period"

// Mapping maps the user's tables to orders, reps, quotas and so on. An entity without 'from' is not mapped.
type Mapping struct {
	Orders      Orders      `yaml:"orders" doc:"A row is an order, or a line of an order."`
	Invoices    Invoices    `yaml:"invoices" doc:"A row is an invoice or a credit note, or a line of one of them."`
	Reps        Reps        `yaml:"reps" doc:"A row is a rep, or a rep's time in a team."`
	Split       Split       `yaml:"split" doc:"A row is one rep's share of a sale."`
	Quotas      Quotas      `yaml:"quotas" doc:"A row is an objective for a month, quarter or year. The objectives become targets."`
	Customers   Customers   `yaml:"customers" doc:"A row is a customer."`
	Products    Products    `yaml:"products" doc:"A row is a product."`
	Quotes      Quotes      `yaml:"quotes" doc:"A row is a quote, or a revision of a quote."`
	Deals       Deals       `yaml:"deals" doc:"A row is an opportunity in its present state."`
	DealHistory DealHistory `yaml:"deal_history" doc:"A row is a deal's time in a stage."`
	Leads       Leads       `yaml:"leads" doc:"A row is a lead."`
	Activities  Activities  `yaml:"activities" doc:"A row is a call, a visit, a meeting."`
	Commits     Commits     `yaml:"commits" doc:"A row is the amount that a rep announced for a month. The amounts become targets of the scenario 'forecast'."`
	Surveys     Surveys     `yaml:"surveys" doc:"A row is an answer to a survey."`
	Tickets     Tickets     `yaml:"tickets" doc:"A row is a customer's request for service."`
	Campaigns   Campaigns   `yaml:"campaigns" doc:"A row is a campaign with its cost."`
	Carts       Carts       `yaml:"carts" doc:"A row is a cart of a web shop."`
	Actions     Actions     `yaml:"actions" doc:"A row is a corrective action."`
	Skills      Skills      `yaml:"skills" doc:"A row is a skill of a rep."`
	Rates       Rates       `yaml:"rates" doc:"Exchange rates, for entities with a 'currency'. May be written as the bare table."`
	Definitions Definitions `yaml:"definitions" doc:"The definitions of figures that companies choose differently."`
}

// Definitions are the choices between definitions of figures on which companies differ.
type Definitions struct {
	Revenue      string      `yaml:"revenue" is:"one=ordered|invoiced" def:"ordered; invoiced without orders" eg:"invoiced" doc:"What 'revenue', 'sales', 'basket' and 'margin' are computed from."`
	Conversion   string      `yaml:"conversion" is:"one=decided|issued" def:"decided" eg:"issued" doc:"What accepted quotes are divided by: the quotes decided in the period, or the quotes issued in it."`
	QuoteExpires int         `yaml:"quote_expires" is:"days" def:"90 days" eg:"60 days" doc:"After how many days a quote without an answer and without 'valid' has expired."`
	Growth       Growth      `yaml:"growth" is:"growth" def:"0 %" eg:"5 %" doc:"The growth that is proposed over a rep's sales of the last twelve months, in 'sales.quota_proposal'."`
	LostAfter    period.Span `yaml:"lost_after" is:"span" def:"12 months" eg:"18 months" doc:"How long a customer must be without an order to count as lost."`
}

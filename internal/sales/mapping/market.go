package mapping

// Customers maps the customers.
type Customers struct {
	From        []string `yaml:"from" is:"req" eg:"sage.tiers" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where       string   `yaml:"where" is:"raw" eg:"type = 'Client'" doc:"A SQL condition: only the rows that meet it are used."`
	ID          string   `yaml:"id" is:"req,raw" role:"text" eg:"N° tiers" doc:"The customer's id."`
	Name        string   `yaml:"name" is:"req,raw" role:"text" eg:"Intitulé" doc:"The name to print."`
	Group       string   `yaml:"group" is:"raw" role:"text" eg:"Groupe" doc:"The group that the customer belongs to: new, lost and won-back customers are counted by group."`
	Segment     string   `yaml:"segment" is:"raw" role:"text" eg:"Segment" doc:"The segment."`
	Region      string   `yaml:"region" is:"raw" role:"text" eg:"Région" doc:"The region, for sales that have none of their own."`
	Country     string   `yaml:"country" is:"raw" role:"text" eg:"Pays" doc:"The country."`
	Rep         string   `yaml:"rep" is:"raw" role:"key=reps" eg:"Collaborateur" doc:"The customer's rep, who gets this customer's sales without a rep."`
	Mail        string   `yaml:"mail" is:"raw" role:"text" eg:"Courriel" doc:"The address."`
	Phone       string   `yaml:"phone" is:"raw" role:"text" eg:"Téléphone" doc:"The telephone number."`
	TaxID       string   `yaml:"tax_id" is:"raw" role:"text" eg:"SIRET" doc:"The customer's tax number."`
	Created     string   `yaml:"created" is:"raw" role:"day" eg:"Créé le" doc:"The day on which the account was created."`
	Updated     string   `yaml:"updated" is:"raw" role:"day" eg:"Modifié le" doc:"The day on which the account was last changed."`
	Photos      string   `yaml:"photos" is:"one=daily|never" def:"daily" eg:"never" doc:"Whether the daemon keeps a photo of the customers each day."`
	ContractEnd string   `yaml:"contract_end" is:"raw" role:"day" eg:"Fin de contrat" doc:"The day on which the customer's contract ends."`
}

// Products maps the products.
type Products struct {
	From        []string `yaml:"from" is:"req" eg:"sage.articles" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where       string   `yaml:"where" is:"raw" eg:"actif" doc:"A SQL condition: only the rows that meet it are used."`
	ID          string   `yaml:"id" is:"req,raw" role:"text" eg:"Référence" doc:"The product's id."`
	Name        string   `yaml:"name" is:"req,raw" role:"text" eg:"Désignation" doc:"The name to print."`
	Range       string   `yaml:"range" is:"raw" role:"text" eg:"Famille" doc:"The range that the product belongs to."`
	ListPrice   string   `yaml:"list_price" is:"raw" role:"amount" eg:"Prix tarif" doc:"The list price of one unit."`
	MaxDiscount string   `yaml:"max_discount" is:"raw" role:"ratio" eg:"Remise max" doc:"The largest discount allowed, as a ratio. If a value of the column is above 1, all values are percentages."`
	Service     string   `yaml:"service" is:"raw" role:"flag" eg:"type = 'Service'" doc:"Whether the product is a service. A service may have no cost."`
}

// Quotes maps quotes and their revisions.
type Quotes struct {
	From       []string `yaml:"from" is:"req" eg:"excel.devis" doc:"The table: a dataset, or SOURCE.TABLE; or a list of tables with the same columns."`
	Where      string   `yaml:"where" is:"raw" eg:"type = 'Devis'" doc:"A SQL condition: only the rows that meet it are used."`
	ID         string   `yaml:"id" is:"req,raw" role:"text" eg:"N° devis" doc:"The quote's id."`
	Created    string   `yaml:"created" is:"req,raw" role:"day" eg:"Date" doc:"The day on which the quote was sent."`
	Status     string   `yaml:"status" is:"req,raw" role:"text" eg:"Statut" doc:"The status, for 'accepted' and 'refused'. A quote with any other status is open."`
	Accepted   []string `yaml:"accepted" is:"req" eg:"[Accepté, Signé]" doc:"The statuses of quotes that were accepted."`
	Refused    []string `yaml:"refused" eg:"[Refusé, Sans suite]" doc:"The statuses of quotes that were refused."`
	Decided    string   `yaml:"decided" is:"raw" role:"day" eg:"Date décision" doc:"The day of the decision. If it is not mapped, a decided quote counts on the day on which the quote was sent."`
	Valid      string   `yaml:"valid" is:"raw" role:"day" eg:"Valable jusqu'au" doc:"The last day on which the quote is valid."`
	RevisionOf string   `yaml:"revision_of" is:"raw" role:"text" eg:"Devis d'origine" doc:"The quote that this one replaces. Only the last revision counts."`
	Amount     string   `yaml:"amount" is:"raw" role:"amount" eg:"Montant HT" doc:"The amount before tax."`
	Rep        string   `yaml:"rep" is:"raw" role:"key=reps" eg:"Commercial" doc:"The rep. A quote without a rep takes its customer's rep."`
	Customer   string   `yaml:"customer" is:"raw" role:"key=customers" eg:"Client" doc:"The customer, by id or name."`
	Deal       string   `yaml:"deal" is:"raw" role:"text" eg:"Affaire" doc:"The deal that the quote belongs to."`
	Requested  string   `yaml:"requested" is:"raw" role:"day" eg:"Demandé le" doc:"The day on which the quote was requested."`
}

// Leads maps leads.
type Leads struct {
	From      []string `yaml:"from" is:"req" eg:"crm.leads" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where     string   `yaml:"where" is:"raw" eg:"not spam" doc:"A SQL condition: only the rows that meet it are used."`
	ID        string   `yaml:"id" is:"req,raw" role:"text" eg:"id" doc:"The lead's id."`
	Created   string   `yaml:"created" is:"req,raw" role:"day" eg:"created_at" doc:"The day on which the lead arrived."`
	Answered  string   `yaml:"answered" is:"raw" role:"day" eg:"first_answer" doc:"The day of the first answer."`
	Source    string   `yaml:"source" is:"raw" role:"text" eg:"origine" doc:"Where the lead came from, such as a fair or the web site."`
	Campaign  string   `yaml:"campaign" is:"raw" role:"text" eg:"campagne" doc:"The campaign that brought the lead."`
	Rep       string   `yaml:"rep" is:"raw" role:"key=reps" eg:"commercial" doc:"The rep."`
	Qualified string   `yaml:"qualified" is:"raw" role:"flag" eg:"qualifie" doc:"Whether the lead is qualified."`
	Deal      string   `yaml:"deal" is:"raw" role:"text" eg:"affaire" doc:"The deal that the lead became."`
}

// Activities maps the activities of reps.
type Activities struct {
	From     []string `yaml:"from" is:"req" eg:"crm.activites" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where    string   `yaml:"where" is:"raw" eg:"done" doc:"A SQL condition: only the rows that meet it are used."`
	Day      string   `yaml:"day" is:"req,raw" role:"day" eg:"date" doc:"The day."`
	Type     string   `yaml:"type" is:"req,raw" role:"text" eg:"type" doc:"The type. Bilan knows the usual names of visits, meetings and calls; the lists below replace them."`
	Rep      string   `yaml:"rep" is:"raw" role:"key=reps" eg:"commercial" doc:"The rep."`
	Customer string   `yaml:"customer" is:"raw" role:"key=customers" eg:"client" doc:"The customer, by id or name."`
	Minutes  string   `yaml:"minutes" is:"raw" role:"number" eg:"duree" doc:"How many minutes the activity took."`
	Visits   []string `yaml:"visits" def:"visite, visit" eg:"[RDV terrain]" doc:"The types that are visits."`
	Meetings []string `yaml:"meetings" def:"meeting, rendez-vous, rdv, réunion" eg:"[Visio]" doc:"The types that are meetings."`
	Calls    []string `yaml:"calls" def:"call, appel, appel téléphonique" eg:"[Tél.]" doc:"The types that are calls."`
	Selling  []string `yaml:"selling" eg:"[Visite, Appel]" doc:"The types that are selling time."`
}

// Surveys maps the answers to surveys.
type Surveys struct {
	From         []string `yaml:"from" is:"req" eg:"excel.enquete" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where        string   `yaml:"where" is:"raw" eg:"complete" doc:"A SQL condition: only the rows that meet it are used."`
	Answered     string   `yaml:"answered" is:"req,raw" role:"day" eg:"reponse_le" doc:"The day of the answer. An empty cell means that there is no answer."`
	Score        string   `yaml:"score" is:"raw" role:"number" eg:"note" doc:"The answer to whether the customer would recommend you, from 0 to 10."`
	Satisfaction string   `yaml:"satisfaction" is:"raw" role:"number" eg:"satisfaction" doc:"How satisfied the customer is, from 1 to 5."`
	Sent         string   `yaml:"sent" is:"raw" role:"day" eg:"envoye_le" doc:"The day on which the survey was sent."`
	Customer     string   `yaml:"customer" is:"raw" role:"key=customers" eg:"client" doc:"The customer, by id or name."`
	Rep          string   `yaml:"rep" is:"raw" role:"key=reps" eg:"commercial" doc:"The rep."`
	Theme        string   `yaml:"theme" is:"raw" role:"text" eg:"theme" doc:"The subject of the answer."`
	Comment      string   `yaml:"comment" is:"raw" role:"text" eg:"commentaire" doc:"The comment."`
}

// Tickets maps requests for service.
type Tickets struct {
	From     []string `yaml:"from" is:"req" eg:"sav.tickets" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where    string   `yaml:"where" is:"raw" eg:"not spam" doc:"A SQL condition: only the rows that meet it are used."`
	Opened   string   `yaml:"opened" is:"req,raw" role:"day" eg:"ouvert_le" doc:"The day on which the request was opened."`
	Customer string   `yaml:"customer" is:"raw" role:"key=customers" eg:"client" doc:"The customer, by id or name."`
	Closed   string   `yaml:"closed" is:"raw" role:"day" eg:"clos_le" doc:"The day on which the request was closed. An empty cell means that it is still open."`
	Kind     string   `yaml:"kind" is:"raw" role:"text" eg:"motif" doc:"What the request is about."`
}

// Campaigns maps campaigns.
type Campaigns struct {
	From     []string `yaml:"from" is:"req" eg:"excel.campagnes" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where    string   `yaml:"where" is:"raw" eg:"annee = 2026" doc:"A SQL condition: only the rows that meet it are used."`
	ID       string   `yaml:"id" is:"req,raw" role:"text" eg:"code" doc:"The campaign's id."`
	Name     string   `yaml:"name" is:"req,raw" role:"text" eg:"nom" doc:"The name to print."`
	Cost     string   `yaml:"cost" is:"req,raw" role:"amount" eg:"cout" doc:"The cost of the campaign."`
	Channel  string   `yaml:"channel" is:"raw" role:"text" eg:"canal" doc:"The channel."`
	FromDay  string   `yaml:"from_day" is:"raw" role:"day" eg:"debut" doc:"The first day of the campaign. Its cost counts on that day."`
	UntilDay string   `yaml:"until_day" is:"raw" role:"day" eg:"fin" doc:"The last day."`
}

// Carts maps the carts of a web shop.
type Carts struct {
	From    []string `yaml:"from" is:"req" eg:"web.paniers" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where   string   `yaml:"where" is:"raw" eg:"not test" doc:"A SQL condition: only the rows that meet it are used."`
	Day     string   `yaml:"day" is:"req,raw" role:"day" eg:"cree_le" doc:"The day of the cart."`
	Status  string   `yaml:"status" is:"req,raw" role:"text" eg:"statut" doc:"The status, for 'ordered'."`
	Ordered []string `yaml:"ordered" is:"req" eg:"[commandé]" doc:"The statuses of carts that became orders."`
	Amount  string   `yaml:"amount" is:"raw" role:"amount" eg:"montant" doc:"The amount before tax."`
	Step    string   `yaml:"step" is:"raw" role:"text" eg:"etape" doc:"The cart's present step."`
}

// Rates maps exchange rates.
type Rates struct {
	From     []string `yaml:"from" is:"req,bare" eg:"excel.taux" doc:"The table: a dataset, or SOURCE.TABLE."`
	Currency string   `yaml:"currency" is:"raw" role:"text" def:"currency" eg:"devise" doc:"The currency, as an ISO code."`
	FromDay  string   `yaml:"from_day" is:"raw" role:"day" def:"from_day" eg:"depuis" doc:"The first day of the rate, which applies until the next one."`
	Rate     string   `yaml:"rate" is:"raw" role:"number" def:"rate" eg:"cours" doc:"The value of one unit in the company's currency."`
}

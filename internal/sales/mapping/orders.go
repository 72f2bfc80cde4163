package mapping

// Orders maps orders or their lines.
type Orders struct {
	From           []string `yaml:"from" is:"req" eg:"sage.documents" doc:"The table: a dataset, or SOURCE.TABLE; or a list of tables with the same columns."`
	Where          string   `yaml:"where" is:"raw" eg:"type = 'Bon de commande'" doc:"A SQL condition: only the rows that meet it are used."`
	ID             string   `yaml:"id" is:"req,raw" role:"text" eg:"N° pièce" doc:"The order's id. Lines with the same id are one order."`
	Day            string   `yaml:"day" is:"req,raw" role:"day" eg:"Date" doc:"The day of the order."`
	Amount         string   `yaml:"amount" is:"raw" role:"amount" eg:"Total HT" doc:"The amount before tax. Needed here or in 'lines'."`
	Cost           string   `yaml:"cost" is:"raw" role:"amount" eg:"Prix de revient" doc:"The cost of the goods, for the same quantity. 0 means that the cost is not known, except for services."`
	ListAmount     string   `yaml:"list_amount" is:"raw" role:"amount" eg:"Montant tarif" doc:"The amount at list price, before discount."`
	Discount       string   `yaml:"discount" is:"raw" role:"ratio" eg:"Remise %" doc:"The discount as a ratio. If a value of the column is above 1, all values are percentages."`
	DiscountAmount string   `yaml:"discount_amount" is:"raw" role:"amount" eg:"Montant remise" doc:"The discount as an amount, instead of 'discount'."`
	Quantity       string   `yaml:"quantity" is:"raw" role:"number" eg:"Qté" doc:"The sold quantity."`
	OpenAmount     string   `yaml:"open_amount" is:"raw" role:"amount" eg:"Reste à facturer" doc:"The amount that is not invoiced yet."`
	Quote          string   `yaml:"quote" is:"raw" role:"text" eg:"N° devis" doc:"The quote that became the order."`
	Rep            string   `yaml:"rep" is:"raw" role:"key=reps" eg:"Collaborateur" doc:"The rep, by one of the columns in 'match' of 'reps'. An order without a rep takes its customer's rep."`
	Customer       string   `yaml:"customer" is:"raw" role:"key=customers" eg:"N° tiers" doc:"The customer, by id or name."`
	Product        string   `yaml:"product" is:"raw" role:"key=products" eg:"Réf. article" doc:"The product, by id or name."`
	Channel        string   `yaml:"channel" is:"raw" role:"text" eg:"Canal" doc:"The channel of the sale: shop, web, distributor."`
	Region         string   `yaml:"region" is:"raw" role:"text" eg:"Région" doc:"The region. If it is not mapped, the customer's region, or else the rep's."`
	Campaign       string   `yaml:"campaign" is:"raw" role:"text" eg:"Campagne" doc:"The campaign that brought the order."`
	Kind           string   `yaml:"kind" is:"raw" role:"text" eg:"Type de vente" doc:"A kind of order of your own."`
	Status         string   `yaml:"status" is:"raw" role:"text" eg:"Etat" doc:"The status, for 'draft' and 'cancelled'."`
	Draft          []string `yaml:"draft" eg:"[Saisi]" doc:"The statuses of orders that are not firm yet. Rows with such a status are left out."`
	Cancelled      []string `yaml:"cancelled" eg:"[Annulé]" doc:"The statuses of cancelled orders. The amounts of cancelled orders are subtracted on 'cancelled_on'. If that is not mapped, they are removed from the month of the order."`
	CancelledOn    string   `yaml:"cancelled_on" is:"raw" role:"day" eg:"Date annulation" doc:"The day of the cancellation."`
	Currency       string   `yaml:"currency" is:"raw" role:"text" eg:"Devise" doc:"The currency of the amounts, as ISO codes. Currencies other than the company's need 'rates'."`
	Company        string   `yaml:"company" is:"raw" role:"text" eg:"Société" doc:"The company of a group that sold."`
	Lines          Lines    `yaml:"lines" doc:"The order's lines, if orders and their lines are two tables. A role that both tables have is read from the lines."`
}

// Lines maps the lines of orders or invoices whose headers are in another table.
type Lines struct {
	From           []string `yaml:"from" is:"req" eg:"sage.lignes" doc:"The table of the lines."`
	Where          string   `yaml:"where" is:"raw" eg:"article is not null" doc:"A SQL condition: only the rows that meet it are used."`
	Order          string   `yaml:"order" is:"req,raw" role:"text" eg:"N° pièce" doc:"The id of the order or invoice that a line belongs to."`
	Amount         string   `yaml:"amount" is:"raw" role:"amount" eg:"Montant HT" doc:"The line's amount before tax."`
	Cost           string   `yaml:"cost" is:"raw" role:"amount" eg:"Qté * PR" doc:"What the line cost."`
	ListAmount     string   `yaml:"list_amount" is:"raw" role:"amount" eg:"Qté * PU" doc:"The line's amount at list price."`
	Discount       string   `yaml:"discount" is:"raw" role:"ratio" eg:"Remise" doc:"The line's discount as a ratio. If a value of the column is above 1, all values are percentages."`
	DiscountAmount string   `yaml:"discount_amount" is:"raw" role:"amount" eg:"Montant remise" doc:"The line's discount as an amount."`
	Quantity       string   `yaml:"quantity" is:"raw" role:"number" eg:"Qté" doc:"The line's quantity."`
	OpenAmount     string   `yaml:"open_amount" is:"raw" role:"amount" eg:"Reste" doc:"The line's amount that is not invoiced yet."`
	Product        string   `yaml:"product" is:"raw" role:"key=products" eg:"Réf. article" doc:"The line's product."`
}

// Invoices maps invoices and credit notes, or their lines.
type Invoices struct {
	From        []string `yaml:"from" is:"req" eg:"sage.documents" doc:"The table: a dataset, or SOURCE.TABLE; or a list of tables with the same columns."`
	Where       string   `yaml:"where" is:"raw" eg:"type in ('Facture', 'Avoir')" doc:"A SQL condition: only the rows that meet it are used."`
	ID          string   `yaml:"id" is:"req,raw" role:"text" eg:"N° pièce" doc:"The invoice's id."`
	Day         string   `yaml:"day" is:"req,raw" role:"day" eg:"Date" doc:"The day of the invoice."`
	Amount      string   `yaml:"amount" is:"raw" role:"amount" eg:"Total HT" doc:"The amount before tax. Needed here or in 'lines'."`
	Order       string   `yaml:"order" is:"raw" role:"text" eg:"N° commande" doc:"The order that is invoiced, by the order's id."`
	Cost        string   `yaml:"cost" is:"raw" role:"amount" eg:"Prix de revient" doc:"The cost of the goods. 0 means that the cost is not known, except for services."`
	Quantity    string   `yaml:"quantity" is:"raw" role:"number" eg:"Qté" doc:"The invoiced quantity."`
	Rep         string   `yaml:"rep" is:"raw" role:"key=reps" eg:"Collaborateur" doc:"The rep. An invoice without a rep takes its customer's rep."`
	Customer    string   `yaml:"customer" is:"raw" role:"key=customers" eg:"N° tiers" doc:"The customer, by id or name."`
	Product     string   `yaml:"product" is:"raw" role:"key=products" eg:"Réf. article" doc:"The product, by id or name."`
	Channel     string   `yaml:"channel" is:"raw" role:"text" eg:"Canal" doc:"The channel of the sale."`
	Region      string   `yaml:"region" is:"raw" role:"text" eg:"Région" doc:"The region. If it is not mapped, the customer's region, or else the rep's."`
	Kind        string   `yaml:"kind" is:"raw" role:"text" eg:"Type" doc:"The kind of document, for 'credit_notes' and 'deposits'."`
	CreditNotes []string `yaml:"credit_notes" eg:"[Avoir]" doc:"The kinds that are credit notes. A credit note with a positive amount is counted as negative."`
	Deposits    []string `yaml:"deposits" eg:"[Acompte]" doc:"The kinds that are deposits: they are left out. Do not list them if the final invoice deducts them."`
	Recurring   string   `yaml:"recurring" is:"raw" role:"flag" eg:"Abonnement" doc:"Whether the invoice recurs, as for a subscription."`
	Due         string   `yaml:"due" is:"raw" role:"day" eg:"Echéance" doc:"The day on which the invoice is due."`
	Paid        string   `yaml:"paid" is:"raw" role:"day" eg:"Réglé le" doc:"The day on which the invoice was paid. An empty cell means that it is not paid yet."`
	Currency    string   `yaml:"currency" is:"raw" role:"text" eg:"Devise" doc:"The currency of the amounts, as ISO codes. Currencies other than the company's need 'rates'."`
	Company     string   `yaml:"company" is:"raw" role:"text" eg:"Société" doc:"The company of a group that sold."`
	Lines       Lines    `yaml:"lines" doc:"The invoice's lines, if invoices and their lines are two tables. A role that both tables have is read from the lines."`
}

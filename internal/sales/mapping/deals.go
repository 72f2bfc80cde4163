package mapping

// Deals maps opportunities as they are today.
type Deals struct {
	From        []string          `yaml:"from" is:"req" eg:"crm.affaires" doc:"The table: a dataset, or SOURCE.TABLE; several with the same columns as a list."`
	Where       string            `yaml:"where" is:"raw" eg:"pipeline = 'Ventes'" doc:"A SQL condition on its rows."`
	ID          string            `yaml:"id" is:"req,raw" role:"text" eg:"no_affaire" doc:"What identifies a deal."`
	Created     string            `yaml:"created" is:"req,raw" role:"day" eg:"cree_le" doc:"The day on which it was created."`
	Stage       string            `yaml:"stage" is:"req,raw" role:"text" eg:"etape" doc:"The stage it is in."`
	Amount      string            `yaml:"amount" is:"req,raw" role:"amount" eg:"montant" doc:"The amount before tax."`
	Stages      []string          `yaml:"stages" is:"req" eg:"[Qualifié, Devis, Négociation]" doc:"The open stages, in order."`
	Won         []string          `yaml:"won" is:"req" eg:"Gagné" doc:"The stages of deals that are won."`
	Lost        []string          `yaml:"lost" eg:"[Perdu, Abandonné]" doc:"The stages of deals that are lost or abandoned."`
	Name        string            `yaml:"name" is:"raw" role:"text" eg:"intitule" doc:"The deal's name. Without it lists show its customer, or its id."`
	Rep         string            `yaml:"rep" is:"raw" role:"key=reps" eg:"vendeur" doc:"The rep. A deal without one takes its customer's."`
	Customer    string            `yaml:"customer" is:"raw" role:"key=customers" eg:"client" doc:"The customer, by id or name."`
	Source      string            `yaml:"source" is:"raw" role:"text" eg:"origine" doc:"Where it came from."`
	Type        string            `yaml:"type" is:"raw" role:"text" eg:"type" doc:"A type of your own, such as new business or renewal."`
	Margin      string            `yaml:"margin" is:"raw" role:"amount" eg:"marge" doc:"The expected margin."`
	Quantity    string            `yaml:"quantity" is:"raw" role:"number" eg:"quantite" doc:"The quantity it is about."`
	Probability string            `yaml:"probability" is:"raw" role:"ratio" eg:"proba" doc:"The probability, as a ratio; if one of them is above 1, all are percentages."`
	Close       string            `yaml:"close" is:"raw" role:"day" eg:"prevu_le" doc:"The expected closing day."`
	Closed      string            `yaml:"closed" is:"raw" role:"day" eg:"clos_le" doc:"The day on which it closed. Without it a deal that is won or lost closed on 'close'."`
	Reason      string            `yaml:"reason" is:"raw" role:"text" eg:"motif" doc:"Why it was lost."`
	Competitor  string            `yaml:"competitor" is:"raw" role:"text" eg:"concurrent" doc:"The competitor."`
	NextStep    string            `yaml:"next_step" is:"raw" role:"text" eg:"prochaine_etape" doc:"What is done next."`
	Photos      string            `yaml:"photos" is:"one=daily|never" def:"daily" eg:"never" doc:"Whether the daemon keeps a photo of the deals each day."`
	Entered     map[string]string `yaml:"entered" is:"raw" eg:"{Devis: date_devis}" doc:"If the CRM has a date per stage: each stage, with the column of the day on which a deal entered it."`
}

// DealHistory maps the times that deals spent in stages.
type DealHistory struct {
	From    []string `yaml:"from" is:"req" eg:"crm.etapes" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where   string   `yaml:"where" is:"raw" eg:"stage is not null" doc:"A SQL condition on its rows."`
	Deal    string   `yaml:"deal" is:"req,raw" role:"text" eg:"no_affaire" doc:"The deal, by its id."`
	Stage   string   `yaml:"stage" is:"req,raw" role:"text" eg:"etape" doc:"The stage."`
	Entered string   `yaml:"entered" is:"req,raw" role:"day" eg:"depuis" doc:"The day on which the deal entered it."`
	Left    string   `yaml:"left" is:"raw" role:"day" eg:"jusqu_au" doc:"The day on which the deal left it. Without it, that of its next stage."`
}

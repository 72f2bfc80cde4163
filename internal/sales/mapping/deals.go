package mapping

// Deals maps opportunities as they are today.
type Deals struct {
	From        []string          `yaml:"from" is:"req" eg:"crm.affaires" doc:"The table: a dataset, or SOURCE.TABLE; or a list of tables with the same columns."`
	Where       string            `yaml:"where" is:"raw" eg:"pipeline = 'Ventes'" doc:"A SQL condition: only the rows that meet it are used."`
	ID          string            `yaml:"id" is:"req,raw" role:"text" eg:"no_affaire" doc:"The deal's id."`
	Created     string            `yaml:"created" is:"req,raw" role:"day" eg:"cree_le" doc:"The day on which the deal was created."`
	Stage       string            `yaml:"stage" is:"req,raw" role:"text" eg:"etape" doc:"The deal's present stage."`
	Amount      string            `yaml:"amount" is:"req,raw" role:"amount" eg:"montant" doc:"The amount before tax."`
	Stages      []string          `yaml:"stages" is:"req" eg:"[Qualifié, Devis, Négociation]" doc:"The open stages, in order."`
	Won         []string          `yaml:"won" is:"req" eg:"Gagné" doc:"The stages of deals that are won."`
	Lost        []string          `yaml:"lost" eg:"[Perdu, Abandonné]" doc:"The stages of deals that are lost or abandoned."`
	Name        string            `yaml:"name" is:"raw" role:"text" eg:"intitule" doc:"The deal's name. If it is not mapped, lists show the deal's customer, or else its id."`
	Rep         string            `yaml:"rep" is:"raw" role:"key=reps" eg:"vendeur" doc:"The rep. A deal without a rep takes its customer's rep."`
	Customer    string            `yaml:"customer" is:"raw" role:"key=customers" eg:"client" doc:"The customer, by id or name."`
	Source      string            `yaml:"source" is:"raw" role:"text" eg:"origine" doc:"Where the deal came from, such as a fair or the web site."`
	Type        string            `yaml:"type" is:"raw" role:"text" eg:"type" doc:"A type of your own, such as new business or renewal."`
	Margin      string            `yaml:"margin" is:"raw" role:"amount" eg:"marge" doc:"The expected margin."`
	Quantity    string            `yaml:"quantity" is:"raw" role:"number" eg:"quantite" doc:"The quantity of the deal."`
	Probability string            `yaml:"probability" is:"raw" role:"ratio" eg:"proba" doc:"The probability as a ratio. If a value of the column is above 1, all values are percentages."`
	Close       string            `yaml:"close" is:"raw" role:"day" eg:"prevu_le" doc:"The expected closing day."`
	Closed      string            `yaml:"closed" is:"raw" role:"day" eg:"clos_le" doc:"The day on which the deal was won or lost. If it is not mapped, that day is 'close'."`
	Reason      string            `yaml:"reason" is:"raw" role:"text" eg:"motif" doc:"Why the deal was lost."`
	Competitor  string            `yaml:"competitor" is:"raw" role:"text" eg:"concurrent" doc:"The competitor."`
	NextStep    string            `yaml:"next_step" is:"raw" role:"text" eg:"prochaine_etape" doc:"What is done next."`
	Photos      string            `yaml:"photos" is:"one=daily|never" def:"daily" eg:"never" doc:"Whether the daemon keeps a photo of the deals each day."`
	Entered     map[string]string `yaml:"entered" is:"raw" eg:"{Devis: date_devis}" doc:"For a CRM with a date column per stage: each stage, and the column with the day on which the deal entered it."`
}

// DealHistory maps the times that deals spent in stages.
type DealHistory struct {
	From    []string `yaml:"from" is:"req" eg:"crm.etapes" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where   string   `yaml:"where" is:"raw" eg:"stage is not null" doc:"A SQL condition: only the rows that meet it are used."`
	Deal    string   `yaml:"deal" is:"req,raw" role:"text" eg:"no_affaire" doc:"The deal, by its id."`
	Stage   string   `yaml:"stage" is:"req,raw" role:"text" eg:"etape" doc:"The stage."`
	Entered string   `yaml:"entered" is:"req,raw" role:"day" eg:"depuis" doc:"The day on which the deal entered the stage."`
	Left    string   `yaml:"left" is:"raw" role:"day" eg:"jusqu_au" doc:"The day on which the deal left the stage. If it is not mapped, the day on which the deal entered its next stage."`
}

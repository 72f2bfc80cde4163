package mapping

import (
	"strings"

	"bilan/internal/locale"
)

// Reps maps the sales people.
type Reps struct {
	From     []string `yaml:"from" is:"req" eg:"sage.collaborateurs" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where    string   `yaml:"where" is:"raw" eg:"service = 'Ventes'" doc:"A SQL condition: only the rows that meet it are used."`
	ID       string   `yaml:"id" is:"req,raw" role:"text" eg:"Matricule" doc:"The rep's id."`
	Name     string   `yaml:"name" is:"req,raw" role:"text" eg:"Nom" doc:"The name to print."`
	Team     string   `yaml:"team" is:"raw" role:"text" eg:"Service" doc:"The rep's team. Sections may show figures by team."`
	Region   string   `yaml:"region" is:"raw" role:"text" eg:"Région" doc:"The region, for sales that have none of their own."`
	Mail     string   `yaml:"mail" is:"raw" role:"text" eg:"Courriel" doc:"The rep's address."`
	Manager  string   `yaml:"manager" is:"raw" role:"text" eg:"Responsable" doc:"The rep's manager."`
	FromDay  string   `yaml:"from_day" is:"raw" role:"day" eg:"Entrée" doc:"The first day; if a rep has several rows, the first day in the team."`
	UntilDay string   `yaml:"until_day" is:"raw" role:"day" eg:"Sortie" doc:"The last day. An empty cell means that the rep is still there."`
	Match    []string `yaml:"match" is:"one=id|name|mail" def:"[id, name]" eg:"[id, name, mail]" doc:"The columns by which other tables name a rep. Case, accents and the order of words are ignored; a value that matches two reps is ignored."`
}

// Split maps the shares of sales that several reps share.
type Split struct {
	From  []string `yaml:"from" is:"req" eg:"sage.partages" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where string   `yaml:"where" is:"raw" eg:"part > 0" doc:"A SQL condition: only the rows that meet it are used."`
	ID    string   `yaml:"id" is:"req,raw" role:"text" eg:"N° pièce" doc:"The sale that is shared, by its id."`
	Rep   string   `yaml:"rep" is:"req,raw" role:"key=reps" eg:"Collaborateur" doc:"The rep."`
	Share string   `yaml:"share" is:"req,raw" role:"number" eg:"Part" doc:"The share: from 0 to 1, or from 0 to 100. The shares of one sale add up to 100 %."`
	Of    string   `yaml:"of" is:"one=orders|invoices|deals" def:"orders; without them, invoices or else deals" eg:"deals" doc:"What is shared."`
}

// Quotas maps objectives.
type Quotas struct {
	From     []string   `yaml:"from" is:"req" eg:"excel.objectifs" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where    string     `yaml:"where" is:"raw" eg:"annee = 2026" doc:"A SQL condition: only the rows that meet it are used."`
	Month    string     `yaml:"month" is:"raw" role:"month" eg:"mois" doc:"The month: any day of it, 2026-01, 01/2026 or 202601. Needed, unless 'quarter' or 'year' is given."`
	Quarter  string     `yaml:"quarter" is:"raw" role:"quarter" eg:"trimestre" doc:"The quarter, instead of the month: any day of it, or 2026-Q1 or T1 2026."`
	Year     string     `yaml:"year" is:"raw" role:"year" eg:"exercice" doc:"The year, instead of the month: any day of it, or 2026."`
	Amount   string     `yaml:"amount" is:"raw" role:"amount" eg:"keur" doc:"The objective. Needed here or by 'wide'."`
	Wide     WideQuotas `yaml:"wide" eg:"{columns: janv..déc, year: 2026}" doc:"Instead of 'month' and 'amount', for a table with a column per month or quarter. May be written as the columns alone."`
	Rep      string     `yaml:"rep" is:"raw" role:"key=reps" eg:"Commercial" doc:"The rep whose objective it is."`
	Team     string     `yaml:"team" is:"raw" role:"text" eg:"Service" doc:"The team whose objective it is, if it is not a rep's."`
	Region   string     `yaml:"region" is:"raw" role:"text" eg:"Région" doc:"The region whose objective it is, if it is not a rep's or a team's."`
	Margin   string     `yaml:"margin" is:"raw" role:"amount" eg:"marge" doc:"A margin objective in the same row."`
	Sales    string     `yaml:"sales" is:"raw" role:"number" eg:"nb ventes" doc:"An objective of the number of sales in the same row."`
	Quotes   string     `yaml:"quotes" is:"raw" role:"number" eg:"nb devis" doc:"An objective of the number of quotes in the same row."`
	Meetings string     `yaml:"meetings" is:"raw" role:"number" eg:"nb rdv" doc:"An objective of the number of meetings in the same row."`
	Revised  string     `yaml:"revised" is:"raw" role:"day" eg:"fixé le" doc:"The day on which the objective was set. If several rows are for one period and rep, the newest counts."`
	Several  string     `yaml:"several" is:"one=refuse|add" def:"refuse" eg:"add" doc:"What several rows for one period and rep mean: a mistake, or parts that are added, such as an objective for each range."`
	Scale    string     `yaml:"scale" is:"positive" def:"1" eg:"1000" doc:"The factor for amount and margin: 1000 for k€."`
	Of       string     `yaml:"of" def:"revenue" eg:"invoiced" doc:"The metric that the objective is for: revenue, ordered, invoiced, margin or a metric of your own."`
}

// WideQuotas maps a table of objectives that has a column for each month or quarter.
type WideQuotas struct {
	Columns string `yaml:"columns" is:"req,bare,range" eg:"janv..déc" doc:"The first and the last of the columns, which are named as months or as quarters."`
	Year    int    `yaml:"year" is:"min=1900,max=2200" eg:"2026" doc:"The year in which the columns begin, if their names do not contain the year. If a column of the table contains the year, map that column as 'year' of the quotas instead."`
}

// Per returns the period of a column's objective: month or quarter.
func (w WideQuotas) Per() string {
	first, _, _ := strings.Cut(w.Columns, "..")
	if h, ok := locale.ParseHeading(first); ok && h.Quarter {
		return "quarter"
	}
	return "month"
}

// Commits maps the amounts that reps announced.
type Commits struct {
	From   []string `yaml:"from" is:"req" eg:"excel.annonces" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where  string   `yaml:"where" is:"raw" eg:"valide" doc:"A SQL condition: only the rows that meet it are used."`
	Month  string   `yaml:"month" is:"req,raw" role:"month" eg:"mois" doc:"The month: any day of it, 2026-01, 01/2026 or 202601."`
	Amount string   `yaml:"amount" is:"req,raw" role:"amount" eg:"annonce" doc:"The announced amount."`
	Rep    string   `yaml:"rep" is:"raw" role:"key=reps" eg:"Commercial" doc:"The rep who announced the amount."`
	Frozen string   `yaml:"frozen" is:"raw" role:"day" eg:"fige_le" doc:"The day on which the amount was announced."`
	Scale  string   `yaml:"scale" is:"positive" def:"1" eg:"1000" doc:"The factor for the amount: 1000 for k€."`
}

// Actions maps corrective actions.
type Actions struct {
	From    []string `yaml:"from" is:"req" eg:"excel.actions" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where   string   `yaml:"where" is:"raw" eg:"annee = 2026" doc:"A SQL condition: only the rows that meet it are used."`
	Problem string   `yaml:"problem" is:"req,raw" role:"text" eg:"constat" doc:"What is wrong."`
	Action  string   `yaml:"action" is:"req,raw" role:"text" eg:"action" doc:"The corrective action."`
	Owner   string   `yaml:"owner" is:"req,raw" role:"text" eg:"pilote" doc:"The person who carries out the action."`
	Due     string   `yaml:"due" is:"req,raw" role:"day" eg:"echeance" doc:"The day by which the action is due."`
	Figure  string   `yaml:"figure" is:"raw" role:"text" eg:"indicateur" doc:"The figure that the action should improve."`
	Done    string   `yaml:"done" is:"raw" role:"day" eg:"fait_le" doc:"The day on which the action was done. An empty cell means that it is not done yet."`
}

// Skills maps the skills of reps.
type Skills struct {
	From   []string `yaml:"from" is:"req" eg:"excel.competences" doc:"The table: a dataset, or SOURCE.TABLE."`
	Where  string   `yaml:"where" is:"raw" eg:"annee = 2026" doc:"A SQL condition: only the rows that meet it are used."`
	Rep    string   `yaml:"rep" is:"req,raw" role:"key=reps" eg:"commercial" doc:"The rep."`
	Skill  string   `yaml:"skill" is:"req,raw" role:"text" eg:"competence" doc:"The skill."`
	Level  string   `yaml:"level" is:"req,raw" role:"number" eg:"niveau" doc:"The level today."`
	Wanted string   `yaml:"wanted" is:"req,raw" role:"number" eg:"vise" doc:"The level to reach."`
	Action string   `yaml:"action" is:"raw" role:"text" eg:"action" doc:"The action that helps the rep to reach the level."`
	Review string   `yaml:"review" is:"raw" role:"day" eg:"revue" doc:"The day of the next review."`
	Done   string   `yaml:"done" is:"raw" role:"day" eg:"fait_le" doc:"The day on which the action was done."`
}

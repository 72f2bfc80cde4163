package render

import (
	"fmt"
	"time"

	"bilan/report"
	"bilan/report/reporttest"
)

// facts are the data of the reference document, which Bilan and a browser print: six key figures, twelve months, ten
// units with their objectives, a funnel, six regions and 200 deals. They are the same in every run.
type facts struct {
	months         []string
	actual, target []float64 // by month
	cards          []fact
	units          []fact
	stages         []fact // value is the amount, target the count
	regions        []fact
	deals          []deal
}

type fact struct {
	name, unit           string
	value, target, prior float64
}

type deal struct {
	date, client, product, rep string
	quantity, value, target    float64
}

// dice is a linear congruential generator. Unlike math/rand, its numbers never change with Go's version.
type dice uint32

func (d *dice) roll(n int) float64 {
	*d = *d*1664525 + 1013904223
	return float64(int(*d>>8) % n)
}

func referenceFacts() facts {
	d := dice(20261116)
	f := facts{months: []string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}}
	total := 0.0
	for i := range f.months {
		target := 780_000 + 35_000*float64(i)
		f.target = append(f.target, target)
		f.actual = append(f.actual, target*(0.85+d.roll(300)/1000))
		total += f.actual[i]
	}
	f.cards = []fact{{"Chiffre d’affaires HT", "€", total, total * 0.97, 0}, {"Marge brute", "€", total * 0.41, total * 0.42, 0}, {"Nouveaux clients", "", 121, 130, 0},
		{"Commandes", "", 3418, 3300, 0}, {"Panier moyen", "€", 3129, 3050, 0}, {"Visites", "", 1640, 1700, 0}}
	for _, name := range []string{"Direction Île‑de‑France", "Réseau Nord‑Est", "Réseau Sud‑Ouest", "Grands comptes", "Secteur public", "Export Europe", "Export Amériques",
		"Partenaires indirects", "Boutique en ligne", "Services et formation"} {
		target := 250_000 + 1000*d.roll(800)
		f.units = append(f.units, fact{name, "€", target * (0.8 + d.roll(400)/1000), target, target * (0.75 + d.roll(300)/1000)})
	}
	for i, name := range []string{"Prospects qualifiés", "Rendez‑vous", "Offres émises", "Négociation", "Signées"} {
		n := 1840.0 / float64(i*i+1)
		f.stages = append(f.stages, fact{name, "€", n * (9000 + 500*d.roll(10)), n, 0})
	}
	for _, name := range []string{"Île‑de‑France", "Grand Est", "Occitanie", "Bretagne", "Hauts‑de‑France", "Export"} {
		target := 1_000_000 + 10_000*d.roll(200)
		f.regions = append(f.regions, fact{name, "€", target * (0.9 + d.roll(200)/1000), target, 0})
	}
	clients := []string{"Société Générale d’Équipement", "Café de l’Étoile", "Bâtiments Lefèbvre", "Menuiserie Müller", "Ateliers Čapek", "Łódź Logistics", "Αθήνα Τρόφιμα",
		"ООО Ромашка", "Crédit Régional", "Hôpital Saint‑Éloi", "Coopérative Agricole", "Transports Béranger", "Imprimerie Dupré", "Pharmacie Centrale", "Groupe Naïades"}
	products := []string{"Abonnement Pro", "Licence annuelle", "Maintenance N2", "Formation initiale", "Audit sécurité", "Connecteur ERP"}
	for i := range 200 {
		target := 2000 + d.roll(60_000)
		f.deals = append(f.deals, deal{fmt.Sprintf("%02.0f/%02d/2026", 1+d.roll(28), 1+i*12/200), clients[int(d.roll(len(clients)))], products[int(d.roll(len(products)))],
			reporttest.Reps[int(d.roll(5))], 1 + d.roll(40), target * (0.7 + d.roll(650)/1000), target})
	}
	return f
}

// reference is the reference document.
func reference() *report.Document {
	f := referenceFacts()
	d := &report.Document{
		Report: "reference", Lang: "fr-FR", Company: "Société Exemple", Accent: "#1a4f8b", Author: "salesops@exemple.example", Title: "Rapport commercial",
		Headline: "Rapport commercial : réalisé contre objectif", Subtitle: "Exercice 2026, réalisé (R) contre objectif (Obj.)", PeriodID: "2026", Period: "2026",
		Created: time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC), Trust: []string{"Arrêté au 31 décembre 2026"}, Words: report.Words{PageOf: "page %d sur %d", Continued: "suite", Carried: "report"},
	}
	d.Sections = []report.Section{f.scorecard(), f.trend(), f.targetTable(), f.funnel(), f.bars(), f.detail()}
	return d
}

func (f fact) gap() float64   { return f.value - f.target }
func (f fact) ratio() float64 { return f.value/f.target - 1 }

func (f fact) money() string {
	if f.unit == "" {
		return reporttest.Fr(f.value, 0)
	}
	return reporttest.Fr(f.value, 0) + "\u00a0" + f.unit
}

func section(kind, title, unit string, b report.Block) report.Section {
	return report.Section{Kind: kind, Title: title, Unit: unit, Note: "exercice 2026 · R, Obj.", Blocks: []report.Block{b}}
}

func (f facts) scorecard() report.Section {
	c := &report.Cards{}
	for _, k := range f.cards {
		line := report.CardLine{Label: "vs objectif", Text: reporttest.Arrow(k.ratio()) + reporttest.Pct(k.ratio()), Tone: reporttest.Tone(k.gap())}
		c.Cards = append(c.Cards, report.Card{Label: k.name, Value: k.money(), Lines: []report.CardLine{line}})
	}
	return section("scorecard", "Tableau de bord", "", report.Block{Cards: c})
}

func (f facts) trend() report.Section {
	c := &report.TimeChart{Categories: f.months, Groups: []report.TimeGroup{{Label: "2026"}}, Words: reporttest.ChartWords, Scale: "k€", Alt: "Le réalisé suit l’objectif."}
	for i := range f.months {
		c.AC = append(c.AC, report.Point{Value: reporttest.Ptr(f.actual[i] / 1000), Label: reporttest.Fr(f.actual[i]/1000, 0)})
		c.PL = append(c.PL, report.Point{Value: reporttest.Ptr(f.target[i] / 1000), Label: reporttest.Fr(f.target[i]/1000, 0)})
	}
	for v := 0.0; v <= 1400; v += 200 {
		c.Ticks = append(c.Ticks, report.Tick{Value: v, Label: reporttest.Fr(v, 0)})
	}
	c.Max = 1400
	return section("trend", "Chiffre d’affaires HT par mois", "k€", report.Block{Line: c})
}

func (f facts) targetTable() report.Section {
	t := &report.Table{Columns: []report.Column{{Label: "Unité", Grow: 1, Role: report.RoleName}, {Label: "Réalisé", Align: report.Right}, {Label: "Objectif", Align: report.Right},
		{Label: "Écart", Align: report.Right}, {Label: "Écart", Unit: "%", Align: report.Right}, {Label: "N‑1", Align: report.Right}}}
	for _, u := range f.units {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{{Text: u.name}, {Text: reporttest.Fr(u.value, 0)}, {Text: reporttest.Fr(u.target, 0)}, {Text: reporttest.Signed(u.gap(), 0), Tone: reporttest.Tone(u.gap())},
			{Text: reporttest.Arrow(u.gap()) + reporttest.Signed(u.ratio()*100, 1), Tone: reporttest.Tone(u.gap())}, {Text: reporttest.Fr(u.prior, 0)}}})
	}
	return section("target_table", "Réalisé et objectif par unité", "€", report.Block{Table: t})
}

func (f facts) funnel() report.Section {
	c := &report.Funnel{Labels: report.FunnelLabels{Stage: "Étape", Count: "Nombre", Amount: "Montant"}, Alt: "Une affaire sur dix est signée."}
	for _, s := range f.stages {
		c.Stages = append(c.Stages, report.FunnelStage{Label: s.name, Amount: s.value, CountTxt: reporttest.Fr(s.target, 0), AmtTxt: reporttest.Fr(s.value/1000, 0)})
	}
	return section("pipeline", "Entonnoir commercial", "k€", report.Block{Funnel: c})
}

func (f facts) bars() report.Section {
	c := &report.BarChart{Words: reporttest.ChartWords, RefIs: report.PL, Scale: "k€", Alt: "Les régions tiennent leur objectif."}
	for _, r := range f.regions {
		c.Bars = append(c.Bars, report.Bar{Label: r.name, Value: reporttest.Ptr(r.value / 1000), Text: reporttest.Fr(r.value/1000, 0), Ref: reporttest.Ptr(r.target / 1000), Delta: reporttest.Ptr(r.gap() / 1000),
			DeltaTxt: reporttest.Signed(r.gap()/1000, 0), PctTxt: reporttest.Arrow(r.gap()) + reporttest.Pct(r.ratio()), Tone: reporttest.Tone(r.gap())})
	}
	return section("breakdown", "Chiffre d’affaires HT par région", "k€", report.Block{Bars: c})
}

func (f facts) detail() report.Section {
	t := &report.Table{Columns: []report.Column{{Label: "Nº", Align: report.Right}, {Label: "Date"}, {Label: "Client", Grow: 1}, {Label: "Produit"}, {Label: "Commercial"},
		{Label: "Qté", Align: report.Right}, {Label: "Réalisé", Unit: "€", Align: report.Right}, {Label: "Objectif", Unit: "€", Align: report.Right}, {Label: "Écart", Unit: "%", Align: report.Right}}}
	for i, d := range f.deals {
		gap := d.value/d.target - 1
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{{Text: reporttest.Fr(float64(i+1), 0)}, {Text: d.date}, {Text: d.client}, {Text: d.product}, {Text: d.rep}, {Text: reporttest.Fr(d.quantity, 0)},
			{Text: reporttest.Fr(d.value, 0)}, {Text: reporttest.Fr(d.target, 0)}, {Text: reporttest.Signed(gap*100, 1), Tone: reporttest.Tone(gap)}}})
	}
	return section("table", "Détail des affaires", "", report.Block{Table: t})
}

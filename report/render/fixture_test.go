package render

import (
	"fmt"
	"math"
	"strings"
	"time"

	"bilan/report"
)

// number texts of the fixtures, as the French reader writes them.
func fr(v float64, digits int) string {
	s := fmt.Sprintf("%.*f", digits, math.Abs(v))
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "\u202f" + whole[i:]
	}
	if frac != "" {
		whole += "," + frac
	}
	if v < 0 {
		return "−" + whole
	}
	return whole
}

func signed(v float64, digits int) string {
	if v > 0 {
		return "+" + fr(v, digits)
	}
	return fr(v, digits)
}

func arrow(v float64) string {
	switch {
	case v > 0:
		return "▲ "
	case v < 0:
		return "▼ "
	}
	return ""
}

func pct(v float64) string { return signed(v*100, 1) + "\u00a0%" }

func ptr(v float64) *float64 { return &v }

func tone(v float64) report.Tone {
	switch {
	case v > 0:
		return report.Good
	case v < 0:
		return report.Bad
	}
	return report.Neutral
}

func series(values ...float64) []*float64 {
	var s []*float64
	for _, v := range values {
		if math.IsNaN(v) {
			s = append(s, nil)
		} else {
			s = append(s, ptr(v))
		}
	}
	return s
}

// wave is a deterministic series around level.
func wave(n int, level, swing float64, seed int) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = level + swing*math.Sin(float64(i*7+seed)*0.9) + swing*0.6*math.Sin(float64(i*3+seed)*0.37)
	}
	return s
}

var chartWords = report.ChartWords{AC: "R", PL: "Obj.", PY: "N‑1", DeltaPL: "ΔObj.", DeltaPLPct: "ΔObj.\u00a0%"}

// monthly is twelve months against target and last year, the last one open.
func monthly() *report.TimeChart {
	names := []string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}
	ac := []float64{1812, 1790, 1905, 1951, 1998, 2040, 1870, 1260, 2012, 2130, 1201}
	pl := []float64{1800, 1820, 1880, 1930, 1980, 2000, 1900, 1300, 2000, 2080, 1150, 2200}
	return timeChart(names, ac, pl, len(ac)-1)
}

func timeChart(names []string, ac, pl []float64, open int) *report.TimeChart {
	c := &report.TimeChart{Categories: names, Words: chartWords, Scale: "k€", Alt: "Le réalisé dépasse l’objectif sept mois sur onze."}
	c.Groups = []report.TimeGroup{{Label: "2026"}}
	for i := range names {
		c.PL = append(c.PL, report.Point{Value: ptr(pl[i]), Label: fr(pl[i], 0)})
		py := pl[i] * (0.9 + 0.12*math.Sin(float64(i)))
		c.PY = append(c.PY, report.Point{Value: ptr(py), Label: fr(py, 0)})
		if i >= len(ac) {
			c.AC = append(c.AC, report.Point{})
			c.DeltaPL = append(c.DeltaPL, report.Point{})
			c.DeltaPLPct = append(c.DeltaPLPct, report.Point{})
			continue
		}
		d := ac[i] - pl[i]
		c.AC = append(c.AC, report.Point{Value: ptr(ac[i]), Label: fr(ac[i], 0), Open: i == open})
		c.DeltaPL = append(c.DeltaPL, report.Point{Value: ptr(d), Label: signed(d, 0), Tone: tone(d), Open: i == open})
		c.DeltaPLPct = append(c.DeltaPLPct, report.Point{Value: ptr(d / pl[i]), Label: signed(d/pl[i]*100, 1), Tone: tone(d), Open: i == open})
		c.Max = math.Max(c.Max, math.Max(ac[i], pl[i]))
	}
	return c
}

func weekly() *report.TimeChart {
	var names []string
	for w := 34; w <= 46; w++ {
		names = append(names, fmt.Sprintf("S%d", w))
	}
	c := timeChart(names, wave(13, 428, 38, 3), wave(13, 432, 12, 5), -1)
	c.DeltaPL, c.DeltaPLPct = nil, nil
	c.Ticks = []report.Tick{{Value: 350, Label: "350"}, {Value: 400, Label: "400"}, {Value: 450, Label: "450"}, {Value: 500, Label: "500"}}
	return c
}

func card(label, value, target string, dPL, dPY float64, status string, t report.Tone, spark []float64, first, last string) report.Card {
	c := report.Card{Label: label, Value: value, Status: status, StatusTone: t, SparkNote: "13 semaines", SparkEnds: [2]string{first, last}}
	if target != "" {
		c.Lines = append(c.Lines, report.CardLine{Label: "vs obj. " + target, Text: arrow(dPL) + pct(dPL), Tone: tone(dPL)})
	}
	c.Lines = append(c.Lines, report.CardLine{Label: "vs N‑1", Text: arrow(dPY) + pct(dPY), Tone: tone(dPY)})
	c.Spark = series(spark...)
	return c
}

func scorecard() report.Section {
	on, risk, off := "en bonne voie", "à surveiller", "en retard"
	return report.Section{Kind: "scorecard", Title: "Tableau de bord", Note: "semaine 46 (9–15 nov. 2026) · R, Obj., N‑1", Blocks: []report.Block{{Cards: &report.Cards{Cards: []report.Card{
		card("Chiffre d’affaires HT", "412,3\u00a0k€", "430,0\u00a0k€", -0.042, 0.031, risk, report.Warn, wave(13, 420, 30, 1), "388", "412"),
		card("Commandes", "318", "300", 0.06, 0.081, on, report.Good, wave(13, 300, 20, 4), "287", "318"),
		card("Taux de transformation", "24,1\u00a0%", "28,0\u00a0%", -0.139, -0.021, off, report.Bad, wave(13, 26, 2, 2), "26,3", "24,1"),
		card("Panier moyen", "1\u202f296,50\u00a0€", "", 0, -0.046, "", report.Muted, wave(13, 1300, 90, 7), "1\u202f352", "1\u202f297"),
		card("Délai de paiement moyen des clients grands comptes", "47\u00a0j", "45\u00a0j", 0.044, 0.022, off, report.Bad, []float64{44, 45, math.NaN(), 46, 47, 47, 48, 46, 47}, "44", "47"),
		card("Nouveaux clients", "21", "18", 0.167, 0.235, on, report.Good, wave(13, 18, 4, 9), "16", "21"),
		card("Visites", "164", "160", 0.025, -0.012, on, report.Good, wave(13, 160, 12, 11), "171", "164"),
		{Label: "Réclamations", Value: "—", Status: "pas de données", StatusTone: report.Muted},
	}}}}}
}

var reps = []string{"Julie Lefèvre", "Karim Benali", "Camille Roussel", "Thomas Da Silva", "Sophie Marchand", "Nguyễn Văn An", "Αλεξάνδρα Παππά", "Юлия Соколова", "Élodie Brès", "François Étienne de La Rochefoucauld‑Montbel"}

func targetTable() report.Section {
	t := &report.Table{Columns: []report.Column{
		{Label: "Commercial", Grow: 1, Role: report.RoleName}, {Label: "Objectif", Align: report.Right}, {Label: "Réalisé", Align: report.Right}, {Label: "Écart", Align: report.Right},
		{Label: "Atteinte", Unit: "%", Align: report.Right}, {Label: "0 – 120\u00a0k€", Kind: report.BulletColumn, Grow: 1}, {Label: "N‑1", Align: report.Right}, {Label: "ΔN‑1", Unit: "%", Align: report.Right}}}
	line := func(kind report.RowKind, name string, pl, ac, py float64) {
		d := ac - pl
		row := report.Row{Kind: kind, Cells: []report.Cell{{Text: name}, {Text: fr(pl, 1)}, {Text: fr(ac, 1)}, {Text: arrow(d) + signed(d, 1), Tone: tone(d)},
			{Text: fr(ac/pl*100, 0), Tone: tone(d)}, {}, {Text: fr(py, 1)}, {Text: signed((ac/py-1)*100, 1), Tone: tone(ac - py)}}}
		if kind == report.Body {
			row.Cells[5].Bullet = &report.Bullet{Actual: ptr(ac), Target: ptr(pl), AtRisk: ptr(pl * 0.9), Good: ptr(pl), Max: 120}
		}
		t.Rows = append(t.Rows, row)
	}
	ac, pl := wave(10, 72, 16, 2), wave(10, 73, 12, 1)
	sumA, sumP := 0.0, 0.0
	for i, name := range reps {
		line(report.Body, name, pl[i], ac[i], ac[i]*0.94+3)
		sumA, sumP = sumA+ac[i], sumP+pl[i]
	}
	t.Rows = append(t.Rows, report.Row{Kind: report.Unassigned, Cells: []report.Cell{{Text: "(non affecté)"}, {Text: "—"}, {Text: "4,2"}, {Text: "—"}, {Text: "—"}, {}, {Text: "3,9"}, {Text: "+7,7", Tone: report.Good}}})
	line(report.Total, "Total", sumP, sumA+4.2, sumA*0.97)
	return report.Section{Kind: "target_table", Title: "Chiffre d’affaires HT par commercial", Unit: "k€", Note: "nov. 2026, cumul au 15 · R, Obj., N‑1", Blocks: []report.Block{{Table: t}},
		Footnotes: []string{"— : pas d’objectif. Atteinte à date : réalisé ÷ objectif au prorata des jours ouvrés."}}
}

func breakdown() report.Section {
	c := &report.BarChart{Words: chartWords, RefIs: report.PL, Scale: "k€", Alt: "Grand Est recule."}
	add := func(kind report.RowKind, name string, ac, pl float64) {
		d := ac - pl
		c.Bars = append(c.Bars, report.Bar{Label: name, Kind: kind, Value: ptr(ac), Text: fr(ac, 0), Ref: ptr(pl), RefTxt: fr(pl, 0), Delta: ptr(d), DeltaTxt: signed(d, 0), PctTxt: arrow(d) + pct(d/pl), Tone: tone(d)})
	}
	add(report.Body, "Île‑de‑France", 3210, 3000)
	add(report.Body, "Export", 1869, 1700)
	add(report.Body, "Grand Est", 1640, 1950)
	add(report.Body, "Occitanie", 1525, 1400)
	add(report.Body, "Hauts‑de‑France", 1310, 1250)
	add(report.Body, "Bretagne et Pays de la Loire", 990, 1050)
	c.Bars = append(c.Bars, report.Bar{Kind: report.Unassigned, Label: "(non affecté)", Value: ptr(42), Text: "42"})
	add(report.Total, "Total", 10586, 10350)
	return report.Section{Kind: "breakdown", Title: "Chiffre d’affaires HT par région", Unit: "k€", Note: "cumul annuel au 15 nov. 2026 · R, Obj.", Blocks: []report.Block{{Bars: c}}}
}

func pipeline() report.Section {
	f := &report.Funnel{Labels: report.FunnelLabels{Stage: "Étape", Count: "Nombre", Amount: "Montant", Weighted: "Pondéré"}, Alt: "Le portefeuille vaut 2,1 fois le reste à faire."}
	add := func(kind report.RowKind, name string, n, amount, p float64) {
		f.Stages = append(f.Stages, report.FunnelStage{Label: name, Kind: kind, Amount: amount, Weighted: amount * p, CountTxt: fr(n, 0), AmtTxt: fr(amount, 0), WgtTxt: fr(amount*p, 0)})
	}
	add(report.Body, "Qualifié", 184, 1840, 0.2)
	add(report.Body, "Devis envoyé", 96, 1290, 0.4)
	add(report.Body, "Négociation", 51, 980, 0.6)
	add(report.Body, "Accord verbal", 12, 310, 0.9)
	add(report.Unassigned, "(étape inconnue)", 2, 18, 0.1)
	add(report.Total, "Total ouvert", 345, 4438, 0.42)
	return report.Section{Kind: "pipeline", Title: "Portefeuille d’affaires", Unit: "k€", Note: "au 15 nov. 2026", Blocks: []report.Block{{Funnel: f}},
		Footnotes: []string{"14 affaires ouvertes ont une date de signature passée : 212 k€."}}
}

func longTable(rows int) report.Section {
	t := &report.Table{Caption: fmt.Sprintf("%d lignes", rows), Columns: []report.Column{{Label: "Nº", Align: report.Right}, {Label: "Date"}, {Label: "Client", Grow: 1}, {Label: "Produit"}, {Label: "Commercial"},
		{Label: "Qté", Align: report.Right}, {Label: "Réalisé", Unit: "€", Align: report.Right}, {Label: "Objectif", Unit: "€", Align: report.Right}, {Label: "Écart", Unit: "%", Align: report.Right}}}
	clients := []string{"Société Générale d’Équipement", "Café de l’Étoile", "Bâtiments Lefèbvre", "Menuiserie Müller", "Ateliers Čapek", "Łódź Logistics", "Αθήνα Τρόφιμα", "ООО Ромашка", "Hôpital Saint‑Éloi", "Transports Béranger", "Groupe Naïades"}
	products := []string{"Abonnement Pro", "Licence annuelle", "Maintenance N2", "Formation initiale", "Audit sécurité", "Connecteur ERP"}
	sumA, sumP := 0.0, 0.0
	for i := range rows {
		a, p := float64(800+(i*7919)%48000), float64(900+(i*104729)%45000)
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{{Text: fr(float64(i+1), 0)}, {Text: fmt.Sprintf("%02d/%02d/2026", i%28+1, i%11+1)}, {Text: clients[i%len(clients)]}, {Text: products[i%len(products)]}, {Text: reps[i%9]},
			{Text: fr(float64(i%17+1), 0)}, {Text: fr(a, 0)}, {Text: fr(p, 0)}, {Text: signed((a/p-1)*100, 1), Tone: tone(a - p)}}})
		sumA, sumP = sumA+a, sumP+p
		t.Rows[i].Carried = []string{"", "", "", "", "", "", fr(sumA, 0), fr(sumP, 0), signed((sumA/sumP-1)*100, 1)}
	}
	t.Rows = append(t.Rows, report.Row{Kind: report.Total, Cells: []report.Cell{{}, {}, {Text: "Total"}, {}, {}, {}, {Text: fr(sumA, 0)}, {Text: fr(sumP, 0)}, {Text: signed((sumA/sumP-1)*100, 1), Tone: tone(sumA - sumP)}}})
	return report.Section{Kind: "table", Title: "Détail des affaires signées", Note: "1er janv.–15 nov. 2026", Blocks: []report.Block{{Table: t}}}
}

func prose() report.Section {
	return report.Section{Kind: "text", Title: "Commentaire", Blocks: []report.Block{{Text: &report.Text{Paragraphs: []report.Paragraph{
		{Kind: report.Prose, Runs: []report.Run{{Text: "Le mois reste "}, {Text: "à portée", Bold: true}, {Text: " : il manque 18 400 € par jour ouvré, soit 14 commandes au panier moyen. Le recul de "}, {Text: "Grand Est", Bold: true}, {Text: " tient à la perte d’un compte clé ; le détail est dans "}, {Text: "le dossier client", Link: "https://crm.lenoir.example/comptes/412"}, {Text: "."}}},
		{Kind: report.Heading, Runs: []report.Run{{Text: "À décider cette semaine"}}},
		{Kind: report.ListItem, Mark: "•", Runs: []report.Run{{Text: "Remise exceptionnelle pour les trois devis de plus de 50 k€ en négociation depuis plus de six semaines, et renfort d’un avant‑vente jusqu’à la fin du mois."}}},
		{Kind: report.ListItem, Mark: "•", Runs: []report.Run{{Text: "Reprise des comptes de "}, {Text: "(non affecté)", Bold: true}, {Text: "."}}},
		{Kind: report.ListItem, Depth: 1, Mark: "1.", Runs: []report.Run{{Text: "Bretagne d’abord."}}},
	}}}}}
}

// sample is a report with every block.
func sample() *report.Document {
	d := &report.Document{
		Report: "suivi-hebdo", Lang: "fr-FR", Company: "Maison Lenoir", Accent: "#1a4f8b", Author: "salesops@lenoir.example",
		Title: "Suivi hebdomadaire des ventes", Headline: "La semaine 46 finit à 412 k€, 4,2 % sous l’objectif : le mois reste à portée si le taux de transformation remonte",
		Subtitle: "Chiffre d’affaires HT, semaine 46 (9–15 nov. 2026), réalisé (R) contre objectif (Obj.) et même semaine de l’an passé (N‑1)",
		PeriodID: "2026-W46", Period: "semaine 46 (9–15 nov. 2026)", Subject: "CA S46 412 k€ · 96 % de l’objectif ▼",
		Created: time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC),
		Trust: []string{"Arrêté au 15 novembre 2026", "données du 15/11/2026 à 23:41", "écart au total de contrôle : 0,00 €", "3 lignes écartées (1 240,00 €)",
			"en bonne voie : ≥ 100 % de l’objectif à date, à surveiller : ≥ 90 %", "responsable : Salesops"},
		Words: report.Words{PageOf: "page %d sur %d", Continued: "suite", Carried: "report"},
	}
	d.Sections = []report.Section{
		scorecard(),
		{Kind: "trend", Title: "Chiffre d’affaires HT par mois", Unit: "k€", Note: "2026 · R, Obj., N‑1 · nov. en cours", Blocks: []report.Block{{Columns: monthly()}}},
		targetTable(), breakdown(), pipeline(),
		{Kind: "trend", Title: "Chiffre d’affaires HT par semaine", Unit: "k€", Note: "13 semaines · R, Obj., N‑1", Blocks: []report.Block{{Line: weekly()}}},
		prose(), longTable(60),
	}
	return d
}

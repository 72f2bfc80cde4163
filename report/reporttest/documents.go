// Package reporttest contains made-up blocks and documents for the tests of drawing.
package reporttest

import (
	"fmt"
	"math"
	"strings"
	"time"

	"bilan/report"
)

// Fr writes a number as a French reader does: "1 412,5".
func Fr(v float64, digits int) string {
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

func Signed(v float64, digits int) string {
	if v > 0 {
		return "+" + Fr(v, digits)
	}
	return Fr(v, digits)
}

func Arrow(v float64) string {
	switch {
	case v > 0:
		return "▲ "
	case v < 0:
		return "▼ "
	}
	return ""
}

func Pct(v float64) string { return Signed(v*100, 1) + "\u00a0%" }

func Ptr(v float64) *float64 { return &v }

func Tone(v float64) report.Tone {
	switch {
	case v > 0:
		return report.Good
	case v < 0:
		return report.Bad
	}
	return report.Neutral
}

func Series(values ...float64) []*float64 {
	var s []*float64
	for _, v := range values {
		if math.IsNaN(v) {
			s = append(s, nil)
		} else {
			s = append(s, Ptr(v))
		}
	}
	return s
}

// Wave is a series of n numbers around level, the same for the same seed.
func Wave(n int, level, swing float64, seed int) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = level + swing*math.Sin(float64(i*7+seed)*0.9) + swing*0.6*math.Sin(float64(i*3+seed)*0.37)
	}
	return s
}

var ChartWords = report.ChartWords{AC: "R", PL: "Obj.", PY: "N‑1", DeltaPL: "ΔObj.", DeltaPLPct: "ΔObj.\u00a0%"}

// Monthly is a chart of twelve months against target and last year. November is open.
func Monthly() *report.TimeChart {
	names := []string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}
	ac := []float64{1812, 1790, 1905, 1951, 1998, 2040, 1870, 1260, 2012, 2130, 1201}
	pl := []float64{1800, 1820, 1880, 1930, 1980, 2000, 1900, 1300, 2000, 2080, 1150, 2200}
	return TimeChart(names, ac, pl, len(ac)-1)
}

func TimeChart(names []string, ac, pl []float64, open int) *report.TimeChart {
	c := &report.TimeChart{Categories: names, Words: ChartWords, Scale: "k€", Alt: "Le réalisé dépasse l’objectif sept mois sur onze."}
	c.Groups = []report.TimeGroup{{Label: "2026"}}
	for i := range names {
		c.PL = append(c.PL, report.Point{Value: Ptr(pl[i]), Label: Fr(pl[i], 0)})
		py := pl[i] * (0.9 + 0.12*math.Sin(float64(i)))
		c.PY = append(c.PY, report.Point{Value: Ptr(py), Label: Fr(py, 0)})
		if i >= len(ac) {
			c.AC = append(c.AC, report.Point{})
			c.DeltaPL = append(c.DeltaPL, report.Point{})
			c.DeltaPLPct = append(c.DeltaPLPct, report.Point{})
			continue
		}
		d := ac[i] - pl[i]
		c.AC = append(c.AC, report.Point{Value: Ptr(ac[i]), Label: Fr(ac[i], 0), Open: i == open})
		c.DeltaPL = append(c.DeltaPL, report.Point{Value: Ptr(d), Label: Signed(d, 0), Tone: Tone(d), Open: i == open})
		c.DeltaPLPct = append(c.DeltaPLPct, report.Point{Value: Ptr(d / pl[i]), Label: Signed(d/pl[i]*100, 1), Tone: Tone(d), Open: i == open})
		c.Max = math.Max(c.Max, math.Max(ac[i], pl[i]))
	}
	return c
}

func Weekly() *report.TimeChart {
	var names []string
	for w := 34; w <= 46; w++ {
		names = append(names, fmt.Sprintf("S%d", w))
	}
	c := TimeChart(names, Wave(13, 428, 38, 3), Wave(13, 432, 12, 5), -1)
	c.DeltaPL, c.DeltaPLPct = nil, nil
	c.Ticks = []report.Tick{{Value: 350, Label: "350"}, {Value: 400, Label: "400"}, {Value: 450, Label: "450"}, {Value: 500, Label: "500"}}
	return c
}

func Card(label, value, target string, dPL, dPY float64, status string, t report.Tone, spark []float64, first, last string) report.Card {
	c := report.Card{Label: label, Value: value, Status: status, StatusTone: t, SparkNote: "13 semaines", SparkEnds: [2]string{first, last}}
	if target != "" {
		c.Lines = append(c.Lines, report.CardLine{Label: "vs obj. " + target, Text: Arrow(dPL) + Pct(dPL), Tone: Tone(dPL)})
	}
	c.Lines = append(c.Lines, report.CardLine{Label: "vs N‑1", Text: Arrow(dPY) + Pct(dPY), Tone: Tone(dPY)})
	c.Spark = Series(spark...)
	return c
}

func Scorecard() report.Section {
	on, risk, off := "en bonne voie", "à surveiller", "en retard"
	return report.Section{Kind: "scorecard", Title: "Tableau de bord", Note: "semaine 46 (9–15 nov. 2026) · R, Obj., N‑1", Blocks: []report.Block{{Cards: &report.Cards{Cards: []report.Card{
		Card("Chiffre d’affaires HT", "412,3\u00a0k€", "430,0\u00a0k€", -0.042, 0.031, risk, report.Warn, Wave(13, 420, 30, 1), "388", "412"),
		Card("Commandes", "318", "300", 0.06, 0.081, on, report.Good, Wave(13, 300, 20, 4), "287", "318"),
		Card("Taux de transformation", "24,1\u00a0%", "28,0\u00a0%", -0.139, -0.021, off, report.Bad, Wave(13, 26, 2, 2), "26,3", "24,1"),
		Card("Panier moyen", "1\u202f296,50\u00a0€", "", 0, -0.046, "", report.Muted, Wave(13, 1300, 90, 7), "1\u202f352", "1\u202f297"),
		Card("Délai de paiement moyen des clients grands comptes", "47\u00a0j", "45\u00a0j", 0.044, 0.022, off, report.Bad, []float64{44, 45, math.NaN(), 46, 47, 47, 48, 46, 47}, "44", "47"),
		Card("Nouveaux clients", "21", "18", 0.167, 0.235, on, report.Good, Wave(13, 18, 4, 9), "16", "21"),
		Card("Visites", "164", "160", 0.025, -0.012, on, report.Good, Wave(13, 160, 12, 11), "171", "164"),
		{Label: "Réclamations", Value: "—", Status: "pas de données", StatusTone: report.Muted},
	}}}}}
}

var Reps = []string{"Julie Lefèvre", "Karim Benali", "Camille Roussel", "Thomas Da Silva", "Sophie Marchand", "Nguyễn Văn An", "Αλεξάνδρα Παππά", "Юлия Соколова", "Élodie Brès", "François Étienne de La Rochefoucauld‑Montbel"}

func TargetTable() report.Section {
	t := &report.Table{Columns: []report.Column{
		{Label: "Commercial", Grow: 1, Role: report.RoleName}, {Label: "Objectif", Align: report.Right}, {Label: "Réalisé", Align: report.Right}, {Label: "Écart", Align: report.Right},
		{Label: "Atteinte", Unit: "%", Align: report.Right}, {Label: "0 – 120\u00a0k€", Kind: report.BulletColumn, Grow: 1}, {Label: "N‑1", Align: report.Right}, {Label: "ΔN‑1", Unit: "%", Align: report.Right}}}
	line := func(kind report.RowKind, name string, pl, ac, py float64) {
		d := ac - pl
		row := report.Row{Kind: kind, Cells: []report.Cell{{Text: name}, {Text: Fr(pl, 1)}, {Text: Fr(ac, 1)}, {Text: Arrow(d) + Signed(d, 1), Tone: Tone(d)},
			{Text: Fr(ac/pl*100, 0), Tone: Tone(d)}, {}, {Text: Fr(py, 1)}, {Text: Signed((ac/py-1)*100, 1), Tone: Tone(ac - py)}}}
		if kind == report.Body {
			row.Cells[5].Bullet = &report.Bullet{Actual: Ptr(ac), Target: Ptr(pl), AtRisk: Ptr(pl * 0.9), Good: Ptr(pl), Max: 120}
		}
		t.Rows = append(t.Rows, row)
	}
	ac, pl := Wave(10, 72, 16, 2), Wave(10, 73, 12, 1)
	sumA, sumP := 0.0, 0.0
	for i, name := range Reps {
		line(report.Body, name, pl[i], ac[i], ac[i]*0.94+3)
		sumA, sumP = sumA+ac[i], sumP+pl[i]
	}
	t.Rows = append(t.Rows, report.Row{Kind: report.Unassigned, Cells: []report.Cell{{Text: "(non affecté)"}, {Text: "—"}, {Text: "4,2"}, {Text: "—"}, {Text: "—"}, {}, {Text: "3,9"}, {Text: "+7,7", Tone: report.Good}}})
	line(report.Total, "Total", sumP, sumA+4.2, sumA*0.97)
	return report.Section{Kind: "target_table", Title: "Chiffre d’affaires HT par commercial", Unit: "k€", Note: "nov. 2026, cumul au 15 · R, Obj., N‑1", Blocks: []report.Block{{Table: t}},
		Footnotes: []string{"— : pas d’objectif. Atteinte à date : réalisé ÷ objectif au prorata des jours ouvrés."}}
}

func Breakdown() report.Section {
	c := &report.BarChart{Words: ChartWords, RefIs: report.PL, Scale: "k€", Alt: "Grand Est recule."}
	add := func(kind report.RowKind, name string, ac, pl float64) {
		d := ac - pl
		c.Bars = append(c.Bars, report.Bar{Label: name, Kind: kind, Value: Ptr(ac), Text: Fr(ac, 0), Ref: Ptr(pl), RefTxt: Fr(pl, 0), Delta: Ptr(d), DeltaTxt: Signed(d, 0), PctTxt: Arrow(d) + Pct(d/pl), Tone: Tone(d)})
	}
	add(report.Body, "Île‑de‑France", 3210, 3000)
	add(report.Body, "Export", 1869, 1700)
	add(report.Body, "Grand Est", 1640, 1950)
	add(report.Body, "Occitanie", 1525, 1400)
	add(report.Body, "Hauts‑de‑France", 1310, 1250)
	add(report.Body, "Bretagne et Pays de la Loire", 990, 1050)
	c.Bars = append(c.Bars, report.Bar{Kind: report.Unassigned, Label: "(non affecté)", Value: Ptr(42), Text: "42"})
	add(report.Total, "Total", 10586, 10350)
	return report.Section{Kind: "breakdown", Title: "Chiffre d’affaires HT par région", Unit: "k€", Note: "cumul annuel au 15 nov. 2026 · R, Obj.", Blocks: []report.Block{{Bars: c}}}
}

func Pipeline() report.Section {
	f := &report.Funnel{Labels: report.FunnelLabels{Stage: "Étape", Count: "Nombre", Amount: "Montant", Weighted: "Pondéré"}, Alt: "Le portefeuille vaut 2,1 fois le reste à faire."}
	add := func(kind report.RowKind, name string, n, amount, p float64) {
		f.Stages = append(f.Stages, report.FunnelStage{Label: name, Kind: kind, Amount: amount, Weighted: amount * p, CountTxt: Fr(n, 0), AmtTxt: Fr(amount, 0), WgtTxt: Fr(amount*p, 0)})
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

func LongTable(rows int) report.Section {
	t := &report.Table{Caption: fmt.Sprintf("%d lignes", rows), Columns: []report.Column{{Label: "Nº", Align: report.Right}, {Label: "Date"}, {Label: "Client", Grow: 1}, {Label: "Produit"}, {Label: "Commercial"},
		{Label: "Qté", Align: report.Right}, {Label: "Réalisé", Unit: "€", Align: report.Right}, {Label: "Objectif", Unit: "€", Align: report.Right}, {Label: "Écart", Unit: "%", Align: report.Right}}}
	clients := []string{"Société Générale d’Équipement", "Café de l’Étoile", "Bâtiments Lefèbvre", "Menuiserie Müller", "Ateliers Čapek", "Łódź Logistics", "Αθήνα Τρόφιμα", "ООО Ромашка", "Hôpital Saint‑Éloi", "Transports Béranger", "Groupe Naïades"}
	products := []string{"Abonnement Pro", "Licence annuelle", "Maintenance N2", "Formation initiale", "Audit sécurité", "Connecteur ERP"}
	sumA, sumP := 0.0, 0.0
	for i := range rows {
		a, p := float64(800+(i*7919)%48000), float64(900+(i*104729)%45000)
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{{Text: Fr(float64(i+1), 0)}, {Text: fmt.Sprintf("%02d/%02d/2026", i%28+1, i%11+1)}, {Text: clients[i%len(clients)]}, {Text: products[i%len(products)]}, {Text: Reps[i%9]},
			{Text: Fr(float64(i%17+1), 0)}, {Text: Fr(a, 0)}, {Text: Fr(p, 0)}, {Text: Signed((a/p-1)*100, 1), Tone: Tone(a - p)}}})
		sumA, sumP = sumA+a, sumP+p
		t.Rows[i].Carried = []string{"", "", "", "", "", "", Fr(sumA, 0), Fr(sumP, 0), Signed((sumA/sumP-1)*100, 1)}
	}
	t.Rows = append(t.Rows, report.Row{Kind: report.Total, Cells: []report.Cell{{}, {}, {Text: "Total"}, {}, {}, {}, {Text: Fr(sumA, 0)}, {Text: Fr(sumP, 0)}, {Text: Signed((sumA/sumP-1)*100, 1), Tone: Tone(sumA - sumP)}}})
	return report.Section{Kind: "table", Title: "Détail des affaires signées", Note: "1er janv.–15 nov. 2026", Blocks: []report.Block{{Table: t}}}
}

func Prose() report.Section {
	return report.Section{Kind: "text", Title: "Commentaire", Blocks: []report.Block{{Text: &report.Text{Paragraphs: []report.Paragraph{
		{Kind: report.Prose, Runs: []report.Run{{Text: "Le mois reste "}, {Text: "à portée", Bold: true}, {Text: " : il manque 18 400 € par jour ouvré, soit 14 commandes au panier moyen. Le recul de "}, {Text: "Grand Est", Bold: true}, {Text: " tient à la perte d’un compte clé ; le détail est dans "}, {Text: "le dossier client", Link: "https://crm.lenoir.example/comptes/412"}, {Text: "."}}},
		{Kind: report.Heading, Runs: []report.Run{{Text: "À décider cette semaine"}}},
		{Kind: report.ListItem, Mark: "•", Runs: []report.Run{{Text: "Remise exceptionnelle pour les trois devis de plus de 50 k€ en négociation depuis plus de six semaines, et renfort d’un avant‑vente jusqu’à la fin du mois."}}},
		{Kind: report.ListItem, Mark: "•", Runs: []report.Run{{Text: "Reprise des comptes de "}, {Text: "(non affecté)", Bold: true}, {Text: "."}}},
		{Kind: report.ListItem, Depth: 1, Mark: "1.", Runs: []report.Run{{Text: "Bretagne d’abord."}}},
	}}}}}
}

// Sample is a report with every block.
func Sample() *report.Document {
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
		Scorecard(),
		{Kind: "trend", Title: "Chiffre d’affaires HT par mois", Unit: "k€", Note: "2026 · R, Obj., N‑1 · nov. en cours", Blocks: []report.Block{{Columns: Monthly()}}},
		TargetTable(), Breakdown(), Pipeline(),
		{Kind: "trend", Title: "Chiffre d’affaires HT par semaine", Unit: "k€", Note: "13 semaines · R, Obj., N‑1", Blocks: []report.Block{{Line: Weekly()}}},
		Prose(), LongTable(60),
	}
	return d
}

var Regions = []string{"Île‑de‑France", "Export", "Occitanie", "Hauts‑de‑France", "(non affecté)", "Bretagne et Pays de la Loire", "Grand Est"}

var StepWords = report.ChartWords{AC: "R", PL: "Obj.", PY: "N‑1", DeltaPL: "ΔObj.", DeltaPLPct: "ΔObj.\u00a0%",
	MagnifiedDelta: "%s\u00a0: barres d’écart agrandies %s fois.", Magnified: "%s\u00a0: barres agrandies %s fois."}

// WaterfallOf is a waterfall from a reference through the differences to the actual.
func WaterfallOf(is report.Scenario, from float64, names []string, deltas ...float64) *report.Waterfall {
	first := map[report.Scenario]string{report.PL: "Objectif", report.PY: "N‑1", report.PP: "Mois précédent"}[is]
	c := &report.Waterfall{Words: StepWords, Scale: "k€", Alt: "Grand Est coûte 310 k€."}
	c.Steps = append(c.Steps, report.Step{Label: first, Is: is, To: from, Text: Fr(from, 0)})
	at := from
	for i, d := range deltas {
		s := report.Step{Label: names[i%len(names)], From: at, To: at + d, Text: Signed(d, 0), Tone: Tone(d)}
		if d != 0 {
			s.PctTxt = Arrow(d) + Pct(d/1500)
		}
		c.Steps = append(c.Steps, s)
		at += d
	}
	c.Steps = append(c.Steps, report.Step{Label: "Réalisé", Is: report.AC, To: at, Text: Fr(at, 0), Open: true})
	for _, s := range c.Steps {
		c.Max = math.Max(c.Max, s.To)
	}
	return c
}

func LargeSteps() *report.Waterfall {
	c := WaterfallOf(report.PL, 10350, Regions, 910, 469, 425, 60, 0, -560, -1310)
	c.Steps[5].Kind = report.Unassigned
	return c
}

func SmallSteps() *report.Waterfall {
	return WaterfallOf(report.PY, 11540, Regions, 71, 46, 25, 18, 4, -30, -66)
}

func LossSteps() *report.Waterfall {
	c := WaterfallOf(report.PL, 320, Regions, 180, -410, -260, 90, -75)
	c.Steps[len(c.Steps)-1].Open = false
	return c
}

func WaterfallSection(c *report.Waterfall, title string) report.Section {
	return report.Section{Kind: "waterfall", Title: title, Unit: "k€", Note: "nov. 2026, cumul au 15", Blocks: []report.Block{{Waterfall: c}}}
}

var LongName = strings.Repeat("Société anonyme des établissements très longs ", 7)

const Wild = "Emoji 🎉👩‍👩‍👧 中文 עברית (שלום) عربي \x00\xff\xfe tab\tx e\u0301 zero\u200bwidth \u202eabc\u202c \r\n (par\\en)"

func Repeat(n int, v float64) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = v
	}
	return s
}

var Inf, Nan = math.Inf(1), math.NaN()

func Block(b report.Block) report.Section {
	return report.Section{Title: "Essai", Unit: "k€", Note: "note", Blocks: []report.Block{b}, Footnotes: []string{"note de bas de page"}}
}

func Showing(title, unit string, b report.Block) report.Section {
	return report.Section{Title: title, Unit: unit, Blocks: []report.Block{b}}
}

func SeriesBlock(title string, c *report.SeriesChart) report.Section {
	return Showing(title, "k€", report.Block{Series: c})
}

// DocumentOf makes a document of sections, for a picture of them without the other parts of a report.
func DocumentOf(sections ...report.Section) *report.Document {
	d := Sample()
	d.Headline, d.Subtitle, d.Trust, d.Sections = "", "", nil, sections
	return d
}

// Landing is a year with an open month, whose actual so far is in front of its forecast, and a month with only a
// forecast.
func Landing() *report.TimeChart {
	c := Monthly()
	c.Words.FC = "Prév."
	c.PL[10] = report.Point{Value: Ptr(2090), Label: "2\u202f090"}
	c.FC = make([]report.Point, 12)
	for i, v := range map[int]float64{10: 2180, 11: 2120} {
		d := v - *c.PL[i].Value
		c.FC[i] = report.Point{Value: Ptr(v), Label: Fr(v, 0), Forecast: true}
		c.DeltaPL[i] = report.Point{Value: Ptr(d), Label: Signed(d, 0), Tone: Tone(d), Forecast: true}
		c.DeltaPLPct[i] = report.Point{Value: Ptr(d / *c.PL[i].Value), Label: Signed(d / *c.PL[i].Value * 100, 1), Tone: Tone(d), Forecast: true}
	}
	return c
}

// LandingLine is the same as a line, with a target that changes in the middle of the year.
func LandingLine() *report.TimeChart {
	c := Landing()
	c.DeltaPL, c.DeltaPLPct, c.PPY, c.Words.PPY = nil, nil, c.PY, "N‑2"
	c.PY = nil
	for i := range c.PL {
		v := 1800.0
		if i >= 5 {
			v = 2000
		}
		c.PL[i] = report.Point{Value: Ptr(v), Label: Fr(v, 0)}
	}
	c.Ticks = []report.Tick{{Value: 1200, Label: "1\u202f200"}, {Value: 1600, Label: "1\u202f600"}, {Value: 2000, Label: "2\u202f000"}, {Value: 2400, Label: "2\u202f400"}}
	return c
}

// Landings is a target table of an open month: its landing is a forecast, in the bullets too.
func Landings() report.Section {
	s := TargetTable()
	t := s.Blocks[0].Table
	t.Columns[6].Label, t.Columns[7].Label = "Atterr.", "ΔObj."
	for i := range t.Rows {
		cells := t.Rows[i].Cells
		cells[6].Forecast, cells[7].Forecast = true, true
		if b := cells[5].Bullet; b != nil {
			b.Landing = Ptr(*b.Actual * 1.25)
			cells[7].Tone = []report.Tone{report.Good, report.Bad, report.Warn, report.Muted}[i%4]
		}
	}
	return s
}

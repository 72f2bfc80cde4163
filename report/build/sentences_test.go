package build

import (
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	figures "bilan/internal/config/figure"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/alert"
	"bilan/report/amount"
	"bilan/report/correction"
	"bilan/report/forecast"
	"bilan/report/foresight"
	"bilan/report/metric"
	"bilan/report/notification"
	"bilan/report/record"
	"bilan/report/replaced"
	"bilan/report/restated"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// writer makes sentences from random figures: headlines, subjects, forecasts, corrected figures, alerts, the sentences of
// the packs' tables, and the trust line. With BILAN_SENTENCES=FOLDER they are written to files there, for people to read.
// BILAN_SEED chooses other figures. The sentences of insights are made in internal/locale/grammar.
type writer struct {
	t    *testing.T
	r    *rand.Rand
	tag  string
	says []string // the sentences of the packs' tables, in the language
	s    *scope.Scope
	m    *metric.Metric
}

func chosen[T any](w *writer, list ...T) T { return list[w.r.IntN(len(list))] }

// made is a made-up metric.
type made struct {
	label string
	unit  metric.Unit
	low   bool
}

var madeUp = map[string][]made{
	"fr": {{"Chiffre d’affaires HT", metric.Currency, false}, {"Prises de commandes", metric.Currency, false}, {"Marge brute", metric.Currency, false}, {"Encours", metric.Currency, false}, {"Ventes", metric.Number, false}, {"Devis émis", metric.Number, false},
		{"Réclamations", metric.Number, true}, {"Taux de transformation", metric.Percent, false}, {"Marge %", metric.Percent, false}, {"Délai moyen de signature", metric.Days, true}, {"NPS", metric.Score, false}},
	"en": {{"Revenue", metric.Currency, false}, {"Order intake", metric.Currency, false}, {"Gross margin", metric.Currency, false}, {"Orders", metric.Number, false}, {"Visits", metric.Number, false}, {"Complaints", metric.Number, true},
		{"Conversion", metric.Percent, false}, {"Sales cycle", metric.Days, true}, {"NPS", metric.Score, false}},
	"de": {{"Umsatz", metric.Currency, false}, {"Verkäufe", metric.Number, false}, {"Margenquote", metric.Percent, false}},
	"es": {{"Ingresos", metric.Currency, false}, {"Pedidos", metric.Number, false}, {"Tasa de margen", metric.Percent, false}},
	"it": {{"Fatturato", metric.Currency, false}, {"Ordini", metric.Number, false}, {"Tasso di margine", metric.Percent, false}},
	"nl": {{"Omzet", metric.Currency, false}, {"Orders", metric.Number, false}, {"Margepercentage", metric.Percent, false}},
	"pt": {{"Faturação", metric.Currency, false}, {"Encomendas", metric.Number, false}, {"Taxa de margem", metric.Percent, false}},
}

var namesOf = map[string][2][]string{
	"fr": {{"Commercial", "Région", "Équipe"}, {"Claire Martin", "Hugo Petit", "Élodie Henry", "Île-de-France", "Hauts-de-France", "DUPONT & FILS"}},
	"en": {{"Sales rep", "Region", "Team"}, {"Claire Martin", "Owen Hughes", "North West", "Scotland", "Ash & Co"}},
	"de": {{"Verkäufer"}, {"Anna Kern", "Jörg Weiß"}}, "es": {{"Comercial"}, {"Ana Ruiz", "Íñigo Ochoa"}}, "it": {{"Venditore"}, {"Anna Rossi", "Ugo Orsi"}},
	"nl": {{"Verkoper"}, {"Anke de Vries", "Joost ’t Hart"}}, "pt": {{"Vendedor"}, {"Ana Lopes", "Rui Óscar"}},
}

func (w *writer) lang() string { return w.tag[:2] }

// draw chooses a metric, a calendar and a period at random.
func (w *writer) draw(units ...metric.Unit) {
	w.s = sectiontest.Scope(w.t, w.tag)
	cal, err := period.NewCalendar(period.Options{Holidays: "FR", FiscalYearStarts: chosen(w, "", "", "", "april")})
	if err != nil {
		w.t.Fatal(err)
	}
	w.s.Calendar = cal
	w.s.Slot = chosen(w, period.NewDate(2026, 11, 16), period.NewDate(2026, 5, 4), period.NewDate(2026, 8, 18), period.NewDate(2027, 1, 4))
	phrase := period.MustPhrase(chosen(w, "last week", "last month", "month to date", "last quarter", "quarter to date", "year to date", "last year", "rolling 12 months", "rolling 13 weeks"))
	w.s.Report.Periods, w.s.Periods = []period.Phrase{phrase}, []period.Period{w.s.Resolve(phrase)}
	if w.lang() != "fr" {
		w.s.Report.Title = map[string]string{"en": "Sales review", "de": "Vertriebsbericht", "es": "Seguimiento de ventas", "it": "Andamento vendite", "nl": "Verkoopoverzicht", "pt": "Seguimento de vendas"}[w.lang()]
	}
	list := madeUp[w.lang()]
	of := chosen(w, list...)
	for len(units) > 0 && !slices.Contains(units, of.unit) {
		of = chosen(w, list...)
	}
	w.m = &metric.Metric{Name: "revenue", Label: of.label, Date: "day", Unit: of.unit, LowerBetter: of.low, AddsUp: of.unit == metric.Currency || of.unit == metric.Number, OnTrack: sectiontest.Rat("1"), AtRisk: sectiontest.Rat("0.9")}
	if of.unit == metric.Currency {
		w.m.Currency = map[bool]string{true: "GBP", false: "EUR"}[w.tag == "en-GB"]
	}
	if of.unit == metric.Percent {
		w.m.Decimals = 1
	}
	w.s.Config.Currency = map[bool]string{true: "GBP", false: "EUR"}[w.tag == "en-GB"]
	w.s.Config.Dimensions = map[string]figures.Dimension{}
	w.s.Metrics[w.m.Name] = w.m
}

// value returns a random value of the metric near another value.
func (w *writer) value(near float64) metric.Num {
	x := near * (0.7 + 0.6*w.r.Float64())
	switch w.m.Unit {
	case metric.Percent:
		return metric.NumOf(big.NewRat(int64(math.Round(x*1000)), 1000))
	case metric.Currency:
		return metric.NumOf(big.NewRat(int64(math.Round(x*100)), 100))
	}
	return metric.NumOf(big.NewRat(int64(math.Round(x)), 1))
}

func (w *writer) base() float64 {
	switch w.m.Unit {
	case metric.Percent:
		return 0.1 + 0.4*w.r.Float64()
	case metric.Currency:
		return chosen(w, 9_000.0, 85_000, 640_000, 3_200_000)
	case metric.Days, metric.Score:
		return 10 + 60*w.r.Float64()
	}
	return chosen(w, 8.0, 60, 900)
}

func (w *writer) headline() []string {
	w.draw()
	if !w.m.AddsUp && w.s.Periods[0].Open() {
		return w.headline()
	}
	base := w.base()
	none, ac := metric.NoNum(metric.NoTarget), w.value(base)
	pl, py := w.value(base), w.value(base)
	switch w.r.IntN(8) {
	case 0:
		pl = ac
	case 1:
		pl, py = none, ac
	case 2, 3:
		pl = none
	case 4:
		if pl = w.value(base / 20); !w.m.AddsUp {
			pl = none
		}
	case 5:
		ac = chosen(w, metric.NoNum(metric.NoData), metric.NoNum(metric.NotYet))
	}
	f := sectiontest.Figure(w.m, ac, pl, pl, py, none)
	p := w.s.Periods[0]
	if p.Open() && w.m.AddsUp {
		f.Outlook = metric.Outlook{Remaining: 1 + w.r.IntN(15), Landing: w.value(base), GapToGo: w.value(base / 4), MoreSales: metric.NumOf(big.NewRat(1+int64(w.r.IntN(12)), 1)), Method: forecast.RunRate}
		w.s.Report.Sections = []section.Section{{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}}, Headline: chosen(w, "landing", "to_go")}}
	}
	w.s.Report.Headline = []string{"revenue"}
	return []string{headline(w.s, &sectiontest.Book{}, w.m, &f, p), subject(w.s, w.m, &f)}
}

func (w *writer) ahead() []string {
	w.draw(metric.Currency)
	base := w.base()
	target := w.value(base)
	low := w.value(base)
	high := metric.Add(low, w.value(base/4))
	fs := foresight.Foresight{Basis: chosen(w, forecast.Smooth, forecast.Sparse, forecast.LastYear), Months: 44 + w.r.IntN(40), Value: low.Rat, Low: low.Rat, High: high.Rat, Error: sectiontest.Rat("0.86"), Method: chosen(w, forecast.RunRate, "")}
	switch w.r.IntN(6) {
	case 0:
		fs.Low, fs.High, fs.Months = nil, nil, 24+w.r.IntN(20)
	case 1:
		fs = foresight.Foresight{Reason: forecast.Short, Months: 1 + w.r.IntN(12)}
	case 2:
		fs = foresight.Foresight{Reason: forecast.Short, Months: 13 + w.r.IntN(10), Value: low.Rat}
	}
	w.m.HasForecast = true
	w.s.Report.Sections = []section.Section{{Forecast: &section.Forecast{Metric: "revenue"}}}
	doc := build(w.t, w.s, &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		own := fs
		f := metric.Figure{Metric: w.m, Period: a.Period, AC: metric.NoNum(metric.NotYet), PL: target, PY: w.value(base), Foresight: &own}
		f.Outlook = metric.Outlook{GapToGo: w.value(base / 5), MoreSales: metric.NumOf(big.NewRat(1+int64(w.r.IntN(30)), 1))}
		return metric.Answer{Total: f}
	}})
	return spoken(doc)
}

// spoken returns the texts and footnotes of a document's first section.
func spoken(doc *report.Document) (list []string) {
	for _, b := range doc.Sections[0].Blocks {
		if b.Text != nil {
			for _, p := range b.Text.Paragraphs {
				for _, r := range p.Runs {
					list = append(list, r.Text)
				}
			}
		}
	}
	return append(list, doc.Sections[0].Footnotes...)
}

func (w *writer) changed() []string {
	w.draw()
	base := w.base()
	before, after := w.value(base), w.value(base)
	for before.Rat.Cmp(after.Rat) == 0 {
		after = w.value(base)
	}
	heading, members := chosen(w, namesOf[w.lang()][0]...), namesOf[w.lang()][1]
	w.s.Config.Dimensions = map[string]figures.Dimension{"rep": {Name: heading}}
	w.s.Dimension = func(string) string { return heading }
	c := record.Change{Before: before.Rat, After: after.Rat}
	c.Metric, c.Period = "revenue", chosen(w, "2026-10", "2026-W08", "2026-Q3", "2026-08", "2025")
	if w.r.IntN(3) == 0 {
		c.By, c.Member, c.Label = "rep", "R1", chosen(w, members...)
	} else if w.m.Unit == metric.Currency {
		part := record.Part{Delta: new(big.Rat).Mul(c.Delta(), sectiontest.Rat("0.8"))}
		part.By, part.Member, part.Label = "rep", "R1", chosen(w, members...)
		c.Splits = []record.Split{{By: "rep", Parts: []record.Part{part}}}
	}
	list := restated.Sentences(w.s, []record.Change{c})
	cor := &correction.Correction{Version: 2, Why: ""}
	return append(list, replaced.Mark(cor, w.s, &report.Document{}, time.Date(2026, 11, 16, 8, 30, 0, 0, time.UTC), correction.Difference{Changes: []record.Change{c}})...)
}

func (w *writer) alert() []string {
	w.draw(metric.Currency, metric.Number)
	cond, err := alert.Parse(chosen(w, "below 90 % of objective", "10 % below last year", "above 110 % of objective", "15 % above previous", "below last year"))
	if err != nil {
		w.t.Fatal(err)
	}
	base := w.base()
	reference := w.value(base).Rat
	threshold := new(big.Rat).Set(reference)
	switch {
	case cond.Reference == "":
		reference = nil
	case cond.Measure == alert.Share:
		threshold.Mul(reference, cond.Amount)
	case cond.Above:
		threshold.Mul(reference, new(big.Rat).Add(sectiontest.Rat("1"), cond.Amount))
	default:
		threshold.Mul(reference, new(big.Rat).Sub(sectiontest.Rat("1"), cond.Amount))
	}
	off := func(mail alert.MailKind) *big.Rat {
		factor := chosen(w, "0.7", "0.8", "0.9")
		if cond.Above == (mail == alert.Opened) {
			factor = chosen(w, "1.1", "1.2", "1.3")
		}
		r := new(big.Rat).Mul(threshold, sectiontest.Rat(factor))
		if w.m.Unit == metric.Number {
			r.SetInt64(int64(r.Num().Int64() / r.Denom().Int64()))
		}
		return r
	}
	item := notification.Item{Mail: chosen(w, alert.Opened, alert.Opened, alert.Recovered, alert.PeriodEnded), Threshold: threshold, Reference: reference, Since: time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)}
	item.Value = off(item.Mail)
	items := []notification.Item{item}
	for range w.r.IntN(3) {
		more := item
		more.Member, more.Value = chosen(w, namesOf[w.lang()][1]...), off(item.Mail)
		items = append(items, more)
	}
	doc := notification.Document(w.s.Locale, notification.Facts{Metric: w.m.Label, Condition: cond, Items: items[len(items)/2:], Period: w.s.When(w.s.Periods[0]),
		Write: func(list ...*big.Rat) []string { return amount.DistinctTexts(w.s.Locale, w.m, list...) }})
	list := []string{doc.Subject}
	for _, line := range doc.Sections[0].Blocks[0].Cards.Cards[0].Lines {
		list = append(list, doc.Sections[0].Blocks[0].Cards.Cards[0].Label+" · "+line.Label)
	}
	return list
}

// told returns sentences of the packs' tables, and a headline that ends with such a sentence.
func (w *writer) told() []string {
	if len(w.says) == 0 {
		return nil
	}
	w.draw(metric.Currency)
	of := section.Section{Table: &section.Table{Query: "select 1", Says: chosen(w, w.says...), Columns: []section.TableColumn{{Column: "customer_name"}, {Column: "amount", Unit: "currency"}, {Column: "share", Unit: "percent"}, {Column: "bottleneck"}, {Column: "beyond"}}}}
	of.FillIn(figures.Set{})
	data := &table.Table{Columns: []table.Column{{Name: "customer_name", Kind: table.Text}, {Name: "amount", Kind: table.Integer}, {Name: "share", Kind: table.Real}, {Name: "bottleneck", Kind: table.Text}, {Name: "beyond", Kind: table.Integer}}}
	for range 1 + w.r.IntN(4) {
		data.Rows = append(data.Rows, []table.Cell{chosen(w, "Hôtel Bellevue", "Ash & Co", "DUPONT SA"), int64(1000 + w.r.IntN(90_000)), 0.05 + 0.4*w.r.Float64(),
			map[bool]string{true: chosen(w, "Négociation", "Devis envoyé"), false: chosen(w, "Negotiation", "Quote sent")}[w.lang() == "fr"], int64(1 + w.r.IntN(40))})
	}
	w.s.Report.Sections = []section.Section{of}
	doc := build(w.t, w.s, &sectiontest.Book{Tables: map[string]*table.Table{"sections[0]": data}})
	return []string{doc.Sections[0].Insights[0].Text}
}

// saysOf returns the sentences of the packs' tables in a language.
func saysOf(t *testing.T, lang string) (list []string) {
	t.Helper()
	files, err := filepath.Glob("../../templates/packs/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no packs", err)
	}
	says := regexp.MustCompile(`says: \{.*\b` + lang + `: ("(?:[^"\\]|\\.)*")`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range says.FindAllSubmatch(text, -1) {
			one, err := strconv.Unquote(string(m[1]))
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, one)
		}
	}
	return list
}

func (w *writer) trusted() []string {
	w.draw(metric.Currency)
	f := facts()
	f.Aside = []Aside{{Origin: chosen(w, "commandes.csv", "orders.xlsx"), Rows: 1 + int64(w.r.IntN(20))}}
	f.Untargeted = []metric.Untargeted{{Metric: "revenue", Amount: w.value(50_000), Members: namesOf[w.lang()][1][:1+w.r.IntN(2)]}}
	f.Undated = []metric.Undated{{Metric: "revenue", Rows: 1 + int64(w.r.IntN(9)), Amount: w.value(9_000)}}
	return trustLine(w.s, f)
}

// In the sentences made from random figures, no line can break between a number and its noun, and no placeholder is left.
func TestSentences(t *testing.T) {
	for tag, n := range map[string]int{"fr-FR": 300, "en-GB": 300, "de-DE": 60, "es-ES": 60, "it-IT": 60, "nl-NL": 60, "pt-PT": 60} {
		seed, _ := strconv.ParseUint(os.Getenv("BILAN_SEED"), 10, 64)
		w, seen := &writer{t: t, r: rand.New(rand.NewPCG(5, 6+seed)), tag: tag, says: saysOf(t, tag[:2])}, map[string]bool{}
		var list []string
		for len(list) < n {
			for _, s := range chosen(w, w.headline, w.headline, w.headline, w.ahead, w.changed, w.changed, w.alert, w.told, w.trusted)() {
				if !seen[s] {
					seen[s], list = true, append(list, s)
				}
			}
		}
		loose := regexp.MustCompile(`\d (jours?|days?|semaines?|weeks?|mois|months?|ventes?|sales?|lignes?|rows?|fois|times)\b`)
		for _, s := range list {
			if loose.MatchString(s) || strings.Contains(s, "%[") || strings.Contains(s, "%!") || strings.Contains(s, "..") || strings.Contains(s, "alert.") {
				t.Errorf("%s: %q", tag, s)
			}
		}
		if folder := os.Getenv("BILAN_SENTENCES"); folder != "" {
			if err := os.WriteFile(filepath.Join(folder, tag+".report.txt"), []byte(strings.Join(list, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

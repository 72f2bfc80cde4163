package load

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const twoLanguages = `
company: {de: Lenz Deutschland, es: Lenz España}
locale: de-DE
owner: ops@lenz.example
sources: {crm: {sqlite: x.db}}
dimensions:
  rep: {dataset: reps, key: id, label: {de: bezeichnung, es: nombre}, name: {de: Verkäufer, es: Comercial}}
  region: {name: Region}
  brand: {label: Marke}
datasets:
  reps: {source: crm, query: select 1}
  orders:
    source: crm
    query: select 1
    keys: {rep: rep, region: region, brand: brand}
    checks: {no_rows: [{query: select 1, say: {de: Aufträge ohne Verkäufer, es: pedidos sin comercial}}]}
metrics:
  revenue: {label: {de: Umsatz, es: Ventas}, dataset: orders, date: d, value: sum(x)}
  margin: {label: {de: Marge}, dataset: orders, date: d, value: sum(m)}
  cost: {label: Kosten, dataset: orders, date: d, value: sum(c)}
  visits: {label: {en: Visits, nl: Bezoeken}, dataset: orders, date: d, value: sum(v)}
  alone: {label: {de: Nur deutsch}, dataset: orders, date: d, value: sum(v)}
reports:
  woche:
    title: Woche
    sections: [{breakdown: {title: {de: Nach Region, es: Por región}, metric: alone, by: region}}]
  semana:
    title: {de: Spanische Woche, es: Semana}
    locale: es-ES
    layout: {header: {es: Confidencial}, footer: {de: Vertrieb}}
    sections:
      - scorecard: [revenue, margin, cost, visits]
      - text: {de: Vor Steuern., es: Sin IVA.}
      - breakdown: {metric: revenue, by: rep}
      - breakdown: {metric: revenue, by: brand}
`

// Each report has the texts of its own language. The config in another language has the texts that all reports share.
func TestTextsPerLanguage(t *testing.T) {
	c, err := LoadText(twoLanguages)
	if err != nil {
		t.Fatal(err)
	}
	es, de := c.InLanguage("es-ES"), c.InLanguage("de-AT")
	if c.InLanguage("fr-FR") != c || de != c || es == c || es.InLanguage("de") != c || len(c.Languages()) != 2 || c.Languages()[0] != c {
		t.Fatal("a language is not the one that was asked for")
	}
	for _, check := range [][2]string{
		{c.Company, "Lenz Deutschland"}, {es.Company, "Lenz España"},
		{c.Metrics["revenue"].Label, "Umsatz"}, {es.Metrics["revenue"].Label, "Ventas"},
		{es.Metrics["margin"].Label, "Marge"}, {es.Metrics["cost"].Label, "Kosten"}, {es.Metrics["visits"].Label, "Visits"}, {c.Metrics["visits"].Label, "Visits"},
		{es.Dimensions["rep"].Heading(), "Comercial"}, {es.Dimensions["rep"].LabelColumn(), "nombre"}, {c.Dimensions["rep"].LabelColumn(), "bezeichnung"},
		{es.Dimensions["region"].Heading(), "Region"},
		{es.Datasets["orders"].Checks.NoRows[0].Say, "pedidos sin comercial"}, {c.Datasets["orders"].Checks.NoRows[0].Say, "Aufträge ohne Verkäufer"},
		{c.Reports["semana"].Title, "Semana"}, {es.Reports["semana"].Title, "Semana"}, {es.Reports["woche"].Title, "Woche"},
		{es.Reports["woche"].Sections[0].Breakdown.Title, "Nach Region"}, {c.Reports["semana"].Sections[1].Text.Body, "Sin IVA."},
		{c.Reports["semana"].Layout.Header, "Confidencial"}, {c.Reports["semana"].Layout.Footer, "Vertrieb"},
		{c.Reports["semana"].Owner, "ops@lenz.example"}, {c.Reports["semana"].Layout.Paper, "A4"},
		{es.Pos("metrics.revenue.label.es").String(), c.Pos("metrics.revenue.label.es").String()},
	} {
		if check[0] != check[1] {
			t.Errorf("%q, not %q", check[0], check[1])
		}
	}
}

// A remark lists the texts that readers of a report see, but that are not written in its language. There is one remark
// per language.
func TestUntranslated(t *testing.T) {
	c, err := LoadText(twoLanguages)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, m := range c.InLanguage("es").Untranslated() {
		said = append(said, strings.TrimPrefix(m.OneLine(), "bilan.yaml:"))
	}
	if diff := cmp.Diff([]string{
		`29:13: reports.semana.locale: its readers get these texts in another language, as they are not written in Spanish: ` +
			`metrics.margin.label, metrics.visits.label, reports.semana.layout.footer, metrics.cost.label, dimensions.brand.label (add es: to each)`,
	}, said); diff != "" {
		t.Error(diff)
	}
	one, err := LoadText("reports: {w: {title: T, locale: fr-FR, sections: [{text: x}]}, v: {title: T, locale: en-GB, sections: [text: y]}}")
	if err != nil || len(one.Untranslated()) > 0 || one.InLanguage("fr-FR") != one {
		t.Errorf("a file with a text for all languages: %v, %v", one.Untranslated(), err)
	}
}

// Package packpage writes docs/packs/NAME.md from the pack itself and the sales model's figures, so that the page
// cannot differ from the computation.
package packpage

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"bilan/internal/sales"
	"bilan/templates/packs"
)

// text is a text in French and English.
type text struct {
	French  string `yaml:"fr"`
	English string `yaml:"en"`
}

func (t text) bothLanguages() string {
	switch {
	case t.French == t.English || t.French == "":
		return t.English
	case t.English == "":
		return t.French
	}
	return t.English + " · " + t.French
}

// pack is the part of a pack's YAML that the page describes.
type pack struct {
	About    text                `yaml:"about"`
	Title    text                `yaml:"title"`
	Periods  map[string][]string `yaml:"periods"`
	Headline []string            `yaml:"headline"`
	Sections []yaml.Node         `yaml:"sections"`
}

// Page returns the description of a pack as Markdown.
func Page(name string) (string, error) {
	content, ok := packs.YAML(name)
	if !ok {
		return "", fmt.Errorf("there is no pack %q", name)
	}
	var p pack
	if err := yaml.Unmarshal(content, &p); err != nil {
		return "", fmt.Errorf("pack %s: %w", name, err)
	}
	w := &writer{figures: map[string]bool{}}
	for _, m := range p.Headline {
		w.figures[m] = true
	}
	var list []section
	for i := range p.Sections {
		list = append(list, w.sections(&p.Sections[i])...)
	}
	w.line("<!-- Made by make docs of templates/packs/%s.yaml and of the sales model: change those. -->", name)
	w.line("# The pack `%s`", name)
	w.line("")
	w.line("**%s.** %s", p.Title.bothLanguages(), p.About.English)
	w.line("")
	w.line("%s", p.About.French)
	w.line("")
	w.line("![Page one of the report %s, in French, of the made-up company Maison Lenoir](%s.png)", p.Title.English, name)
	w.line("")
	w.line("```yaml\nreports:\n  %s: {pack: %[1]s}\n```", name)
	w.line("")
	w.line("`bilan packs show %s` prints the pack as YAML, as it is with your mapping. %s.", name, periodsText(p.Periods))
	if len(p.Headline) > 0 {
		w.line("%s", headlineSentence(p.Headline))
	}
	w.tableOfSections(name, list)
	w.tableOfFigures()
	w.tableQueries(list)
	return w.out.String(), nil
}

// periodsText writes in words which periods a report shows; by is their list for each frequency of the report.
func periodsText(by map[string][]string) string {
	var parts []string
	for _, every := range []string{"week", "month", "quarter", "year"} {
		if list := by[every]; len(list) > 0 {
			parts = append(parts, fmt.Sprintf("a %sly report shows the %s", every, strings.Join(list, " and the ")))
		}
	}
	text := strings.Join(parts, ", ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// headlineSentence names the metrics that the headline may be about.
func headlineSentence(metrics []string) string {
	if len(metrics) == 1 {
		return "The headline is about " + quoted(metrics) + "."
	}
	return "The headline is about the first of these metrics that has data: " + quoted(metrics) + "."
}

func quoted(names []string) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = "`" + n + "`"
	}
	return strings.Join(list, ", ")
}

type writer struct {
	out     strings.Builder
	figures map[string]bool // the names of the figures in the pack
}

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(&w.out, format+"\n", args...)
}

// tableOfFigures writes a table with the label, formula, rows and required roles of each figure in the pack.
func (w *writer) tableOfFigures() {
	w.line("")
	w.line("## Figures")
	w.line("")
	w.line("| figure | printed | formula | rows | needs |")
	w.line("|---|---|---|---|---|")
	for _, m := range sales.Catalogue() {
		if w.figures[m.Name] && m.Formula != "" {
			for _, term := range m.Needs() {
				w.figures[term] = true
			}
		}
	}
	for _, m := range sales.Catalogue() {
		if !w.figures[m.Name] {
			continue
		}
		w.line("| `%s` | %s | %s | %s | %s |", m.Name, labelText(m), escapeCell(formulaText(m)), escapeCell(rowsText(m)), needsText(m.Needs()))
	}
	w.line("")
	w.line("`sales.revenue` and `revenue.` stand for the orders or for the invoices, as `definitions: {revenue: …}` says. Formulas are SQL over the columns that [the sales model](../sales.md) describes.")
}

// needsText writes a list of needs. A need with | in it lists alternatives, which are joined by "or".
func needsText(needs []string) string {
	list := make([]string, len(needs))
	for i, n := range needs {
		list[i] = strings.ReplaceAll(quoted(strings.Split(n, "|")), ", ", " or ")
	}
	if len(list) == 0 {
		return "–"
	}
	return strings.Join(list, ", ")
}

func labelText(m sales.Metric) string {
	if m.Name == "revenue" {
		return "Orders received, or Invoiced revenue · Prises de commandes HT, ou CA facturé HT"
	}
	if m.Name == "conversion" {
		return "Conversion of decided quotes, or of issued ones · Taux de transformation des devis décidés, ou émis"
	}
	return text{m.LabelIn("fr"), m.LabelIn("en")}.bothLanguages()
}

func formulaText(m sales.Metric) string {
	if m.Formula != "" {
		return "`" + m.Formula + "`"
	}
	return "`" + m.Value + "`"
}

// rowsText describes which rows a metric counts, and by which of their dates.
func rowsText(m sales.Metric) string {
	switch {
	case m.Formula != "":
		return "those of the metrics in the formula"
	case m.Date == "":
		return "`sales." + m.Entity + "` on the day of the report" + whereClause(m.Filter)
	}
	return fmt.Sprintf("`sales.%s`, by `%s`%s", m.Entity, m.Date, whereClause(m.Filter))
}

func whereClause(filter string) string {
	if filter == "" {
		return ""
	}
	return ", where `" + filter + "`"
}

// escapeCell escapes | in a text, because it would end a cell of a Markdown table.
func escapeCell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

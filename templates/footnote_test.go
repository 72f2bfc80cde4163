package templates

import (
	"strings"
	"testing"

	"bilan/report"
)

// A sign is explained only where it is shown: not if only the PDF has it, and not on a phone that hides its column.
func TestFootnotesExplainWhatIsShown(t *testing.T) {
	columns := []report.Column{{Label: "Commercial", Role: report.RoleName}, {Label: "Objectif", Role: report.RoleTarget},
		{Label: "Atteinte", Role: report.RoleAttainment}, {Label: "Cumul 2026"}}
	cells := func(texts ...string) report.Row {
		var r report.Row
		for _, s := range texts {
			r.Cells = append(r.Cells, report.Cell{Text: s})
		}
		return r
	}
	doc := func(long string) *report.Document {
		return &report.Document{Lang: "fr-FR", Sections: []report.Section{{
			Kind: "target_table", Blocks: []report.Block{{Table: &report.Table{Columns: columns, Rows: []report.Row{
				cells(long, "10", "n.d.", "98"), cells("B", "12", "97", "sans obj.")}}}},
			Signs:     []report.Sign{{Sign: report.Changed, Text: "* avant: E"}, {Sign: "n.d.", Text: "n.d.: A"}, {Sign: "sans obj.", Text: "sans obj.: B"}, {Sign: "div. 0", Text: "div. 0: C"}},
			Footnotes: []string{"arrondi: D"},
		}}}
	}
	html, text := both(t, doc("Julie"))
	for want, stands := range map[string]bool{
		`<p class="muted" style="margin:4px 0 0 0;font-size:12px;line-height:17px;color:#5f6875">n.d.: A</p>`:           true,
		`<p class="muted wide" style="margin:4px 0 0 0;font-size:12px;line-height:17px;color:#5f6875">sans obj.: B</p>`: true,
		"div. 0: C": false, "arrondi: D": true,
	} {
		if strings.Contains(string(html), want) != stands {
			t.Errorf("%s stands: %v\n%s", want, !stands, html)
		}
	}
	marked := doc("Julie")
	if marked.Sections[0].Blocks[0].Table.Rows[0].Cells[1].Text = "10*"; !strings.Contains(string(text), "98") || strings.Contains(string(text), "avant: E") {
		t.Errorf("a mark is explained that no number has:\n%s", text)
	}
	if html, text := both(t, marked); !strings.Contains(string(html), "avant: E") || !strings.Contains(string(text), "avant: E") {
		t.Errorf("a mark is not explained:\n%s", text)
	}
	if got := string(text); !strings.Contains(got, "sans obj.: B") || strings.Contains(got, "div. 0: C") {
		t.Errorf("plain text:\n%s", got)
	}
	if _, text := both(t, doc(strings.Repeat("Julie Lefèvre ", 6))); strings.Contains(string(text), "sans obj.") || !strings.Contains(string(text), "n.d.: A") {
		t.Errorf("plain text without its last column:\n%s", text)
	}
}

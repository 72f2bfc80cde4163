package templates

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"bilan/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run the test with -update:\n%s", file, got)
	}
}

func french() *report.Document {
	v := 1.0
	bullet := &report.Bullet{Actual: &v, Target: &v, Max: 2}
	line := func(name, pl, ac, gap, att string, tone report.Tone, kind report.RowKind) report.Row {
		return report.Row{Kind: kind, Cells: []report.Cell{{Text: name}, {Text: pl}, {Text: ac}, {Text: gap, Tone: tone},
			{Text: att}, {Bullet: bullet}}}
	}
	return &report.Document{
		Report: "suivi-hebdo", Lang: "fr-FR", Company: "Maison Lenoir", Accent: "#7a1f3d", Author: "Camille Roux",
		Title: "Suivi hebdomadaire des ventes", Period: "semaine 46 (9–15 nov. 2026)", PeriodID: "2026-W46",
		Headline: "412 k€ de chiffre d’affaires en semaine 46, 4,2 % sous l’objectif\u202f; le retard vient de l’Est",
		Subtitle: "Chiffre d’affaires HT en k€ · semaine 46, cumuls du mois et de l’année · R, Obj., N‑1",
		Created:  time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC),
		Trust:    []string{"arrêté au 15/11/2026", "données au 15/11/2026", "aucune ligne écartée", "à surveiller\u00a0: de 90 à 100\u00a0% de l’objectif", "responsable\u00a0: Camille Roux"},
		Sections: []report.Section{
			{Kind: "scorecard", Title: "Indicateurs clés", Note: "semaine 46", Blocks: []report.Block{{Cards: &report.Cards{Cards: []report.Card{
				{Label: "Chiffre d’affaires HT", Value: "412 k€", Status: "à surveiller", StatusTone: report.Warn,
					Lines: []report.CardLine{{Label: "vs obj. 430 k€", Text: "▼ −4,2 %", Tone: report.Bad}, {Label: "vs N‑1 398 k€", Text: "▲ +3,5 %", Tone: report.Good}}},
				{Label: "Commandes", Value: "318", Status: "en bonne voie", StatusTone: report.Good,
					Lines: []report.CardLine{{Label: "vs obj. 300", Text: "▲ +6,0 %", Tone: report.Good}}},
				{Label: "Taux de transformation", Value: "27,4 %", Status: "hors objectif", StatusTone: report.Bad,
					Lines: []report.CardLine{{Label: "vs obj. 28 %", Text: "▼ −0,6 pt", Tone: report.Bad}}},
				{Label: "Panier moyen", Value: "1 296 €", Lines: []report.CardLine{{Label: "vs N‑1 1 301 €", Text: "−0,4 %"}}},
				{Label: "Nouveaux clients", Value: "—", Status: "sans objectif", StatusTone: report.Muted},
			}}}}, Signs: []report.Sign{{Sign: "—", Text: "—\u00a0: pas de donnée"}, {Sign: "div. 0", Text: "div. 0\u00a0: division par zéro"}}},
			{Kind: "target_table", Title: "Réalisé contre objectif par commercial", Unit: "k€", Note: "cumul novembre 2026", Blocks: []report.Block{{Table: &report.Table{
				Columns: []report.Column{{Label: "Commercial", Role: report.RoleName}, {Label: "Obj.", Align: report.Right, Role: report.RoleTarget},
					{Label: "R", Align: report.Right, Role: report.RoleActual}, {Label: "Écart", Align: report.Right, Role: report.RoleGap},
					{Label: "Atteinte", Unit: "%", Align: report.Right, Role: report.RoleAttainment}, {Label: "", Kind: report.BulletColumn}},
				Rows: []report.Row{
					line("Julie Lefèvre", "96", "121", "▲ +25", "126", report.Good, report.Body),
					line("Karim Benali", "110", "112", "▲ +2", "102", report.Good, report.Body),
					line("Anne-Sophie Dubois-Marchand", "104", "99", "▼ −5", "95", report.Warn, report.Body),
					line("Thomas Weber", "120", "71", "▼ −49", "59", report.Bad, report.Body),
					line("(non affecté)", "", "9", "", "", report.Neutral, report.Unassigned),
					line("Total", "430", "412", "▼ −18", "96", report.Bad, report.Total),
				}}}}},
			{Kind: "trend", Title: "Tendance", Blocks: []report.Block{{Columns: &report.TimeChart{}}}},
			{Kind: "table", Title: "Toutes les commandes", Blocks: []report.Block{{Table: &report.Table{
				Columns: []report.Column{{Label: "N°"}}, Rows: []report.Row{{Cells: []report.Cell{{Text: "secret du PDF"}}}}}}}},
		},
	}
}

func english() *report.Document {
	return &report.Document{
		Report: "weekly", Lang: "en-GB", Company: "Northwind & Sons", Author: "Sam <sam@northwind.example>", Title: "Weekly sales",
		Period: "week 46 (9–15 Nov 2026)", Headline: "£412k revenue in week 46, 4.2% below target", Banner: "DRAFT: orders.csv is 3 days old",
		Sections: []report.Section{{Blocks: []report.Block{{Cards: &report.Cards{Cards: []report.Card{{Label: "Revenue", Value: "£412k"}}}}}}},
	}
}

func hostile() *report.Document {
	bad := "</td><script>alert(1)</script>\"'><img src=x onerror=y>{{.}}\r\n\u202eevil\xff"
	d := french()
	d.Company, d.Title, d.Headline, d.Subtitle, d.Banner, d.Author, d.Preview, d.Period = bad, bad, bad, bad, bad, bad, bad, bad
	d.Accent = "red;background:url(javascript:alert(1))"
	d.Trust = []string{bad}
	s := &d.Sections[0]
	s.Title, s.Unit, s.Note, s.Footnotes, s.Signs = bad, bad, bad, []string{bad}, []report.Sign{{Sign: bad, Text: bad}}
	s.Blocks[0].Cards.Cards[0] = report.Card{Label: bad, Value: bad, Status: bad, Lines: []report.CardLine{{Label: bad, Text: bad}}}
	table := d.Sections[1].Blocks[0].Table
	table.Columns[0].Label, table.Columns[1].Unit, table.Caption = bad, bad, bad
	table.Rows[0].Cells[0].Text = bad
	table.Rows[1].Cells = table.Rows[1].Cells[:2] // a row that is too short
	return d
}

func both(t *testing.T, doc *report.Document, notes ...string) (html, text []byte) {
	t.Helper()
	html, err := HTML(doc, notes...)
	if err != nil {
		t.Fatal(err)
	}
	text, err = Text(doc, notes...)
	if err != nil {
		t.Fatal(err)
	}
	return html, text
}

func TestGolden(t *testing.T) {
	for name, doc := range map[string]*report.Document{"fr": french(), "en": english(), "hostile": hostile(), "empty": {Lang: "fr"}} {
		var notes []string
		if name == "fr" {
			notes = []string{"Prévu à 08:00, établi à 10:12"}
		}
		html, text := both(t, doc, notes...)
		golden(t, name+".html", html)
		golden(t, name+".txt", text)
	}
}

func TestBodies(t *testing.T) {
	html, text := both(t, french(), "Prévu à 08:00, établi à 10:12")
	for _, body := range []string{string(html), string(text)} {
		for _, want := range []string{"412 k€", "4,2 % sous", "▼ −4,2 %", "Julie Lefèvre", "▼ −49", "(non affecté)", "arrêté au 15/11/2026",
			"établi à 10:12", "Camille Roux", "joint au format PDF", "(k€)", "semaine 46 (9–15 nov. 2026)"} {
			if !strings.Contains(body, want) {
				t.Errorf("%q is missing", want)
			}
		}
		if strings.Contains(body, "secret du PDF") || strings.Contains(body, "Tendance") {
			t.Error("what belongs in the PDF alone is in the mail")
		}
	}
	for _, want := range []string{`lang="fr-FR"`, "#7a1f3d", `name="color-scheme"`, "<!--[if mso]>", `class="ink line wide"`} {
		if !strings.Contains(string(html), want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, never := range []string{"<img", "url(", "display:flex", "display:grid", "href=", "<script"} {
		if strings.Contains(string(html), never) {
			t.Errorf("%q does not belong in a mail", never)
		}
	}
}

func TestHostile(t *testing.T) {
	html, text := both(t, hostile(), "<b>note</b>")
	for _, never := range []string{"<script", "<img", "<b>note", "javascript:", "\u202e", "\xff", "\r"} {
		if bytes.Contains(html, []byte(never)) {
			t.Errorf("%q came through", never)
		}
	}
	if !utf8.Valid(html) || !utf8.Valid(text) || bytes.ContainsRune(text, '\u202e') {
		t.Error("not clean")
	}
	for _, tag := range []string{"td", "tr", "table", "th", "p", "div"} {
		opened := bytes.Count(html, []byte("<"+tag+" ")) + bytes.Count(html, []byte("<"+tag+">"))
		if closed := bytes.Count(html, []byte("</"+tag+">")); opened != closed {
			t.Errorf("%s: %d opened, %d closed", tag, opened, closed)
		}
	}
}

// TestGmail checks that the body of a mail with a very large table is short enough for Gmail, and says what is left
// out.
func TestGmail(t *testing.T) {
	for _, n := range []int{60, 61, 500, 20_000} {
		doc := french()
		table := doc.Sections[1].Blocks[0].Table
		first := table.Rows[0]
		total := table.Rows[len(table.Rows)-1]
		table.Rows = nil
		for i := range n {
			r := report.Row{Cells: append([]report.Cell(nil), first.Cells...)}
			r.Cells[0].Text = fmt.Sprintf("%s %d", strings.Repeat("Nom très long ", 6), i)
			table.Rows = append(table.Rows, r)
		}
		table.Rows = append(table.Rows, total)
		html, text := both(t, doc)
		if len(html) > 102_000 {
			t.Errorf("%d rows: %d bytes", n, len(html))
		}
		for _, body := range []string{string(html), string(text)} {
			if !strings.Contains(body, "Total") || (n > 60) != (strings.Contains(body, "autres lignes dans le PDF") || strings.Contains(body, "autre ligne dans le PDF")) {
				t.Errorf("%d rows: the total is missing, or what is left out is not said", n)
			}
		}
	}
}

func TestTextIsNarrow(t *testing.T) {
	doc := french()
	doc.Sections[1].Blocks[0].Table.Rows[0].Cells[0].Text = strings.Repeat("Nom ", 40)
	for name, doc := range map[string]*report.Document{"fr": french(), "en": english(), "long name": doc} {
		_, text := both(t, doc)
		for line := range strings.SplitSeq(string(text), "\n") {
			if utf8.RuneCountInString(line) > textWidth+30 || strings.HasSuffix(line, " ") {
				t.Errorf("%s: %q", name, line)
			}
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	if _, err := HTML(&report.Document{Lang: "tlh"}); err == nil || !strings.Contains(err.Error(), "tlh") {
		t.Error(err)
	}
	if _, err := Text(&report.Document{Lang: ""}); err == nil {
		t.Error("no language at all")
	}
}

func BenchmarkHTML(b *testing.B) {
	doc := french()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := HTML(doc); err != nil {
			b.Fatal(err)
		}
	}
}

// The report's period is at the top of the mail, and not repeated in each section.
func TestOwnPeriodIsNotRepeated(t *testing.T) {
	doc := french()
	doc.Sections[0].Note = doc.Period
	out, err := Text(doc)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(out), doc.Period); n != 1 {
		t.Errorf("the period stands %d times, want once:\n%s", n, out)
	}
	if !strings.Contains(string(out), doc.Sections[1].Note) {
		t.Errorf("another period is missing:\n%s", out)
	}
}

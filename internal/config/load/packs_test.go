package load

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/templates/packs"

	"go.yaml.in/yaml/v3"
)

// Over a complete mapping, every pack is valid YAML of which nothing is left out. The expanded YAML loads by itself.
func TestEveryPackIsPlainYAML(t *testing.T) {
	list, err := Packs("testdata/good/packs.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := os.ReadFile("testdata/good/sales.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if len(p.Left) > 0 || p.Sections == 0 || p.About == "" {
			t.Errorf("%s: %d sections, left out %v, about %q", p.Name, p.Sections, p.Left, p.About)
		}
		before, _, _ := strings.Cut(string(mapping), "\nreports:")
		before += "\ntargets:\n  - {metric: revenue, value: 100000, per: month}"
		file := filepath.Join(t.TempDir(), "bilan.yaml")
		if err := os.WriteFile(file, []byte(before+"\n"+string(p.YAML)), 0o600); err != nil {
			t.Fatal(err)
		}
		cfg, err := Load(file, nil)
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		if n := len(cfg.Reports[p.Name].Sections); n != p.Sections {
			t.Errorf("%s: %d sections, shown %d", p.Name, n, p.Sections)
		}
	}
	if len(list) != len(packs.Names()) {
		t.Errorf("%d packs", len(list))
	}
}

// A report shows a quiet section of a pack if it names it, or all of them with 'all'. This works for the pack of a
// report and for a pack among its sections.
func TestQuietSections(t *testing.T) {
	mapping, err := os.ReadFile("testdata/good/sales.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(mapping), "\nreports:")
	before += "\ntargets:\n  - {metric: revenue, value: 100000, per: month}\nreports:\n"
	sections := func(report string) []section.Section {
		file := filepath.Join(t.TempDir(), "bilan.yaml")
		if err := os.WriteFile(file, []byte(before+report), 0o600); err != nil {
			t.Fatal(err)
		}
		cfg, err := Load(file, nil)
		if err != nil {
			t.Errorf("%s: %v", report, err)
			return nil
		}
		if left := cfg.LeftOutOfPacks(); len(left) > 0 {
			t.Errorf("%s: left out %v", report, left)
		}
		return cfg.Reports["r"].Sections
	}
	list, err := Packs("testdata/good/packs.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if len(p.Quiet) == 0 {
			t.Errorf("%s has no quiet section", p.Name)
			continue
		}
		own := sections("  r: {pack: " + p.Name + "}\n")
		if all := sections("  r: {pack: " + p.Name + ", quiet: all}\n"); len(all) != len(own)+len(p.Quiet) {
			t.Errorf("%s: %d sections, with %d quiet ones %d", p.Name, len(own), len(p.Quiet), len(all))
		}
		name, _, _ := strings.Cut(p.Quiet[0], ":")
		among := sections("  r:\n    title: R\n    sections:\n      - {pack: " + p.Name + ", quiet: [" + name + "]}\n")
		if n := len(among) - len(own); n < 1 || n > len(p.Quiet) {
			t.Errorf("%s: %d more sections by %s", p.Name, n, name)
		}
	}
}

// The documentation page names every pack with its description.
func TestThePageNamesEveryPack(t *testing.T) {
	page, err := os.ReadFile("../../../docs/packs.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range packs.Names() {
		text, _ := packs.YAML(name)
		var pack struct{ About map[string]string }
		if err := yaml.Unmarshal(text, &pack); err != nil {
			t.Fatal(err)
		}
		if line := "| [`" + name + "`](packs/" + name + ".md) | " + pack.About["en"] + " |"; !strings.Contains(string(page), line) {
			t.Errorf("docs/packs.md lacks %s", line)
		}
	}
}

// The keys of a report take precedence over those of its pack, and its sections come after the pack's.
func TestAPackInAReport(t *testing.T) {
	cfg, err := Load("testdata/good/packs.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	if r := cfg.Reports["one"]; r.Title == "" || !slices.Equal(r.Periods, []period.Phrase{period.MustPhrase("month to date"), period.MustPhrase("last week")}) {
		t.Errorf("weekly: %q, %v", r.Title, r.Periods)
	}
	if r := cfg.Reports["nine"]; r.Title != "Data to mend" || !slices.Equal(r.Periods, []period.Phrase{period.MustPhrase("last month")}) {
		t.Errorf("with words of its own: %q, %v", r.Title, r.Periods)
	}
	r := cfg.Reports["ten"]
	if last := r.Sections[len(r.Sections)-1]; len(r.Sections) < 4 || last.Text == nil {
		t.Errorf("sections of a pack among one's own: %d", len(r.Sections))
	}
}

// Sections of a pack that the mapping cannot fill are left out, and listed with the role that is missing.
func TestWhatAPackLeavesOut(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bilan.yaml")
	text := "currency: EUR\nsources:\n  o: {files: data}\nsales:\n  orders: {from: o.orders, id: id, day: day, amount: amount, product: article}\nreports:\n  r: {pack: objectives}\n  f: {pack: forecast}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := Load(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	sections := cfg.Reports["r"].Sections
	if len(sections) != 3 || !slices.Equal(sections[0].Scorecard.Metrics, []string{"revenue", "sales"}) || sections[1].Breakdown == nil || sections[2].Text == nil {
		t.Errorf("%+v", sections)
	}
	left := strings.Join(cfg.LeftOutOfPacks(), "\n")
	if strings.Contains(left, "definitions.") {
		t.Errorf("a definition is not to be mapped:\n%s", left)
	}
	for _, want := range []string{"Target and actual by rep (map sales.quotas to have it)", "Open actions, overdue first (map sales.actions to have it)", "(map sales.orders.open_amount to have it)"} {
		if !strings.Contains(left, want) {
			t.Errorf("%q is not in\n%s", want, left)
		}
	}
}

// The pack's number of pages applies only to a report that uses the pack unchanged.
func TestPagesOfAPack(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bilan.yaml")
	text := "currency: EUR\nsources:\n  o: {files: data}\nsales:\n  orders: {from: o.orders, id: id, day: day, amount: amount}\nreports:\n" +
		"  r: {pack: objectives}\n  s: {pack: summary}\n  quiet: {pack: objectives, quiet: more_figures}\n  own: {pack: objectives, sections: [{text: A}]}\n" +
		"  letter: {pack: objectives, layout: {paper: letter}}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := Load(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"r": 2, "s": 1, "quiet": 0, "own": 0, "letter": 0} {
		if got := cfg.Reports[name].Layout.Pages(); got != want {
			t.Errorf("%s: at most %d pages, want %d", name, got, want)
		}
	}
}

// The metric from which revenue is computed has no card beside revenue, because it would show the same number.
func TestRevenueStandsOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bilan.yaml")
	text := "currency: EUR\nsources:\n  o: {files: data}\nsales:\n  invoices: {from: o.f, id: id, day: day, amount: amount}\nreports:\n  r: {pack: objectives}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := Load(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := cfg.Reports["r"].Sections[0].Scorecard.Metrics; !slices.Equal(got, []string{"revenue", "sales"}) {
		t.Errorf("revenue is invoiced, and the cards are %v", got)
	}
}

// A half-width section whose neighbour is left out gets the full width. Two such sections are shown side by side.
func TestHalvesOfAPack(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bilan.yaml")
	text := "currency: EUR\nsources:\n  o: {files: data}\nsales:\n  orders: {from: o.orders, id: id, day: day, amount: amount, region: region, product: product}\n" +
		"  products: {from: o.p, id: id, name: name}\nreports:\n  r: {pack: objectives}\n  m: {pack: markets}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := Load(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"r": "full full full full", "m": "1/2 1/2 full 1/2 1/2 1/2 1/2 full"} {
		var widths []string
		for _, s := range cfg.Reports[name].Sections {
			widths = append(widths, s.Width)
		}
		if got := strings.Join(widths, " "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// A pack reports whether its main section can be filled. The missing roles that it names are really not mapped.
func TestWhatAPackIsFor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bilan.yaml")
	text := "currency: EUR\nsources:\n  o: {files: data}\nsales:\n  invoices: {from: o.f, id: id, day: day, amount: amount}\n  reps: {from: o.r, id: id, name: name}\n" +
		"  quotas: {from: o.q, month: month, amount: amount}\n"
	for entity, want := range map[string]string{text: "invoices.rep", strings.Replace(text, "day: day,", "day: day, rep: rep,", 1): ""} {
		if err := os.WriteFile(file, []byte(entity), 0o600); err != nil {
			t.Fatal(err)
		}
		list, err := Packs(file, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list {
			left := strings.Join(p.Left, "\n")
			if p.Name == "objectives" && (p.Main != (want == "") || !strings.Contains(left, want)) {
				t.Errorf("objectives: main %v, left out\n%s", p.Main, left)
			}
			if strings.Contains(left, "(map sales.invoices to") || strings.Contains(left, "(map sales.quotas to") || p.Name == "pipeline" && !strings.HasPrefix(p.Left[0], "Where we stand (map sales.deals to") {
				t.Errorf("%s lacks what is mapped:\n%s", p.Name, left)
			}
		}
	}
}

// A report with a pack ends with a section on how its figures are computed, according to the mapping.
func TestPacksSayHowFiguresAreComputed(t *testing.T) {
	base := "currency: EUR\nlocale: %s\nsources:\n  o: {files: data}\nsales:\n  orders: {from: o.orders, id: id, day: day, amount: amount, customer: c%s}\n" +
		"  quotes: {from: o.q, id: id, created: day, status: s, accepted: [a], refused: [r]}\n  definitions: {%s}\n%sreports:\n  r: {pack: summary}\n  c: {pack: customers}\n  o: {pack: objectives}\n"
	for _, c := range []struct{ locale, orders, definitions, metrics, want, not string }{
		{"en-GB", "", "lost_after: 12 months", "", "Orders received: net amount of the orders by day of order. Sales: number of orders", "cancel"},
		{"en-GB", ", status: s, cancelled: [x]", "lost_after: 12 months", "", "a cancelled order leaves its own month", "net of cancellations"},
		{"en-GB", ", status: s, draft: [x]", "lost_after: 12 months", "", "by day of order, without drafts. Sales", "cancel"},
		{"en-GB", ", cancelled_on: x", "lost_after: 12 months", "", "net of cancellations, which count on the day", "its own month"},
		{"fr-FR", "", "quote_expires: 60 days", "", "un devis expire 60 jours après son envoi", "{"},
		{"fr-FR", "", "conversion: issued", "", "devis acceptés ÷ devis émis dans la période", "expire"},
		{"fr-FR", "", "lost_after: 18 months", "", "Clients perdus : 18\u00a0mois sans commande", "12 mois"},
		{"fr-FR", "", "lost_after: 12 months", "metrics:\n  sales: {dataset: sales.orders, date: day, value: count(*)}\n", "Prises de commandes HT : montant", "Ventes :"},
	} {
		file := filepath.Join(t.TempDir(), "bilan.yaml")
		if err := os.WriteFile(file, fmt.Appendf(nil, base, c.locale, c.orders, c.definitions, c.metrics), 0o600); err != nil {
			t.Fatal(err)
		}
		cfg, err := Load(file, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, name := range []string{"r", "c", "o"} {
			sections := cfg.Reports[name].Sections
			if last := sections[len(sections)-1].Text; last != nil && last.Small {
				said += strings.ReplaceAll(last.Body, "\n", " ")
			}
		}
		if !strings.Contains(said, c.want) || strings.Contains(said, c.not) {
			t.Errorf("%+v:\n%s", c, said)
		}
	}
}

package restated

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"bilan/internal/config/section"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/record"
	"bilan/report/scope"
)

func scopeOf(t *testing.T, tag string) *scope.Scope {
	t.Helper()
	cal, err := period.NewCalendar(period.Options{})
	if err != nil {
		t.Fatal(err)
	}
	words, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	return &scope.Scope{
		Locale: words, Calendar: cal, Periods: []period.Period{cal.Containing(period.Month, period.NewDate(2026, 11, 1))},
		Metrics: map[string]*metric.Metric{
			"revenue": {Name: "revenue", Label: "Chiffre d’affaires HT", Unit: metric.Currency, Currency: "EUR"},
			"margin":  {Name: "margin", Label: "Taux de marque", Unit: metric.Percent, Decimals: 1},
		},
	}
}

// changeOf parses "revenue 2026-10 798000 812000". A member's change has ":region=Nord" after the metric.
func changeOf(t *testing.T, text string) record.Change {
	t.Helper()
	words := strings.Fields(text)
	var c record.Change
	name, member, cut := strings.Cut(words[0], ":")
	c.Metric, c.Period = name, words[1]
	if cut {
		c.By, c.Member, _ = strings.Cut(member, "=")
		c.Label, c.Unassigned = c.Member, c.Member == ""
	}
	c.Before, _ = new(big.Rat).SetString(words[2])
	c.After, _ = new(big.Rat).SetString(words[3])
	return c
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, tag, changes, want string }{
		{"none", "fr", "", ""},
		{"a month", "fr-FR", "revenue 2026-10 798000 812000", "Octobre 2026 corrigé : chiffre d’affaires HT 812 k€ au lieu de 798 k€ (+14 k€)."},
		{"a week is feminine", "fr", "revenue 2026-W46 100 90", "Semaine 46 corrigée : chiffre d’affaires HT 90 € au lieu de 100 € (−10 €)."},
		{"told apart", "fr", "revenue 2026-10 812100 812400", "Octobre 2026 corrigé : chiffre d’affaires HT 812 400 € au lieu de 812 100 € (+300 €)."},
		{"a ratio", "en-GB", "margin 2026-10 0.274 0.269", "October 2026 restated: taux de marque 26.9% instead of 27.4% (−0.5 pp)."},
		{"a quarter that its months explain", "en", "revenue 2026-Q3 300 310;revenue 2026-08 100 104;revenue 2026-09 100 106",
			"September 2026 restated: chiffre d’affaires HT €106 instead of €100 (+€6). August 2026 restated: chiffre d’affaires HT €104 instead of €100 (+€4)."},
		{"a quarter of which one month is not shown", "en", "revenue 2026-Q3 300 310;revenue 2026-08 100 104",
			"August 2026 restated: chiffre d’affaires HT €104 instead of €100 (+€4). Q3 2026 restated: chiffre d’affaires HT €310 instead of €300 (+€10)."},
		{"members whose whole changed", "en", "revenue 2026-10 300 310;revenue:region=North 2026-10 100 110",
			"October 2026 restated: chiffre d’affaires HT €310 instead of €300 (+€10)."},
		{"members among themselves", "en", "revenue:region=North 2026-10 100 110;revenue:region= 2026-10 20 10",
			"October 2026 restated: chiffre d’affaires HT (unassigned) €10 instead of €20 (−€10). October 2026 restated: chiffre d’affaires HT (North) €110 instead of €100 (+€10)."},
		{"what the report does not know", "en", "profit 2026-10 1 2;revenue soon 1 2", ""},
		{"many", "en", "revenue 2026-01 1 2;revenue 2026-02 1 2;revenue 2026-03 1 2;revenue 2026-04 1 2;revenue 2026-05 1 2;revenue 2026-06 1 2", "And 2 other figures restated."},
	} {
		var list []record.Change
		for _, text := range strings.Split(c.changes, ";") {
			if text != "" {
				list = append(list, changeOf(t, text))
			}
		}
		got := Sentences(scopeOf(t, c.tag), list)
		said := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(strings.Join(got, " "))
		if said != c.want && (c.name != "many" || len(got) != maxSentences+1 || !strings.HasSuffix(said, c.want)) {
			t.Errorf("%s: %s", c.name, said)
		}
	}
}

func TestSection(t *testing.T) {
	sec := Section("Chiffres corrigés", []string{"Un.", "Deux."})
	if sec.Title != "Chiffres corrigés" || len(sec.Blocks[0].Text.Paragraphs) != 2 || sec.Blocks[0].Text.Paragraphs[1].Runs[0].Text != "Deux." {
		t.Errorf("%+v", sec)
	}
}

// Mark puts a star at a restated month in charts of its metric, and in no other chart.
func TestMark(t *testing.T) {
	s := scopeOf(t, "fr")
	months := []time.Time{day(2026, 8), day(2026, 9), day(2026, 10)}
	chart := func() report.Section {
		return report.Section{Kind: "trend", Blocks: []report.Block{{Columns: &report.TimeChart{Categories: []string{"août", "sept.", "oct."}, Days: months}}}}
	}
	s.Report.Sections = []section.Section{{Trend: &section.Trend{Metric: "revenue"}}, {Trend: &section.Trend{Metric: "margin"}}, {}}
	doc := &report.Document{Sections: []report.Section{chart(), chart(), {}}}
	Mark(s, doc, []record.Change{changeOf(t, "revenue 2026-09 1 2"), changeOf(t, "revenue 2026-Q3 1 2"), changeOf(t, "margin:region=Nord 2026-08 0.1 0.2")}, "* corrigé")
	if got := strings.Join(doc.Sections[0].Blocks[0].Columns.Categories, " "); got != "août sept.* oct." {
		t.Error(got)
	}
	if got := strings.Join(doc.Sections[1].Blocks[0].Columns.Categories, " "); got != "août sept. oct." || len(doc.Sections[1].Footnotes) > 0 {
		t.Error(got)
	}
	if notes := doc.Sections[0].Footnotes; len(notes) != 1 || notes[0] != "* corrigé" {
		t.Error(notes)
	}
}

func day(year int, month time.Month) time.Time {
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
}

// The sentence about a total names the members that changed, by the dimension with the smallest rest.
func TestPartsOfAChange(t *testing.T) {
	part := func(label string, delta int64) record.Part {
		return record.Part{Figure: record.Figure{Label: label}, Delta: big.NewRat(delta, 1)}
	}
	c := changeOf(t, "revenue 2026-10 798000 812000")
	c.Splits = []record.Split{
		{By: "region", Parts: []record.Part{part("Nord", 10_000), part("Sud", 4_000)}},
		{By: "rep", Parts: []record.Part{part("Claire Martin", 15_000), part("Hugo Petit", -1_000)}},
	}
	s := scopeOf(t, "fr-FR")
	s.Dimension = func(name string) string { return map[string]string{"rep": "Commercial", "region": "Région"}[name] }
	want := "Octobre 2026 corrigé : chiffre d’affaires HT 812 k€ au lieu de 798 k€ (+14 k€). Par commercial : Claire Martin +15,0 k€, autres −1 000 €."
	if got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(strings.Join(Sentences(s, []record.Change{c}), " ")); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

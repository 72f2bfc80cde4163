package build

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// A document can be made from any data. build checks texts and structure.
func TestDocumentsOnAnyData(t *testing.T) {
	sectiontest.AnyData(t, all(), func(s *scope.Scope, b *sectiontest.Book) { build(t, s, b) })
}

func TestSectionsOnNoAnswers(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", all()...)
	doc := build(t, s, &sectiontest.Book{})
	for _, sec := range doc.Sections {
		if sec.Kind == "scorecard" || sec.Kind == "text" {
			continue
		}
		if sec.Blocks[0].Text == nil || sec.Blocks[0].Text.Paragraphs[0].Runs[0].Text != "Aucune donnée pour cette période." {
			t.Errorf("%s shows %+v of nothing", sec.Kind, sec.Blocks[0])
		}
	}
	if doc.Headline != "Chiffre d’affaires HT\u00a0: aucune donnée en semaine\u00a046" {
		t.Errorf("headline %q", doc.Headline)
	}
}

func TestTableNamesAMissingColumn(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Table: &section.Table{Query: "select 1", Columns: []section.TableColumn{{Column: "montnat"}}}})
	b := &sectiontest.Book{Tables: map[string]*table.Table{"sections[0]": {Columns: []table.Column{{Name: "client"}, {Name: "montant"}}}}}
	_, err := Document(s, b, facts(), "")
	want := `reports.suivi.sections[0].table.columns[0].column: the answer has no column "montnat" (it has client, montant)`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestPartsNameWhatIsWrong(t *testing.T) {
	for want, c := range map[string]section.Section{
		`reports.suivi.sections[0].scorecard[1]: no metric is called "x"`:                                               {Scorecard: &section.Scorecard{Metrics: []string{"revenue", "x"}}},
		"reports.suivi.sections[0].section: has no kind (write one of " + strings.Join(section.KindWords(), ", ") + ")": {},
	} {
		s := sectiontest.Scope(t, "fr-FR", c)
		if _, err := Needs(s); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// The headline and the subject compare an open period at the same stage.
func TestOpenPeriod(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}, Period: period.MustPhrase("month to date")}})
	doc := build(t, s, sectiontest.Story(s))
	if want := "Chiffre d’affaires HT\u00a0: 884\u00a0k€ en novembre\u00a02026 (cumul au 15 nov.), 4,1\u00a0% sous l’objectif à ce jour (921\u00a0k€)"; doc.Headline != want {
		t.Errorf("headline %q", doc.Headline)
	}
	if doc.Subject != "Suivi des ventes\u00a0: Chiffre d’affaires HT cumul nov. 884\u00a0k€ · 96\u00a0% de l’objectif ▼" {
		t.Errorf("subject %q", doc.Subject)
	}
}

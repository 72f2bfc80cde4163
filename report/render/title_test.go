package render

import (
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/reporttest"
)

func headed() *report.Document {
	doc := reporttest.DocumentOf(reporttest.Showing("Chiffre d’affaires par région", "k€", report.Block{Columns: reporttest.Landing()}))
	s := &doc.Sections[0]
	s.Label, s.Title = s.Title, "L’Île-de-France explique les deux tiers de l’écart à l’objectif de ventes : −156 k€ sur −230 k€, et la suite est assez longue pour deux lignes"
	return doc
}

// The section's name, with its unit, is above the sentence.
func TestSentencesStandBelowNames(t *testing.T) {
	all := readPDF(t, draw(t, headed()))
	at := func(text string) shown {
		for _, s := range all {
			if strings.HasPrefix(s.text, text) {
				return s
			}
		}
		t.Fatalf("%q is not printed: %q", text, textOf(all))
		return shown{}
	}
	name, sentence := at("Chiffre d’affaires par région, k€"), at("L’Île-de-France explique")
	if name.y >= sentence.y || name.x != sentence.x || name.size >= sentence.size {
		t.Errorf("the name stands at %.0f, %.0f and the sentence at %.0f, %.0f", name.x, name.y, sentence.x, sentence.y)
	}
}

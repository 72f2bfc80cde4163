package templates

import (
	"strings"
	"testing"

	"bilan/report"
)

// A mail about charts alone lists what they show; a mail with cards does not.
func TestContents(t *testing.T) {
	doc := french()
	out, err := Text(doc)
	if err != nil || strings.Contains(string(out), "Dans ce rapport") {
		t.Fatalf("with cards:\n%s\n%v", out, err)
	}
	doc.Sections = []report.Section{
		{Title: "De l’objectif au réalisé", Unit: "k€", Blocks: []report.Block{{Waterfall: &report.Waterfall{Alt: "De 430 k€ à 412 k€ <b>."}}}},
		{Title: "Clients", Unit: "k€", Blocks: []report.Block{{Text: &report.Text{}}}},
		{},
	}
	if out, err = Text(doc); err != nil || !strings.Contains(string(out), "Dans ce rapport\n---------------\nDe 430 k€ à 412 k€ <b>.\n\nClients (k€)\n") {
		t.Errorf("text:\n%s\n%v", out, err)
	}
	page, err := HTML(doc)
	if err != nil || !strings.Contains(string(page), "De 430 k€ à 412 k€ &lt;b&gt;.</p>") || !strings.Contains(string(page), ">Clients (k€)</p>") {
		t.Errorf("page:\n%s\n%v", page, err)
	}
	for range 40 {
		doc.Sections = append(doc.Sections, doc.Sections[0])
	}
	if list := contents(doc); len(list) != maxContents {
		t.Errorf("%d sections are named", len(list))
	}
}

// If a section's title is a sentence, the mail has its name below it.
func TestSentencesHeadParts(t *testing.T) {
	doc := french()
	s := &doc.Sections[1]
	s.Label, s.Title, s.Unit = "Atteinte par commercial", "Claire Martin manque son objectif pour le 4e mois de suite", "k€"
	page, err := HTML(doc)
	if err != nil || !strings.Contains(string(page), ">Claire Martin manque son objectif pour le 4e mois de suite</h2>") || !strings.Contains(string(page), "Atteinte par commercial (k€)") {
		t.Errorf("page:\n%s\n%v", page, err)
	}
}

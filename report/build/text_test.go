package build

import (
	"encoding/json"
	"strings"
	"testing"

	"bilan/report/sectiontest"
)

// Any label becomes one line of valid text, and the document can be written as JSON.
func TestHostileLabels(t *testing.T) {
	hostile := []string{strings.Repeat("Très long ", 40), "ligne\nligne", "🛠️", "\xc3\x28", "%!d(string)", "<script>", "=1+1", "\u202e", ""}
	for _, label := range hostile {
		s := sectiontest.Scope(t, "fr-FR", all()...)
		s.Metrics["revenue"].Label, s.Config.Company, s.Report.Title = label, label, label
		doc, err := Document(s, sectiontest.Story(s), TrustFacts{CutOff: facts().CutOff, Owner: label}, label)
		if err != nil {
			t.Fatal(err)
		}
		sectiontest.CheckShape(t, doc)
		raw, err := json.Marshal(doc)
		if err != nil || strings.Contains(string(raw), `\n`) || strings.Contains(string(raw), "\u202e") {
			t.Errorf("%q: error %v, or a line break in %.200s", label, err, raw)
		}
	}
}

package inspect

import (
	"fmt"

	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/yamlfile"
)

// endedNotes warns of notes whose last day has passed.
func endedNotes(p *loaded.Program) (found yamlfile.Mistakes) {
	today := period.DateOf(p.Now)
	for _, name := range p.Config.ReportNames() {
		for i, n := range p.Config.Reports[name].Note {
			if n.EndedBefore(today) {
				found.Add(p.Config.At(fmt.Sprintf("reports.%s.note[%d]", name, i), fmt.Sprintf("the note ended on %s: no reader sees it any more", n.Until),
					"delete it, or write a later until:"))
			}
		}
	}
	return found
}

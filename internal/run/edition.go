package run

import (
	"bilan/internal/gather"
	"bilan/report"
)

// Edition is what is made of a batch for its readers.
type Edition struct {
	*gather.Batch
	Document *report.Document
	Restated []string // sentences on past figures that became others since readers saw them last
	PDF      []byte
}

// FileNameAs is the name of the edition's file in that format.
func (e *Edition) FileNameAs(format string) string { return e.baseName() + "." + format }

// FileName is the name of the edition's PDF: report and period, as in suivi-hebdo-2026-W46.pdf.
func (e *Edition) FileName() string { return e.FileNameAs("pdf") }

func (e *Edition) baseName() string { return e.Plan.Name + "-" + e.Document.PeriodID }

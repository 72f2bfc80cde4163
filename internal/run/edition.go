package run

import (
	"bilan/internal/gather"
	"bilan/internal/mail"
	"bilan/internal/outfile"
	"bilan/internal/proof"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Edition is made of a batch for one or more readers.
type Edition struct {
	*gather.Batch
	Document *report.Document
	Restated []string // sentences on past figures that became others since readers saw them last
	Replaced *Replaced
	PDF      []byte
	Pages    int          // of the PDF
	Part     *gather.Part // the member's part; nil for the whole

	attached []mail.Attachment // once they are made
	witness  *proof.Witness    // of a member's: all that is read of his part is proved
}

// book contains the answers that the edition is made of.
func (e *Edition) book() scope.Book {
	if e.witness != nil {
		return e.witness
	}
	return e.Book
}

// scope is the edition's: the member's, or the plan's.
func (e *Edition) scope() *scope.Scope {
	if e.Part != nil {
		return e.Part.Scope
	}
	return e.Plan.Scope
}

// recordsOf are the figures in the answers to some asks.
func (e *Edition) recordsOf(asks []metric.Ask) []metric.Record {
	id := func(a metric.Ask) string { return e.Plan.Calendar.ID(a.Period) }
	return e.Book.RecordsOf(e.book().Answer, asks, id)
}

// FileNameAs is the name of the edition's file in that format.
func (e *Edition) FileNameAs(format string) string { return e.baseName() + "." + format }

// FileName is the name of the edition's PDF: report and period, as in suivi-hebdo-2026-W46.pdf, and whose it is, as in suivi-hebdo-2026-W46-R03.pdf.
func (e *Edition) FileName() string { return e.FileNameAs("pdf") }

// longestReport is how many characters of a file's name the report has at most, so that neither the period nor the part
// that distinguishes members is cut.
const longestReport = 40

func (e *Edition) baseName() string {
	name := outfile.Short(longestReport, e.Plan.Name) + "-" + e.Document.PeriodID
	if e.Part != nil {
		name += "-" + e.Part.Member.File
	}
	return name
}

// member is the member of the edition, "" for the edition of all: two editions may go to one address.
func (e *Edition) member() string {
	if e.Part == nil {
		return ""
	}
	return e.Part.Member.ID()
}

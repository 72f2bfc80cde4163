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

// Edition is a report that is made from a batch for one or more readers.
type Edition struct {
	*gather.Batch
	Document *report.Document
	Restated []string  // sentences about past figures that changed since readers saw them last
	Replaced *Replaced // how it differs from the edition that it replaces; nil if it replaces none
	PDF      []byte
	Pages    int          // number of pages of the PDF
	Part     *gather.Part // the member's part of the batch; nil for the edition of all

	attachmentCache []mail.Attachment // nil until they are made
	witness         *proof.Witness    // proves everything that is read of the member's part; nil for the edition of all
}

// book returns the answers from which the edition is made.
func (e *Edition) book() scope.Book {
	if e.witness != nil {
		return e.witness
	}
	return e.Book
}

// scope returns the scope of the member's part, or the plan's for the edition of all.
func (e *Edition) scope() *scope.Scope {
	if e.Part != nil {
		return e.Part.Scope
	}
	return e.Plan.Scope
}

// recordsOf returns the figures in the answers to the asks.
func (e *Edition) recordsOf(asks []metric.Ask) []metric.Record {
	id := func(a metric.Ask) string { return e.Plan.Calendar.ID(a.Period) }
	return e.Book.RecordsOf(e.book().Answer, asks, id)
}

// FileNameAs returns the name of the edition's file in a format.
func (e *Edition) FileNameAs(format string) string { return e.baseName() + "." + format }

// FileName returns the name of the edition's PDF: report and period, as in suivi-hebdo-2026-W46.pdf. A member's edition
// also has the member in its name, as in suivi-hebdo-2026-W46-R03.pdf.
func (e *Edition) FileName() string { return e.FileNameAs("pdf") }

// longestReport is how many characters of a report's name a file name has at most, so that period and member always fit.
const longestReport = 40

func (e *Edition) baseName() string {
	name := outfile.ShortName(longestReport, e.Plan.Name) + "-" + e.Document.PeriodID
	if e.Part != nil {
		name += "-" + e.Part.Member.File
	}
	return name
}

// member returns the id of the edition's member, such as rep=R07; "" for the edition of all.
func (e *Edition) member() string {
	if e.Part == nil {
		return ""
	}
	return e.Part.Member.ID()
}

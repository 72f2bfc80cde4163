package run

import (
	"fmt"
	"slices"

	"bilan/internal/mail"
	"bilan/report/metric"
	"bilan/report/sheet"
)

// Formats are what an edition can be written as.
var Formats = []string{"pdf", "xlsx", "csv", "json"}

var mediaTypes = map[string]string{
	"pdf":  "application/pdf",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"csv":  "text/csv",
}

// As writes the edition in one of the Formats.
func (e *Edition) As(format string) ([]byte, error) {
	switch format {
	case "pdf":
		return e.PDF, nil
	case "xlsx":
		return sheet.XLSX(e.Document, e.figures())
	case "csv":
		return sheet.CSV(e.Document, e.figures())
	case "json":
		return e.JSON()
	}
	return nil, &BadRequest{fmt.Errorf("%q is no format (write pdf, xlsx, csv or json)", format)}
}

// FileNameAs is the name of the edition's file in that format.
func (e *Edition) FileNameAs(format string) string { return e.baseName() + "." + format }

// figures are the edition's figures with the names by which people know them.
func (e *Edition) figures() sheet.Figures {
	f := sheet.Figures{Records: e.records(), Labels: map[string]string{}}
	for name, m := range e.Plan.Model.Metrics {
		f.Labels[name] = m.Label
	}
	return f
}

// records lists every figure that the report's sections asked for.
func (e *Edition) records() []metric.Record {
	list := e.book.Records(e.Plan.Needs.Asks, func(a metric.Ask) string { return e.Plan.calendar.ID(a.Period) })
	for i := range list {
		if m := e.Plan.Model.Metrics[list[i].Metric]; m.Date == "" {
			list[i].ReadOn = e.Plan.Scope.States[m.Dataset].Read.String()
		}
	}
	return list
}

// attachments are what the mail brings along, the pages first.
func (e *Edition) attachments() ([]mail.Attachment, error) {
	var list []mail.Attachment
	for _, format := range Formats {
		if !slices.Contains(e.Plan.Report.Attach, format) {
			continue
		}
		content, err := e.As(format)
		if err != nil {
			return nil, err
		}
		list = append(list, mail.Attachment{Name: e.FileNameAs(format), Type: mediaTypes[format], Bytes: content})
	}
	return list, nil
}

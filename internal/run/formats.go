package run

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/mail"
	"bilan/internal/outfile"
	"bilan/internal/plans"
	"bilan/report/build"
	"bilan/report/sheet"
)

// Formats are the formats in which an edition can be written.
var Formats = []string{"pdf", "xlsx", "csv", "rows", "json"}

var mediaTypes = map[string]string{
	"pdf":  "application/pdf",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"csv":  "text/csv",
}

// Write writes the edition in one of the Formats except rows, which may be several files.
func (e *Edition) Write(format string) ([]byte, error) {
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
	return nil, &plans.BadRequest{Err: fmt.Errorf("%q is not the format of a file (write pdf, xlsx, csv or json)", format)}
}

// attachments returns the files that are attached to the mail, in the order of Formats.
func (e *Edition) attachments() ([]mail.Attachment, error) {
	if e.attachmentCache != nil {
		return e.attachmentCache, nil
	}
	var list []mail.Attachment
	for _, format := range Formats {
		if !slices.Contains(e.Plan.Report.Attach, format) {
			continue
		}
		files, err := e.Files(format)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			list = append(list, mail.Attachment{Name: f.Name, Type: f.Type, Bytes: f.Bytes})
		}
	}
	e.attachmentCache = list
	return list, nil
}

// File is an edition, or a part of it, in one of the Formats. Type is its media type.
type File struct {
	Name, Type string
	Bytes      []byte
}

// Files writes the edition in one of the Formats: one file or, for rows, one for each table section.
func (e *Edition) Files(format string) ([]File, error) {
	if format == "rows" {
		return e.rows()
	}
	content, err := e.Write(format)
	return []File{{e.FileNameAs(format), mediaTypes[format], content}}, err
}

// rows writes a CSV file with the rows of each table section, named after the section.
func (e *Edition) rows() ([]File, error) {
	listings, err := build.Listings(e.scope(), e.book())
	if err != nil {
		return nil, err
	}
	if len(listings) == 0 {
		return nil, &plans.BadRequest{Err: fmt.Errorf("report %q has no table section: there are no rows to write", e.Plan.Name)}
	}
	files, taken := make([]File, len(listings)), map[string]int{}
	for i, l := range listings {
		content, err := sheet.Rows(e.Document.Lang, l)
		if err != nil {
			return nil, err
		}
		stem := outfile.Name(e.baseName() + "-" + strings.ToLower(l.Title))
		if taken[stem]++; taken[stem] > 1 {
			stem += fmt.Sprintf("-%d", taken[stem])
		}
		files[i] = File{outfile.Name(stem + ".csv"), mediaTypes["csv"], content}
	}
	return files, nil
}

// Package templates writes the body of a mail that carries a report, as HTML and as plain text. It knows neither SMTP
// nor PDF, and computes no figure.
package templates

import (
	"bytes"
	"embed"
	"fmt"
	html "html/template"
	text "text/template"

	"bilan/report"
)

//go:embed *.html.tmpl *.txt.tmpl
var files embed.FS

var (
	htmlBody = html.Must(html.New("mail.html.tmpl").ParseFS(files, "*.html.tmpl"))
	textBody = text.Must(text.New("mail.txt.tmpl").ParseFS(files, "*.txt.tmpl"))
)

// maxHTML is the largest size in bytes of an HTML body. Gmail truncates a message at 102 kB; relays may add some bytes.
const maxHTML = 95_000

// limits are the largest number of rows of a table in the mail, and whether it has bars.
type limits struct {
	rows int
	bars bool
}

// sizes are tried in turn until the body is short enough for Gmail: first without bars, then with ever fewer rows.
var sizes = []limits{{60, true}, {60, false}, {40, false}, {25, false}, {15, false}, {8, false}, {3, false}, {0, false}}

// HTML writes doc as a mail body in UTF-8, in the document's language. notes are sentences that only the mail has, for
// example that it comes late.
func HTML(doc *report.Document, notes ...string) ([]byte, error) {
	var out bytes.Buffer
	for _, size := range sizes {
		v, err := newView(doc, notes, size)
		if err != nil {
			return nil, err
		}
		out.Reset()
		if err := htmlBody.Execute(&out, v); err != nil {
			return nil, fmt.Errorf("mail body in HTML: %w", err)
		}
		if out.Len() <= maxHTML {
			break
		}
	}
	return out.Bytes(), nil
}

// Standalone writes doc as the HTML and the plain text of a mail without attached pages.
func Standalone(doc *report.Document) (asHTML, asText []byte, err error) {
	v, err := newView(doc, nil, sizes[0])
	if err != nil {
		return nil, nil, err
	}
	v.Attached, v.Contents = "", nil
	var long, plain bytes.Buffer
	if err := htmlBody.Execute(&long, v); err != nil {
		return nil, nil, fmt.Errorf("mail body in HTML: %w", err)
	}
	if err := textBody.Execute(&plain, v); err != nil {
		return nil, nil, fmt.Errorf("mail body in text: %w", err)
	}
	return long.Bytes(), plain.Bytes(), nil
}

// Text writes doc as plain text of at most 78 columns. It has the same figures as HTML.
func Text(doc *report.Document, notes ...string) ([]byte, error) {
	v, err := newView(doc, notes, sizes[0])
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := textBody.Execute(&out, v); err != nil {
		return nil, fmt.Errorf("mail body in text: %w", err)
	}
	return out.Bytes(), nil
}

package run

import (
	"fmt"
	"strings"

	"bilan/internal/mail"
	"bilan/internal/proof"
	"bilan/report/pdftext"
	"bilan/templates"
)

// finished is everything of an edition that is sent: its pages, the files attached to the mail, and the texts of the
// mail.
type finished struct {
	pages []byte
	files []mail.Attachment
	bodies
}

// bodies are the two forms of a mail's text.
type bodies struct{ html, text []byte }

// bodies writes the text of the edition's mail, with the notes at its top.
func (e *Edition) bodies(notes ...string) (b bodies, err error) {
	if b.html, err = templates.HTML(e.Document, notes...); err != nil {
		return b, fmt.Errorf("mail body: %w", err)
	}
	if b.text, err = templates.Text(e.Document, notes...); err != nil {
		return b, fmt.Errorf("mail body: %w", err)
	}
	return b, nil
}

// proveFiles reads back everything of the edition that is sent, and searches it for data of other members. The error is
// proof.Failed if there is any.
func (b *Burst) proveFiles(e *Edition) error {
	files, err := e.attachments()
	if err != nil {
		return err
	}
	bodies, err := e.bodies()
	if err != nil {
		return err
	}
	f := &finished{e.PDF, files, bodies}
	b.showTest(e.Part.Member, f)
	texts, err := f.texts()
	if err != nil {
		return err
	}
	if leaks := append(e.witness.Leaks, e.witness.FileLeaks(append(proof.Texts(e.Document), texts...))...); len(leaks) > 0 {
		return &proof.Failed{Leaks: leaks}
	}
	return nil
}

// proveNotes searches the notes in the mail, which are not in the document, for names of other members.
func (e *Edition) proveNotes(notes []string) error {
	if e.witness == nil {
		return nil
	}
	var texts []proof.Text
	for _, note := range notes {
		texts = append(texts, proof.Text{Where: "a note in the mail", Text: note})
	}
	if leaks := e.witness.FileLeaks(texts); len(leaks) > 0 {
		return &proof.Failed{Leaks: leaks}
	}
	return nil
}

// texts returns all texts that are sent, each with its place.
func (f *finished) texts() (list []proof.Text, err error) {
	for _, read := range []func() ([]proof.Text, error){f.pdfTexts, f.workbookTexts, f.fileTexts, f.mailTexts} {
		texts, err := read()
		if err != nil {
			return nil, err
		}
		list = append(list, texts...)
	}
	return list, nil
}

// pdfTexts returns the texts of the PDF, from its page contents and its tags.
func (f *finished) pdfTexts() (list []proof.Text, err error) {
	read, err := pdftext.Read(f.pages)
	if err != nil {
		return nil, fmt.Errorf("prove the pages: %w", err)
	}
	for _, t := range read {
		where := "a tag of the PDF"
		if t.Page > 0 {
			where = fmt.Sprintf("page %d of the PDF", t.Page)
		}
		list = append(list, proof.Text{Where: where, Text: t.Text})
	}
	return list, nil
}

// workbookTexts returns the texts of the attached workbooks.
func (f *finished) workbookTexts() (list []proof.Text, err error) {
	for _, a := range f.files {
		if !strings.HasSuffix(a.Name, ".xlsx") {
			continue
		}
		cells, err := proof.WorkbookTexts(a.Bytes)
		if err != nil {
			return nil, err
		}
		list = append(list, cells...)
	}
	return list, nil
}

// fileTexts returns the names of the attached files, and the texts of the CSV files.
func (f *finished) fileTexts() (list []proof.Text, err error) {
	for _, a := range f.files {
		list = append(list, proof.Text{Where: "the name of a file", Text: a.Name})
		if strings.HasSuffix(a.Name, ".csv") {
			list = append(list, proof.LineTexts(a.Name, string(a.Bytes))...)
		}
	}
	return list, nil
}

// mailTexts returns the texts of the mail's HTML and plain text.
func (f *finished) mailTexts() ([]proof.Text, error) {
	return append(proof.HTMLTexts("the mail", string(f.html)), proof.LineTexts("the mail", string(f.text))...), nil
}

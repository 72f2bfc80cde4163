package run

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/gather"
	"bilan/internal/member"
	"bilan/internal/proof"
	"bilan/report/metric"
	"bilan/report/pdftext"
	"bilan/report/render"
	"bilan/templates"
)

// Edition makes one member's edition and proves it: the document's figures, marks and rows, then the texts of every file. The error is proof.Failed where
// anything is another's. It may be called by several goroutines.
func (b *Burst) Edition(ctx context.Context, m member.Member) (*Edition, error) {
	part := b.Part(m)
	w := b.witness(part)
	doc, err := part.Document(w)
	if err != nil {
		return nil, err
	}
	ranked, err := b.ranked(part)
	if err != nil {
		return nil, err
	}
	if leaks := append(w.Leaks, w.Case.Document(doc, ranked)...); len(leaks) > 0 {
		return nil, &proof.Failed{Leaks: leaks}
	}
	e := &Edition{Batch: b.Batch, Document: doc, Part: part}
	options := b.Plan.Report.PDF
	open, err := render.PDFWith(ctx, doc, render.Options{Archive: options.Archive})
	if err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	e.PDF = open
	texts, err := e.texts()
	if err != nil {
		return nil, err
	}
	if leaks := w.Files(texts); len(leaks) > 0 {
		return nil, &proof.Failed{Leaks: leaks}
	}
	if secret := options.Password.Reveal(); secret != "" {
		if e.PDF, err = render.PDFWith(ctx, doc, render.Options{Password: secret}); err != nil {
			return nil, fmt.Errorf("draw: %w", err)
		}
		e.attached = nil
	}
	return e, nil
}

// witness looks at what the member's document is made of.
func (b *Burst) witness(part *gather.Part) *proof.Witness {
	m := part.Member
	w := &proof.Witness{Book: part, Case: proof.Case{Member: m, Names: b.Plan.Report.Names, Owner: b.Book.Owner}}
	for _, dim := range b.Plan.Each {
		if dim == m.Dimension {
			w.Members = b.Batch.Members(dim)
		} else if b.Plan.Config.Child(m.Dimension) != dim && b.Plan.Config.Child(dim) != m.Dimension { // a member may read his group's name, and a group its members'
			w.Others = append(w.Others, b.Batch.Members(dim)...)
		}
	}
	w.Row = func(id string, row []any) (string, bool) { return b.RowOwner(id, m.Dimension, row) }
	w.Dataset = func(name string) string { return b.Plan.Model.Metrics[name].Dataset }
	w.Deals = func(id string) string {
		for _, need := range b.Plan.Needs.Pipelines {
			if need.ID == id {
				return need.Dataset
			}
		}
		return ""
	}
	w.Fixed = part.Scope.Locale.Fixed()
	for name, of := range part.Scope.Metrics {
		w.Fixed = append(w.Fixed, of.Label, part.Scope.Dimension(name))
	}
	for name := range b.Plan.Config.Dimensions {
		w.Fixed = append(w.Fixed, name, part.Scope.Dimension(name))
	}
	return w
}

// ranked tells of each section whether it has a line for each member of the dimension.
func (b *Burst) ranked(part *gather.Part) ([]bool, error) {
	asks, err := b.Plan.Scope.SectionAsks()
	if err != nil {
		return nil, err
	}
	var list []bool
	for i, section := range asks {
		if part.Leaves(i) {
			continue
		}
		list = append(list, slices.ContainsFunc(section, func(a metric.Ask) bool { return a.By == part.Member.Dimension }))
	}
	return list, nil
}

// texts are those of all the edition's files: its document's, with where each stands, those that its pages and tags hold, its attachments' and its mail's.
func (e *Edition) texts() ([]proof.Text, error) {
	list := proof.Texts(e.Document)
	read, err := pdftext.Read(e.PDF)
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
	files, err := e.attachments()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		switch {
		case strings.HasSuffix(f.Name, ".xlsx"):
			cells, err := proof.Workbook(f.Bytes)
			if err != nil {
				return nil, err
			}
			list = append(list, cells...)
		case strings.HasSuffix(f.Name, ".csv"):
			list = append(list, proof.Lines(f.Name, string(f.Bytes))...)
		}
	}
	html, err := templates.HTML(e.Document)
	if err != nil {
		return nil, fmt.Errorf("mail body: %w", err)
	}
	text, err := templates.Text(e.Document)
	if err != nil {
		return nil, fmt.Errorf("mail body: %w", err)
	}
	return append(append(list, proof.HTML("the mail", string(html))...), proof.Lines("the mail", string(text))...), nil
}

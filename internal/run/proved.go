package run

import (
	"context"
	"fmt"

	"bilan/internal/member"
	"bilan/internal/proof"
	"bilan/report/render"
)

// Edition makes one member's edition and proves it: the document's figures, marks and rows, then the texts of every
// file. The error is proof.Failed if anything belongs to another member. It may be called by several goroutines.
func (b *Burst) Edition(ctx context.Context, m member.Member) (*Edition, error) {
	part := b.Part(m)
	w := b.witness(part)
	doc, err := part.Document(w)
	if err != nil {
		return nil, err
	}
	e := &Edition{Batch: b.Batch, Document: doc, Part: part, witness: w}
	if err := e.compare(b.order.BeforeOf[m.ID()]); err != nil {
		return nil, err
	}
	if err := e.replace(b.Plan.Corrects); err != nil {
		return nil, err
	}
	b.made(m, doc)
	ranked := b.ranked(part)
	ranked = append(make([]bool, max(0, len(doc.Sections)-len(ranked))), ranked...) // the section about changes comes before the report's own sections
	if leaks := append(w.Leaks, w.Case.Document(doc, ranked)...); len(leaks) > 0 {
		return nil, &proof.Failed{Leaks: leaks}
	}
	options := b.Plan.Report.PDF
	if err := e.drawMember(ctx, render.Options{Archive: options.Archive, Pages: &e.Pages}); err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	if err := b.proveFiles(e); err != nil {
		return nil, err
	}
	if secret := options.Password.Reveal(); secret != "" { // a closed file cannot be read back
		if e.PDF, err = render.PDF(ctx, doc, render.Options{Password: secret}); err != nil {
			return nil, fmt.Errorf("draw: %w", err)
		}
		e.attached = nil
	}
	return e, nil
}

// drawMember draws a member's pages. A pack asks for two: what is one member's mostly stands on one, with all rows of its lists.
func (e *Edition) drawMember(ctx context.Context, options render.Options) (err error) {
	paper := &e.Document.Paper
	if e.Plan.Report.Pack != "" && paper.Pages == packPages {
		paper.Pages, paper.AllRows = 1, true
		if e.PDF, err = render.PDF(ctx, e.Document, options); err != nil || e.Pages == 1 {
			return err
		}
		paper.Pages, paper.AllRows = packPages, false
	}
	e.PDF, err = render.PDF(ctx, e.Document, options)
	return err
}

// packPages is how many pages a pack asks for by itself.
const packPages = 2

// made shows a test what was made of a member's edition, before it is proved.
func (b *Burst) made(m member.Member, what any) {
	if b.tamper != nil {
		b.tamper(b, m, what)
	}
}

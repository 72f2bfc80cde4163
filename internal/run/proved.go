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
	if err := e.addRestated(b.order.BeforeOf[m.ID()]); err != nil {
		return nil, err
	}
	if err := e.markReplaced(b.Plan.Corrects); err != nil {
		return nil, err
	}
	b.showTest(m, doc)
	ranked := b.rankedSections(part)
	ranked = append(make([]bool, max(0, len(doc.Sections)-len(ranked))), ranked...) // sections about changes precede the report's own
	if leaks := append(w.Leaks, w.Case.DocumentLeaks(doc, ranked)...); len(leaks) > 0 {
		return nil, &proof.Failed{Leaks: leaks}
	}
	options := b.Plan.Report.PDF
	if err := e.drawMember(ctx, render.Options{Archive: options.Archive, Pages: &e.Pages}); err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	if err := b.proveFiles(e); err != nil {
		return nil, err
	}
	if secret := options.Password.Reveal(); secret != "" { // only after the proof, which could not read an encrypted file
		if e.PDF, err = render.PDF(ctx, doc, render.Options{Password: secret}); err != nil {
			return nil, fmt.Errorf("draw: %w", err)
		}
		e.attachmentCache = nil
	}
	return e, nil
}

// drawMember draws a member's pages. For a report from a pack, it first tries one page with all rows of the lists,
// instead of the two pages that a pack asks for.
func (e *Edition) drawMember(ctx context.Context, options render.Options) (err error) {
	paper := &e.Document.Paper
	if e.Plan.Report.Pack != "" && paper.Pages == defaultPackPages {
		paper.Pages, paper.AllRows = 1, true
		if e.PDF, err = render.PDF(ctx, e.Document, options); err != nil || e.Pages == 1 {
			return err
		}
		paper.Pages, paper.AllRows = defaultPackPages, false
	}
	e.PDF, err = render.PDF(ctx, e.Document, options)
	return err
}

// defaultPackPages is how many pages a pack asks for unless the report says otherwise.
const defaultPackPages = 2

// showTest lets a test change a part of a member's edition before it is proved.
func (b *Burst) showTest(m member.Member, what any) {
	if b.tamper != nil {
		b.tamper(b, m, what)
	}
}

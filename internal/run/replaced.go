package run

import (
	"errors"
	"slices"

	"bilan/report/correction"
	"bilan/report/replaced"
)

// ErrUnchanged is the error for a correction of which no edition differs from the one that its readers have.
var ErrUnchanged = errors.New("no figure and no row has changed")

// difference returns what changed since the edition that the readers have; nil if nobody has one.
func (e *Edition) difference(c *correction.Correction) (*Replaced, error) {
	previous := c.EditionOf(e.member())
	if previous == nil {
		return nil, nil
	}
	text, err := e.JSON()
	if err != nil {
		return nil, err
	}
	lists, err := correction.Digest(text)
	if err != nil {
		return nil, err
	}
	d, err := previous.Compare(e.Record(), lists)
	return &Replaced{Difference: d, Readers: previous.Readers}, err
}

// markReplaced marks the document as the next version of the edition that readers have, if it differs or c.Force is set.
func (e *Edition) markReplaced(c *correction.Correction) (err error) {
	if e.Replaced, err = e.difference(c); err != nil || e.Replaced == nil || !e.Replaced.HasChanges() && !c.Force {
		return err
	}
	scope := e.documentScope()
	shift := len(e.Document.Sections) - len(scope.Report.Sections) // sections that addRestated put before the report's own
	front, reportSections := e.Document.Sections[:shift:shift], e.Document.Sections[shift:]
	e.Document.Sections = reportSections
	e.Replaced.Sentences = replaced.Mark(c, scope, e.Document, c.EditionOf(e.member()).Sent.In(e.Plan.Zone), e.Replaced.Difference)
	added := len(e.Document.Sections) - len(reportSections)
	e.Document.Sections = slices.Concat(e.Document.Sections[:added], front, e.Document.Sections[added:])
	e.Replaced.Marked = true
	return nil
}

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
	held := c.EditionOf(e.member())
	if held == nil {
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
	d, err := held.Compare(e.Record(), lists)
	return &Replaced{Difference: d, Readers: held.Readers}, err
}

// markReplaced marks the document as the next version of the edition that readers have, if it differs or c.Force is set.
func (e *Edition) markReplaced(c *correction.Correction) (err error) {
	if e.Replaced, err = e.difference(c); err != nil || e.Replaced == nil || !e.Replaced.HasChanges() && !c.Force {
		return err
	}
	scope := e.documentScope()
	shift := len(e.Document.Sections) - len(scope.Report.Sections) // sections that addRestated put before the report's own
	front, own := e.Document.Sections[:shift:shift], e.Document.Sections[shift:]
	e.Document.Sections = own
	e.Replaced.Sentences = replaced.Mark(c, scope, e.Document, c.EditionOf(e.member()).Sent.In(e.Plan.Zone), e.Replaced.Difference)
	told := len(e.Document.Sections) - len(own)
	e.Document.Sections = slices.Concat(e.Document.Sections[:told], front, e.Document.Sections[told:])
	e.Replaced.Marked = true
	return nil
}

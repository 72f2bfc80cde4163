package run

import "bilan/report/correction"

// Replaced is the difference between an edition and the one that its readers have. It is empty if the same edition is
// sent again.
type Replaced struct {
	correction.Difference
	Readers   []correction.Reader
	Marked    bool     // whether the document says which edition it replaces
	Sentences []string // about the differences
}

func (r *Replaced) sentences() []string {
	if r == nil {
		return nil
	}
	return r.Sentences
}

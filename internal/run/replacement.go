package run

import "bilan/report/correction"

// Replaced is what an edition changes in the one that its readers have. It has no difference where it is sent once more as it was.
type Replaced struct {
	correction.Difference
	Readers   []correction.Reader
	Marked    bool // the edition says which one it replaces
	Sentences []string
}

func (r *Replaced) sentences() []string {
	if r == nil {
		return nil
	}
	return r.Sentences
}

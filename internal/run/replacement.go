package run

import "bilan/report/correction"

// Replaced is the difference between an edition and the one that its readers have. It is empty if the edition is sent
// once more unchanged.
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

package record

import (
	"math/big"
	"slices"
)

// Change is a figure with a changed actual. Before or After is nil if there is no number.
type Change struct {
	Figure        // as it is now
	Before, After *big.Rat
	Splits        []Split // of the whole
}

// Delta is After − Before; nil where one of them is missing.
func (c Change) Delta() *big.Rat {
	if c.Before == nil || c.After == nil {
		return nil
	}
	return new(big.Rat).Sub(c.After, c.Before)
}

// Restated lists the figures of closed periods for which both sets have different numbers: published figures of a past
// period that have changed.
func Restated(before, now Set) []Change {
	return slices.DeleteFunc(Changed(before, now), func(c Change) bool { return c.Passing || c.Before == nil || c.After == nil })
}

// Changed lists the figures of now whose actual differs from before, in the order of now, including those that had no
// number then or have none now. Figures in only one of the sets are ignored.
func Changed(before, now Set) (list []Change) {
	was, is := before.byCut(), now.byCut()
	for _, f := range now {
		old, ok := before.Find(f.Key)
		if !ok || old.Unit != f.Unit || old.Currency != f.Currency || old.Passing != f.Passing {
			continue
		}
		c := Change{Figure: f, Before: number(old.AC), After: number(f.AC)}
		if f.By == "" && c.Delta() != nil && c.Delta().Sign() != 0 {
			c.Splits = splits(c, was, is)
		}
		if (c.Before == nil) != (c.After == nil) || c.Before != nil && c.Before.Cmp(c.After) != 0 {
			list = append(list, c)
		}
	}
	return list
}

func number(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return r
}

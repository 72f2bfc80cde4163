package record

import (
	"math/big"
	"slices"
)

// Change is a figure whose actual differs between two editions. Before or After is nil if that edition has no number.
type Change struct {
	Figure        // from the newer edition
	Before, After *big.Rat
	Splits        []Split // of the total, by dimension
}

// Delta is After − Before, nil if one of them is nil.
func (c Change) Delta() *big.Rat {
	if c.Before == nil || c.After == nil {
		return nil
	}
	return new(big.Rat).Sub(c.After, c.Before)
}

// Restated lists the figures of closed periods whose numbers differ between two editions, that is the published figures
// that have changed since. A figure without a number in one of the editions is left out.
func Restated(before, now Set) []Change {
	return slices.DeleteFunc(Changed(before, now), func(c Change) bool { return c.Provisional || c.Before == nil || c.After == nil })
}

// Changed lists the figures of now whose actual differs from before, in the order of now. A number that is missing in
// one of the sets is a difference. A figure that only one set has is left out.
func Changed(before, now Set) (list []Change) {
	was, is := before.byBreakdown(), now.byBreakdown()
	for _, f := range now {
		old, ok := before.Find(f.Key)
		if !ok || old.Unit != f.Unit || old.Currency != f.Currency || old.Provisional != f.Provisional {
			continue
		}
		c := Change{Figure: f, Before: parseNumber(old.AC), After: parseNumber(f.AC)}
		if f.By == "" && c.Delta() != nil && c.Delta().Sign() != 0 {
			c.Splits = splitByDimension(c, was, is)
		}
		if (c.Before == nil) != (c.After == nil) || c.Before != nil && c.Before.Cmp(c.After) != 0 {
			list = append(list, c)
		}
	}
	return list
}

func parseNumber(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return r
}

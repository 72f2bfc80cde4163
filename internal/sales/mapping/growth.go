package mapping

import "math/big"

// Growth is an exact ratio above −1 and at most 1: 1/20 is an increase of 5 %. The zero Growth means no growth.
type Growth struct{ Ratio *big.Rat }

// SQL returns the factor by which an amount grows, such as (1 + 0.05); 1 without growth.
func (g Growth) SQL() string {
	if g.Ratio == nil || g.Ratio.Sign() == 0 {
		return "1"
	}
	digits, _ := g.Ratio.FloatPrec()
	return "(1 + " + g.Ratio.FloatString(digits) + ")"
}

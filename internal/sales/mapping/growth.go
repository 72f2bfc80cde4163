package mapping

import "math/big"

// Growth is a ratio above −1 and at most 1, exact: 1/20 is a twentieth more. The zero Growth is none.
type Growth struct{ Ratio *big.Rat }

// SQL is what the growth multiplies an amount with: (1 + 0.05); 1 without growth.
func (g Growth) SQL() string {
	if g.Ratio == nil || g.Ratio.Sign() == 0 {
		return "1"
	}
	digits, _ := g.Ratio.FloatPrec()
	return "(1 + " + g.Ratio.FloatString(digits) + ")"
}

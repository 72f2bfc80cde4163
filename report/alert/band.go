package alert

import (
	"fmt"
	"math/big"
	"regexp"
)

// Band is the deadband of ANSI/ISA-18.2: the distance by which a figure must be back over its threshold before the
// alert closes. The zero Band is a distance of 0.
type Band struct {
	Amount *big.Rat
	Unit   Measure // Ratio (of the threshold), Gap or Points
}

var bandForm = regexp.MustCompile(`^` + amountForm + `$`)

// ParseBand reads "2 %", "5000" or "1 point".
func ParseBand(text string) (Band, error) {
	m := bandForm.FindStringSubmatch(normalize(text))
	if m == nil {
		return Band{}, fmt.Errorf(`%q is not a deadband (write "2 %%", "5000" or "1 point")`, text)
	}
	c, err := distanceCondition(false, "objective", m[1], m[2])
	return Band{c.Amount, c.Measure}, err
}

// width is the band in the figure's unit.
func (b Band) width(threshold *big.Rat, score bool) *big.Rat {
	switch {
	case b.Amount == nil:
		return new(big.Rat)
	case b.Unit == Ratio:
		return new(big.Rat).Mul(b.Amount, new(big.Rat).Abs(threshold))
	case b.Unit == Points:
		return points(b.Amount, score)
	}
	return b.Amount
}

// Delay is the time that a figure must be beyond its threshold before the alert opens, and back before it closes: a
// number of evaluations in a row, and a number of days since the first of them. Fewer than one evaluation counts as
// one.
type Delay struct{ Evaluations, Days int }

var delayForm = regexp.MustCompile(`^([1-9][0-9]?) ?(evaluations?|times|turns?|days?)?$`)

// ParseDelay reads "2", "2 evaluations" or "3 days".
func ParseDelay(text string) (d Delay, err error) {
	m := delayForm.FindStringSubmatch(normalize(text))
	if m == nil {
		return d, fmt.Errorf(`%q is not a delay (write "2 evaluations" or "3 days")`, text)
	}
	n := int(m[1][0] - '0')
	if len(m[1]) > 1 {
		n = 10*n + int(m[1][1]-'0')
	}
	if m[2] != "" && m[2][0] == 'd' {
		return Delay{Days: n}, nil
	}
	return Delay{Evaluations: n}, nil
}

// Package alert decides when an alert opens and closes: it parses the condition, computes the threshold, and keeps the
// state of one alert over a sequence of evaluations, with a deadband and a delay as in ANSI/ISA-18.2. It reads no clock
// and no data.
package alert

import (
	"math/big"
	"strings"
)

// Reference is the reference that a condition compares a figure with.
type Reference string

// The references of conditions. In an open period the Reading has their values to date, by business days.
const (
	NoReference Reference = ""
	Objective   Reference = "objective"
	LastYear    Reference = "last_year"
	Previous    Reference = "previous" // the period before
)

// Measure is the meaning of a condition's amount: a level, a share or a distance.
type Measure string

// The measures.
const (
	Level  Measure = "level"  // the threshold itself
	Share  Measure = "share"  // a share of the reference: below 90 % of objective
	Ratio  Measure = "ratio"  // a distance as a share of the reference: 10 % below objective
	Gap    Measure = "gap"    // a distance in the figure's unit: 5000 below objective
	Points Measure = "points" // a distance in points, for a percentage or a score: 2 points below last year
)

// Condition is the condition of an alert: the figure is below or above a threshold.
type Condition struct {
	Above     bool
	Reference Reference
	Measure   Measure
	Percent   bool     // a Level is written in per cent
	Amount    *big.Rat // a ratio for Share and Ratio (0.9 is 90 %), in the figure's unit for Level and Gap, 0.02 for 2 Points
}

// Reading is the values of a figure at one evaluation, in its unit. Unknown values are nil.
type Reading struct {
	Actual, Objective, LastYear, Previous *big.Rat
	Score                                 bool // the figure is a score: 2 points are 2, not 0.02
}

// ReferenceValue is the value of the condition's reference in a reading; nil if it is unknown or the condition has
// none.
func (c Condition) ReferenceValue(r Reading) *big.Rat {
	switch c.Reference {
	case Objective:
		return r.Objective
	case LastYear:
		return r.LastYear
	case Previous:
		return r.Previous
	}
	return nil
}

// Threshold is the level at which the alert opens, in the figure's unit. It is nil if the reference is unknown, and for
// a share of a negative reference, which has no meaning.
func (c Condition) Threshold(r Reading) *big.Rat {
	if c.Measure == Level {
		return c.Amount
	}
	of := c.ReferenceValue(r)
	if of == nil {
		return nil
	}
	distance := new(big.Rat).Set(c.Amount)
	switch c.Measure {
	case Share:
		if of.Sign() < 0 {
			return nil
		}
		return distance.Mul(distance, of)
	case Ratio:
		distance.Mul(distance, new(big.Rat).Abs(of))
	case Points:
		distance = points(distance, r.Score)
	}
	if c.Above {
		return distance.Add(of, distance)
	}
	return distance.Sub(of, distance)
}

func points(amount *big.Rat, score bool) *big.Rat {
	if score {
		return new(big.Rat).Mul(amount, big.NewRat(100, 1))
	}
	return amount
}

// String returns the condition in a form that Parse reads.
func (c Condition) String() string {
	side := "below"
	if c.Above {
		side = "above"
	}
	ref := map[Reference]string{Objective: "objective", LastYear: "last year", Previous: "previous"}[c.Reference]
	switch c.Measure {
	case Level:
		if c.Percent {
			return side + " " + formatPercent(c.Amount)
		}
		return side + " " + formatNumber(c.Amount)
	case Share:
		return side + " " + formatPercent(c.Amount) + " of " + ref
	case Ratio:
		if c.Amount.Sign() == 0 {
			return side + " " + ref
		}
		return formatPercent(c.Amount) + " " + side + " " + ref
	case Points:
		return formatNumber(new(big.Rat).Mul(c.Amount, big.NewRat(100, 1))) + " points " + side + " " + ref
	}
	return formatNumber(c.Amount) + " " + side + " " + ref
}

func formatPercent(r *big.Rat) string {
	return formatNumber(new(big.Rat).Mul(r, big.NewRat(100, 1))) + " %"
}

func formatNumber(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	digits, _ := r.FloatPrec()
	return strings.TrimRight(r.FloatString(min(max(digits, 1), 15)), "0")
}

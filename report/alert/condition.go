// Package alert decides when an alert opens and closes: it parses the condition, computes the threshold, and keeps the
// state of one alert over a sequence of evaluations, with a deadband and a delay as in ANSI/ISA-18.2. It reads no clock
// and no data.
package alert

import (
	"math/big"
	"strings"
)

// Against is the reference of a condition.
type Against string

// References of a condition. In an open period each is to date, by business days: the reading contains it.
const (
	Nothing   Against = ""
	Objective Against = "objective"
	LastYear  Against = "last_year"
	Previous  Against = "previous" // the period before
)

// Measure is how the amount of a condition is meant.
type Measure string

// The measures.
const (
	Level  Measure = "level"  // the threshold itself
	Share  Measure = "share"  // of what it is against: below 90 % of objective
	Ratio  Measure = "ratio"  // away from it: 10 % below objective
	Gap    Measure = "gap"    // away from it, in the figure's own unit: 5000 below objective
	Points Measure = "points" // away from it, of a figure that is a per cent or a score
)

// Condition is one sentence: a figure goes below or above its threshold.
type Condition struct {
	Above   bool
	Against Against
	Measure Measure
	Percent bool     // of a Level: it is written in per cent
	Amount  *big.Rat // a ratio for Share and Ratio (0.9 is 90 %), the figure's own unit for Level and Gap, 0.02 for 2 Points
}

// Reading is a figure at one evaluation, in its own unit. Unknown values are nil.
type Reading struct {
	Actual, Objective, LastYear, Previous *big.Rat
	Score                                 bool // a mark: 2 points are 2, and not 0.02
}

// Reference is the reference of the condition, nil if it is not known.
func (c Condition) Reference(r Reading) *big.Rat {
	switch c.Against {
	case Objective:
		return r.Objective
	case LastYear:
		return r.LastYear
	case Previous:
		return r.Previous
	}
	return nil
}

// Threshold is the level at which the alert opens, nil if its reference is not known. A share of a negative reference
// is meaningless and nil too.
func (c Condition) Threshold(r Reading) *big.Rat {
	if c.Measure == Level {
		return c.Amount
	}
	of := c.Reference(r)
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

// String is the condition as Parse reads it.
func (c Condition) String() string {
	side := "below"
	if c.Above {
		side = "above"
	}
	ref := map[Against]string{Objective: "objective", LastYear: "last year", Previous: "previous"}[c.Against]
	switch c.Measure {
	case Level:
		if c.Percent {
			return side + " " + percent(c.Amount)
		}
		return side + " " + plain(c.Amount)
	case Share:
		return side + " " + percent(c.Amount) + " of " + ref
	case Ratio:
		if c.Amount.Sign() == 0 {
			return side + " " + ref
		}
		return percent(c.Amount) + " " + side + " " + ref
	case Points:
		return plain(new(big.Rat).Mul(c.Amount, big.NewRat(100, 1))) + " points " + side + " " + ref
	}
	return plain(c.Amount) + " " + side + " " + ref
}

func percent(r *big.Rat) string { return plain(new(big.Rat).Mul(r, big.NewRat(100, 1))) + " %" }

func plain(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	digits, _ := r.FloatPrec()
	return strings.TrimRight(r.FloatString(min(max(digits, 1), 15)), "0")
}

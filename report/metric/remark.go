package metric

import "bilan/internal/period"

// Undated is the rows of a metric without a date, which are in no period.
type Undated struct {
	Metric string
	Rows   int64
	Amount Num
}

// Untargeted is the members with an actual but without a target, if other members have one. Amount is their actual,
// which makes the total look better.
type Untargeted struct {
	Metric, Dimension string
	Period            period.Period
	Members           []string
	Amount            Num
}

// UnknownKey is a value in the data that matches no member of a dimension.
type UnknownKey struct {
	Metric, Dimension string
	Period            period.Period
	Value             string // "" for an empty cell
	Rows              int64
	Amount            Num
}

// FarOff is the rows of a metric with implausible dates, which are in no period of the report.
type FarOff struct {
	Metric  string
	Rows    int64
	Amount  Num
	Example period.Date // an example of these dates
}

// Hole is a period (Grain) in which a member has an actual but no target, although it has a target before, and one
// after or an empty cell. The target was probably forgotten. In that period neither the member nor a total with it has
// a target.
type Hole struct {
	Metric     string
	Scenario   Scenario
	Dimension  string
	Key, Label string
	Grain      period.Period
}

// Step is a change of the target inside a period: Before applies until the day before Day, After from Day on.
type Step struct {
	Metric        string
	Dimension     string // "" for the total
	Key, Label    string // the member's
	Period        period.Period
	Day           period.Date
	Per           period.Unit // the unit of a value's period; "" for a level that applies in every period
	Before, After Num
}

// Unmatched is a value of a dataset's key column that is not a member of the dimension.
type Unmatched struct {
	Value       string // "" for empty cells
	Rows        int64
	Amount      Num   // the requested expression over these rows
	First, Last int64 // the numbers of the first and the last of these rows in the dataset, from 1
}

// Unshaped is a period (Grain) of a target that is split by business days although it should be split as last year,
// because a full year of actuals is missing.
type Unshaped struct {
	Metric   string
	Scenario Scenario
	Grain    period.Period
	Within   bool // a target begins or ends inside Grain, so that even the complete Grain had to be split
}

// Member is one row of a dimension's roster. A zero date is no limit.
type Member struct {
	Key, Label  string
	Place       int         // the member's place, from 1, in a dimension with an order; else 0
	First, Last period.Date // inclusive

	Order int // for a pair: the place of its second member among all of them
}

// ActiveIn reports whether the member is active on at least one day of the period.
func (m Member) ActiveIn(p period.Period) bool {
	return (m.First.IsZero() || m.First.Before(p.End)) && (m.Last.IsZero() || !m.Last.Before(p.Start))
}

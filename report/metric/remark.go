package metric

import "bilan/internal/period"

// Undated describes a metric's rows without a date, which are in no period.
type Undated struct {
	Metric string
	Rows   int64
	Amount Num
}

// Untargeted is the actual of members without a target, if others have one: it makes the whole look better.
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

// FarOff describes a metric's rows with implausible dates: they are in no period that is shown.
type FarOff struct {
	Metric string
	Rows   int64
	Amount Num
	Such   period.Date // one of the dates
}

// Hole is a period of a target in which a member has an actual but no value, although it has one before, and after or
// an empty cell there: the value was probably forgotten. Then neither the member nor a whole that contains it has a
// target.
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
	Dimension     string // "" for the whole
	Key, Label    string // of the member
	Period        period.Period
	Day           period.Date
	Per           period.Unit // what a value is for; "" for a level that holds in every period
	Before, After Num
}

// Unmatched is a value of a dataset's key column that is not a member of the dimension.
type Unmatched struct {
	Value       string // "" for empty cells
	Rows        int64
	Amount      Num   // the sum of the asked expression over those rows
	First, Last int64 // the first and last such row's place in the dataset, from 1
}

// Unshaped is a grain of a target that could not be divided as last year, because a whole year of actuals is missing:
// it was divided by business days.
type Unshaped struct {
	Metric   string
	Scenario Scenario
	Grain    period.Period
	Within   bool // a target begins or ends within it: the whole grain is divided too
}

// Member is one row of a dimension's roster. A zero date is no limit.
type Member struct {
	Key, Label  string
	Place       int         // counted from 1 in a dimension with an order; else 0
	First, Last period.Date // inclusive

	Order int // of the second one of a pair
}

// In reports whether the member is active on any day of the period.
func (m Member) In(p period.Period) bool {
	return (m.First.IsZero() || m.First.Before(p.End)) && (m.Last.IsZero() || !m.Last.Before(p.Start))
}

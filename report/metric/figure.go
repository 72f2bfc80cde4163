// Package metric defines metrics, the asks for their figures, and figures: the actual with target, last year and
// previous period. It depends neither on the YAML, nor on the page, nor on the engine.
package metric

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/foresight"
)

// State says whether a number is present, or why it is missing. A missing number is not zero.
type State int8

// The states of a number.
const (
	NoData    State = iota // there are no rows, or a term of the value is missing
	Present                // there is a value
	NoTarget               // no target was set
	NotYet                 // the period is in the future
	Undefined              // division by zero
)

// Num is an exact number, or the reason why there is none. Rat is nil unless State is Present. Whose is the owner of
// the rows behind it.
type Num struct {
	State State
	Whose Whose
	Rat   *big.Rat
}

// Unit is the unit of a figure.
type Unit string

// The units.
const (
	Currency Unit = "currency"
	Number   Unit = "number"
	Percent  Unit = "percent" // a ratio: 0.28 is 28 %
	Days     Unit = "days"
	Points   Unit = "points" // the difference of two ratios: 0.02 is 2 points; not for metrics in the YAML
	Score    Unit = "score"  // a score such as the NPS: differences are in its own points, never in per cent
	Times    Unit = "times"  // a multiple, such as a coverage of 2.5 times
)

// Metric is the definition of a metric: its SQL, its period of known data and its properties.
type Metric struct {
	Name          string
	Label         string
	Dataset       string
	Date          string      // column; "" for a metric of the present state
	CutOff        period.Date // the first unknown day if the metric's data ends before the report's; else zero
	Newest        period.Date // only with CutOff: the last day with rows; days off may be between both
	Value         string      // one SQL aggregate, "" for a metric with a Formula
	Formula       *Formula    // of other metrics; Dataset and Date are then those of one term, if possible of a state
	Terms         []string    // only with Formula: the metrics without a formula that it is computed from, also indirectly
	Filter        string      // SQL condition, "" for none
	HasForecast   bool        // an additive metric is forecast from its past
	HasFuture     bool        // rows may have future dates: future periods have values and are not compared with earlier ones
	Window        int         // the value covers this many WindowUnits up to a period's end; 0 if it covers the period
	WindowUnit    period.Unit
	Unit          Unit
	Currency      string // ISO 4217, for Unit Currency
	Decimals      int    // decimals on paper, unless the number is in thousands or millions
	DecimalsFixed bool   // the YAML sets Decimals: small numbers get no more
	SmallN        int    // the smallest number of rows with which a value is judged; 0 for any number
	LowerBetter   bool
	AddsUp        bool
	MembersAdd    bool     // the members sum to the total although periods do not
	Counts        bool     // Value is a count, of rows or of distinct values
	CountedOnce   bool     // each distinct value counted has one day and one rep, so that targets are additive
	Divides       string   // SQL condition: a division in Value has a divisor of zero; "" if Value has no division
	OnTrack       *big.Rat // attainment from which the status is on track
	AtRisk        *big.Rat // attainment from which the status is at risk; below it is off track
}

// TargetsAdd reports whether targets of the metric are additive: summed over members and split by days.
func (m *Metric) TargetsAdd() bool { return m.AddsUp || m.CountedOnce }

// InPoints reports whether differences of the metric are in points, not in per cent.
func (m *Metric) InPoints() bool { return m.Unit == Percent || m.Unit == Score }

// Status is the judgement of a figure by its target to date.
type Status int

// The statuses.
const (
	NoStatus Status = iota
	OnTrack
	AtRisk
	OffTrack
)

// Figure is the value of a metric for one period and slice, with all its references. The codes are those of IBCS: AC
// actual, PL target, PY same period last year, PP previous period.
type Figure struct {
	Metric *Metric
	Period period.Period

	N        int64 // the number of rows behind AC; for a formula, the smallest number of its terms
	AC       Num
	PL       Num // the target for the complete period
	PLToDate Num // the target up to Period.End; equal to PL for a complete period
	PY       Num
	PP       Num

	DeltaPL    Num // AC − PLToDate
	DeltaPLPct Num // DeltaPL ÷ |PLToDate|; DeltaPL itself, in points, for percentages and scores
	DeltaPY    Num
	DeltaPYPct Num
	DeltaPP    Num
	DeltaPPPct Num

	Attainment Num // AC ÷ PLToDate: attainment to date
	Progress   Num // AC ÷ PL: share of the complete period's target
	Status     Status

	Outlook Outlook // zero unless the period is open

	BU, AN, ST, FC Goal // budget, announced forecast, stretch target; FC is the statistical forecast, or AN if there is none

	Foresight *foresight.Foresight // the forecast of a period that is not over; nil if it was not requested
}

// Scenario is the scenario that a target belongs to, as the YAML writes it.
type Scenario string

// The scenarios. A target without scenario in the YAML belongs to TargetScenario.
const (
	TargetScenario Scenario = "target"
	Budget         Scenario = "budget"
	ForecastPlan   Scenario = "forecast"
	Stretch        Scenario = "stretch"
)

// Goal is the value of a scenario for a figure's period, and the actual's difference from it.
type Goal struct {
	Whole      Num // for the complete period
	ToDate     Num // up to Period.End
	Delta      Num // AC − ToDate
	DeltaPct   Num // Delta ÷ |ToDate|; Delta itself, in points, for percentages and scores
	Attainment Num // AC ÷ ToDate
}

// Share is how a target is split into smaller periods.
type Share string

// The ways to split a target.
const (
	ByBusinessDays Share = "business_days"
	Evenly         Share = "evenly"    // over months, and over days within a month
	AsLastYear     Share = "last_year" // in proportion to the metric's total actuals one year earlier
)

// Outlook is the expected end of an open period. Its numbers are present only for additive metrics, once a business day
// has passed.
type Outlook struct {
	Elapsed, Remaining int // business days
	Pace               Num // AC ÷ elapsed business days
	Landing            Num // the expected end by Method
	Method             forecast.Method
	LandingPace        Num // the expected end by run rate: Pace × the complete period's business days
	LandingShape       Num // the expected end by last year's shape: AC × last year's total ÷ last year to date
	LandingForecast    Num // the expected end by the scenario forecast: AC + its value for the rest of the period
	GapToGo            Num // PL − AC
	Needed             Num // GapToGo ÷ Remaining
	MoreSales          Num // GapToGo ÷ the average value of a sale: the number of sales needed
}

// Effect returns the business effect of a difference: +1 good, −1 bad, 0 none or unknown.
func (f *Figure) Effect(delta Num) int {
	if delta.State != Present {
		return 0
	}
	s := delta.Rat.Sign()
	if f.Metric.LowerBetter {
		return -s
	}
	return s
}

// Ask asks for a metric in a period: for the total if By is "", by the members of the dimension By, or by the members
// of the dimensions Of and By together.
type Ask struct {
	Metric string
	By     string
	Period period.Period
	Of     string // "" or a dimension other than By; By is then not empty
}

// Slice is the figure of one member of a dimension.
type Slice struct {
	Of         string // for an Ask with Of: the key of that dimension's member, "" for rows that match none
	Key        string
	Label      string
	Place      int  // the member's place, from 1, in a dimension with an order; else 0
	Unassigned bool // the slice is the rows that match no member: "(non affecté)"
	Figure     Figure
	Rows       int64 // the number of its rows in the period; a row shared between members counts in each slice
}

// Answer is the answer to an Ask: the total, which the engine computes itself, and a slice for each member, in the
// order of the roster, the unassigned last.
type Answer struct {
	Total  Figure
	Slices []Slice
	Rows   int64 // the number of rows of the dataset in the period
}

// CohortAsk asks for the members whose first row is in each of the periods, and for their number, or their value, in
// that period and each later one.
type CohortAsk struct {
	Dataset string
	Member  string
	Date    string
	Value   string          // one SQL aggregate; "" to count members
	AddsUp  bool            // Value is additive
	Divides string          // SQL condition: a division in Value has a divisor of zero; "" if Value has no division
	Periods []period.Period // consecutive, oldest first, of one unit
}

// Cohort is the members whose first row is in Period. Cells[0] is for Period itself, Cells[k] for the k-th period after
// it. A cell of an open period covers the known days. A cell of a future period is NotYet.
type Cohort struct {
	Period period.Period
	Size   int64
	Cells  []Num
}

// PipelineAsk asks for the open deals of a dataset by stage. Its strings are names of columns, except Stages, Won and
// Lost: the names of stages.
type PipelineAsk struct {
	Dataset     string
	ID          string
	Stage       string
	Stages      []string
	Won, Lost   []string
	Amount      string
	Close       string
	Probability string
	Period      period.Period // won and lost deals count if Close is in this period
}

// Stage is the deals in one stage of a pipeline. Weighted is Σ amount × probability.
type Stage struct {
	Name     string
	Count    int64
	Amount   Num
	Weighted Num
	Unknown  bool // the data contains the stage but the YAML does not name it
}

// Pipeline is the answer to a PipelineAsk.
type Pipeline struct {
	Open      []Stage // in the YAML's order, then the unknown ones
	Total     Stage   // all open deals
	Won, Lost Stage
	Overdue   Stage // open deals with a close date before the period's end

	Unweighted Stage // open deals with an amount but without a probability
}

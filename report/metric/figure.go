// Package metric defines figures: actual against target, last year and the period before. It plans the SQL that asks
// for them and reads the answers. It knows neither the YAML, nor the page, nor the engine.
package metric

import (
	"math/big"

	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/foresight"
)

// State is the reason why a number exists or is missing. Missing, zero and null are distinct.
type State int8

// The states of a number.
const (
	NoData    State = iota // nothing was measured, or a term of the value is missing
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

// The units. Points is the difference of two percents; it is never written in the YAML.
const (
	Currency Unit = "currency"
	Number   Unit = "number"
	Percent  Unit = "percent" // a ratio: 0.28 is 28 %
	Days     Unit = "days"
	Points   Unit = "points" // a difference of ratios: 0.02 is 2 points
	Score    Unit = "score"  // a mark or an index, such as the NPS: differences are in points of itself, and never in per cent
	Times    Unit = "times"  // a multiple, such as a coverage of 2.5 times
)

// Metric is a named figure as the engine needs it.
type Metric struct {
	Name          string
	Label         string
	Dataset       string
	Date          string      // column; "" for a metric of the present state
	CutOff        period.Date // first day of which nothing is known, where the data ends before the report's; else zero
	Newest        period.Date // only with CutOff: the last day with rows; there may be days off in between
	Value         string      // one SQL aggregate, "" with a formula
	Formula       *Formula    // over other metrics; Dataset and Date are then those of one of its terms, a state before others
	Terms         []string    // with a formula: the metrics with values that it is made of, through other formulas
	Filter        string      // SQL condition, "" for none
	Foreseen      bool        // an additive metric is forecast from its past
	Ahead         bool        // its rows have future dates: future periods have values too, and are not compared with earlier ones
	Window        int         // how many WindowUnits up to a period's end the value holds; 0: it holds the period
	WindowUnit    period.Unit
	Unit          Unit
	Currency      string // ISO 4217, for Unit Currency
	Decimals      int    // digits on paper when not compact
	DecimalsFixed bool   // the YAML sets the number: small numbers get no more
	SmallN        int    // of how many rows a value must be at the least to be judged by; 0: any number
	LowerBetter   bool
	AddsUp        bool
	MembersAdd    bool     // although it is not additive over time, its members add up to the whole
	Counts        bool     // Value is a count, of rows or of what is different in them
	Once          bool     // each of what is counted has one day and one rep, so that targets of it add up, as those of sums do
	Divides       string   // SQL condition: a division in Value has both its terms and a divisor of zero; "" where nothing is divided
	OnTrack       *big.Rat // attainment from which the status is on track
	AtRisk        *big.Rat // attainment from which the status is at risk; below it is off track
}

// PlanAdds reports whether targets of the metric are summed over members and shared out to days.
func (m *Metric) PlanAdds() bool { return m.AddsUp || m.Once }

// InPoints reports whether differences of the metric are in points, and have no form in per cent.
func (m *Metric) InPoints() bool { return m.Unit == Percent || m.Unit == Score }

// Status is a figure's verdict against its target to date.
type Status int

// The verdicts.
const (
	NoStatus Status = iota
	OnTrack
	AtRisk
	OffTrack
)

// Figure is one number of one metric for one period and slice, with all it is compared to. The scenario
// codes are IBCS': AC actual, PL target, PY same period last year, PP previous period.
type Figure struct {
	Metric *Metric
	Period period.Period

	N        int64 // how many rows the actual is of; of a formula, those of its term with the fewest
	AC       Num
	PL       Num // the target of the whole period
	PLToDate Num // the target up to Period.End; equals PL for a whole period
	PY       Num
	PP       Num

	DeltaPL    Num // AC − PLToDate
	DeltaPLPct Num // DeltaPL ÷ |PLToDate|; in points (no division) when the unit is percent
	DeltaPY    Num
	DeltaPYPct Num
	DeltaPP    Num
	DeltaPPPct Num

	Attainment Num // AC ÷ PLToDate: attainment to date
	Progress   Num // AC ÷ PL: share of the whole period's target
	Status     Status

	Outlook Outlook // only of a period that is open

	BU, AN, ST, FC Goal // budget, announced forecast, stretch: scenarios beside the target; FC is the statistical forecast, or else AN

	Foresight *foresight.Foresight // the forecast of a period that is not over; nil if it was not requested
}

// Scenario is one of the plans that a target may belong to, as the YAML writes it.
type Scenario string

// The scenarios. Everything that is simply called target is of TargetScenario.
const (
	TargetScenario Scenario = "target"
	Budget         Scenario = "budget"
	ForecastPlan   Scenario = "forecast"
	Stretch        Scenario = "stretch"
)

// Goal is another scenario's value for a figure's period, and the actual's difference from it.
type Goal struct {
	Whole      Num // of the whole period
	ToDate     Num // up to Period.End
	Delta      Num // AC − ToDate
	DeltaPct   Num // as DeltaPLPct
	Attainment Num // AC ÷ ToDate
}

// Share is how a target is split into smaller periods.
type Share string

// The ways to share out.
const (
	ByBusinessDays Share = "business_days"
	Evenly         Share = "evenly"    // over months, and over days within a month
	AsLastYear     Share = "last_year" // in the shape of the whole metric's actuals a year before
)

// Outlook is the expected end of an open period. Its numbers are present only for additive metrics, once a business day
// has passed.
type Outlook struct {
	Elapsed, Remaining int // business days
	Pace               Num // AC ÷ elapsed business days
	Landing            Num // FC by Method
	Method             forecast.Method
	LandingPace        Num // FC by run rate: pace × the whole period's business days
	LandingShape       Num // FC by last year's shape: AC × last year's whole ÷ last year to date
	LandingForecast    Num // FC by the scenario forecast: AC + what it sets for the rest of the period
	GapToGo            Num // PL − AC
	Needed             Num // gap to go ÷ remaining business days
	MoreSales          Num // gap to go ÷ the average value of a sale: how many more sales that is
}

// Good returns the business effect of a difference: +1 good, −1 bad, 0 none or unknown.
func (f *Figure) Good(delta Num) int {
	if delta.State != Present {
		return 0
	}
	s := delta.Rat.Sign()
	if f.Metric.LowerBetter {
		return -s
	}
	return s
}

// Ask is one question a section has: a metric over a period, whole (By "") or cut by a dimension; with Of within the rows of each member
// of a further one.
type Ask struct {
	Metric string
	By     string
	Period period.Period
	Of     string // a dimension other than By, which is not empty then
}

// Slice is the figure of one member of a dimension.
type Slice struct {
	Of         string // of an Ask with Of: the key of its member, "" for rows that match none
	Key        string
	Label      string
	Place      int  // counted from 1 in a dimension with an order; else 0
	Unassigned bool // rows that match no member: "(non affecté)"
	Figure     Figure
	Rows       int64 // how many rows of it fall in the period, a shared one in each of its slices
}

// Answer is the reply to an Ask: the total, which is asked of the engine and never summed, and one slice per member in
// the roster's order, the unassigned last.
type Answer struct {
	Total  Figure
	Slices []Slice
	Rows   int64 // how many rows of the dataset fall in the period
}

// CohortAsk asks for the members that began in each of the periods, and for their number, or their value, in each
// period from then on.
type CohortAsk struct {
	Dataset string
	Member  string
	Date    string
	Value   string          // one SQL aggregate; "" to count members
	AddsUp  bool            // of the value
	Divides string          // as Metric.Divides
	Periods []period.Period // oldest first, one after the other, of one unit
}

// Cohort is the members whose first row is in Period. Cells[0] is for Period itself, Cells[k] for the k-th after it.
// For an open period it counts the known days; State is NotYet for a period that has not begun.
type Cohort struct {
	Period period.Period
	Size   int64
	Cells  []Num
}

// PipelineAsk asks for the open opportunities of a dataset by stage.
type PipelineAsk struct {
	Dataset     string
	ID          string
	Stage       string
	Stages      []string
	Won, Lost   []string
	Amount      string
	Close       string
	Probability string
	Period      period.Period // won and lost are counted by Close in this period
}

// Stage is one step of the pipeline. Weighted is Σ amount × probability.
type Stage struct {
	Name     string
	Count    int64
	Amount   Num
	Weighted Num
	Unknown  bool // a stage found in the data and not named in the YAML
}

// Pipeline is the answer to a PipelineAsk.
type Pipeline struct {
	Open      []Stage // in the YAML's order, unknown ones after
	Total     Stage
	Won, Lost Stage
	Overdue   Stage // open, with a close date before the period's end

	Unweighted Stage // open, with an amount and without a probability
}

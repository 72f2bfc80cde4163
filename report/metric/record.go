package metric

import (
	"encoding/json"
	"math/big"
	"slices"

	"bilan/internal/period"
	"bilan/report/foresight"
)

// Record is a figure in the JSON of an edition. Its numbers are exact; a missing one is null, with its reason in
// Absent.
type Record struct {
	Metric   string  `json:"metric"`
	Unit     Unit    `json:"unit"`
	Currency string  `json:"currency,omitempty"`
	Period   string  `json:"period"`
	From     string  `json:"from"`
	To       string  `json:"to"`                 // the last known day of the period
	WholeTo  string  `json:"whole_to,omitempty"` // only for an open period: its last day
	ReadOn   string  `json:"read_on,omitempty"`  // only for a state: the day on which it was read
	By       string  `json:"by,omitempty"`
	Key      *string `json:"key,omitempty"` // null for rows that match no member
	Label    string  `json:"label,omitempty"`

	N          *int64       `json:"n,omitempty"` // only for a metric with small_n: the number of rows behind ac
	AC         *json.Number `json:"ac"`
	PL         *json.Number `json:"pl"`
	PLToDate   *json.Number `json:"pl_to_date"`
	PY         *json.Number `json:"py"`
	PP         *json.Number `json:"pp"`
	DeltaPL    *json.Number `json:"delta_pl"`
	DeltaPLPct *json.Number `json:"delta_pl_pct"`
	DeltaPY    *json.Number `json:"delta_py"`
	DeltaPYPct *json.Number `json:"delta_py_pct"`
	Attainment *json.Number `json:"attainment"`
	BU         *GoalRecord  `json:"bu,omitempty"` // only if the metric has this scenario, as for fc and st
	FC         *GoalRecord  `json:"fc,omitempty"`
	ST         *GoalRecord  `json:"st,omitempty"`
	Status     string       `json:"status,omitempty"`
	Outlook    *Forecast    `json:"outlook,omitempty"` // only for a period that is not over

	Foresight *foresight.Record `json:"foresight,omitempty"` // only for a metric with a forecast, in a period that is not over

	Absent map[string]string `json:"absent,omitempty"` // the reason for each number that is null, by its name
}

// GoalRecord is a Goal in the JSON of an edition.
type GoalRecord struct {
	Whole      *json.Number `json:"whole"`
	ToDate     *json.Number `json:"to_date"`
	Delta      *json.Number `json:"delta"`
	DeltaPct   *json.Number `json:"delta_pct"`
	Attainment *json.Number `json:"attainment"`
}

// Forecast is an Outlook in the JSON of an edition.
type Forecast struct {
	Elapsed         int          `json:"business_days_elapsed"`
	Remaining       int          `json:"business_days_remaining"`
	Pace            *json.Number `json:"pace"`
	Landing         *json.Number `json:"landing"`
	LandingMethod   string       `json:"landing_method"` // the method of landing: run_rate or month_shape
	LandingPace     *json.Number `json:"landing_run_rate"`
	LandingShape    *json.Number `json:"landing_last_year_shape"`
	LandingForecast *json.Number `json:"landing_forecast,omitempty"` // only if the metric has the scenario forecast
	GapToGo         *json.Number `json:"gap_to_go"`
	Needed          *json.Number `json:"needed_per_business_day"`
	MoreSales       *json.Number `json:"more_sales"`
}

var (
	statusNames = [...]string{"", "on track", "at risk", "off track"}
	stateNames  = [...]string{"no data", "", "no target", "not yet", "division by zero"}
)

// RecordOf is the record of a figure. id is the name of its period; planned lists the metric's scenarios besides its
// target.
func RecordOf(a Ask, id string, f *Figure, planned []Scenario, cal *period.Calendar) Record {
	r := Record{
		Metric: a.Metric, Period: id, By: a.By, From: a.Period.Start.String(), To: a.Period.End.AddDays(-1).String(),
		Status: statusNames[f.Status], Absent: map[string]string{},
	}
	if a.Period.Open() {
		r.WholeTo = a.Period.Close.AddDays(-1).String()
		if f.Metric != nil && f.Metric.AddsUp && f.AC.OK() && f.Outlook != (Outlook{}) {
			r.outlook(&f.Outlook, slices.Contains(planned, ForecastPlan))
		}
	}
	if f.Foresight != nil {
		r.Foresight = f.Foresight.Record(func(n *big.Rat) *json.Number { return NumOrNone(n, NoData).Number() }, foresight.Calendar{Calendar: cal})
	}
	if f.Metric != nil {
		if r.Unit = f.Metric.Unit; f.Metric.SmallN > 0 {
			r.N = &f.N
		}
		if r.Unit == Currency {
			r.Currency = f.Metric.Currency
		}
	}
	r.fill("", []namedNumber{
		{"ac", &r.AC, f.AC}, {"pl", &r.PL, f.PL}, {"pl_to_date", &r.PLToDate, f.PLToDate}, {"py", &r.PY, f.PY}, {"pp", &r.PP, f.PP},
		{"delta_pl", &r.DeltaPL, f.DeltaPL}, {"delta_pl_pct", &r.DeltaPLPct, f.DeltaPLPct}, {"delta_py", &r.DeltaPY, f.DeltaPY},
		{"delta_py_pct", &r.DeltaPYPct, f.DeltaPYPct}, {"attainment", &r.Attainment, f.Attainment},
	})
	for _, s := range planned {
		switch s {
		case Budget:
			r.BU = r.goal("bu.", f.BU)
		case ForecastPlan:
			r.FC = r.goal("fc.", f.AN)
		case Stretch:
			r.ST = r.goal("st.", f.ST)
		}
	}
	return r
}

// namedNumber is a number with its name and its field in a record.
type namedNumber struct {
	name string
	into **json.Number
	num  Num
}

// fill sets the fields of numbers, and the reason for each missing one under prefix + name.
func (r *Record) fill(prefix string, list []namedNumber) {
	for _, n := range list {
		if *n.into = n.num.Number(); *n.into == nil {
			r.Absent[prefix+n.name] = stateNames[n.num.State]
		}
	}
}

func (r *Record) outlook(o *Outlook, forecast bool) {
	to := &Forecast{Elapsed: o.Elapsed, Remaining: o.Remaining, LandingMethod: string(o.Method)}
	r.fill("outlook.", []namedNumber{
		{"pace", &to.Pace, o.Pace}, {"landing", &to.Landing, o.Landing}, {"landing_run_rate", &to.LandingPace, o.LandingPace}, {"landing_last_year_shape", &to.LandingShape, o.LandingShape},
		{"gap_to_go", &to.GapToGo, o.GapToGo}, {"needed_per_business_day", &to.Needed, o.Needed}, {"more_sales", &to.MoreSales, o.MoreSales},
	})
	if forecast {
		r.fill("outlook.", []namedNumber{{"landing_forecast", &to.LandingForecast, o.LandingForecast}})
	}
	r.Outlook = to
}

func (r *Record) goal(prefix string, g Goal) *GoalRecord {
	var o GoalRecord
	r.fill(prefix, []namedNumber{
		{"whole", &o.Whole, g.Whole}, {"to_date", &o.ToDate, g.ToDate}, {"delta", &o.Delta, g.Delta},
		{"delta_pct", &o.DeltaPct, g.DeltaPct}, {"attainment", &o.Attainment, g.Attainment},
	})
	return &o
}

// repeatingDigits is the number of decimals of a number without an exact decimal form.
const repeatingDigits = 15

// Number is the number for JSON, written by Decimal; nil if it is absent.
func (n Num) Number() *json.Number {
	if !n.OK() {
		return nil
	}
	text := Decimal(n.Rat)
	number := json.Number(text)
	return &number
}

// Decimal writes a rational exactly if it has a decimal form of at most 40 decimals, otherwise with 15 decimals.
func Decimal(r *big.Rat) string {
	if digits, exact := r.FloatPrec(); exact && digits <= 40 {
		return r.FloatString(digits)
	}
	return r.FloatString(repeatingDigits)
}

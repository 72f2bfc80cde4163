package metric

import (
	"encoding/json"
	"math/big"
)

// Record is one figure as machines read it: exact numbers, null with its reason where there is none.
type Record struct {
	Metric   string  `json:"metric"`
	Unit     Unit    `json:"unit"`
	Currency string  `json:"currency,omitempty"`
	Period   string  `json:"period"`
	From     string  `json:"from"`
	To       string  `json:"to"` // the last day that is counted
	By       string  `json:"by,omitempty"`
	Key      *string `json:"key,omitempty"` // null for rows that match no member
	Label    string  `json:"label,omitempty"`

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
	Status     string       `json:"status,omitempty"`
	Outlook    *Forecast    `json:"outlook,omitempty"` // only of an open period

	Absent map[string]string `json:"absent,omitempty"` // why a number is null
}

// Forecast is an Outlook as machines read it.
type Forecast struct {
	Elapsed      int          `json:"business_days_elapsed"`
	Remaining    int          `json:"business_days_remaining"`
	Pace         *json.Number `json:"pace"`
	Landing      *json.Number `json:"landing"`
	LandingShape *json.Number `json:"landing_last_year_shape"`
	GapToGo      *json.Number `json:"gap_to_go"`
	Needed       *json.Number `json:"needed_per_business_day"`
	MoreSales    *json.Number `json:"more_sales"`
}

var (
	statusNames = [...]string{"", "on track", "at risk", "off track"}
	stateNames  = [...]string{"no data", "", "no target", "not yet", "division by zero"}
)

// Records lists every figure of the answers to asks: totals, then slices, in the order of the asks. id names a period.
func (b *Book) Records(asks []Ask, id func(Ask) string) []Record {
	var list []Record
	for _, a := range asks {
		answer := b.Answer(a)
		total := record(a, id(a), &answer.Total)
		total.By = ""
		list = append(list, total)
		for i := range answer.Slices {
			s := &answer.Slices[i]
			r := record(a, id(a), &s.Figure)
			r.Label = s.Label
			if !s.Unassigned {
				r.Key = &s.Key
			}
			list = append(list, r)
		}
	}
	return list
}

func record(a Ask, id string, f *Figure) Record {
	r := Record{
		Metric: a.Metric, Period: id, By: a.By, From: a.Period.Start.String(), To: a.Period.End.AddDays(-1).String(),
		Status: statusNames[f.Status], Absent: map[string]string{},
	}
	if o := f.Outlook; o.Elapsed+o.Remaining > 0 {
		r.Outlook = &Forecast{o.Elapsed, o.Remaining, o.Pace.Number(), o.Landing.Number(), o.LandingShape.Number(), o.GapToGo.Number(),
			o.Needed.Number(), o.MoreSales.Number()}
	}
	if f.Metric != nil {
		r.Unit = f.Metric.Unit
		if r.Unit == Currency {
			r.Currency = f.Metric.Currency
		}
	}
	for _, n := range []struct {
		name string
		into **json.Number
		num  Num
	}{
		{"ac", &r.AC, f.AC}, {"pl", &r.PL, f.PL}, {"pl_to_date", &r.PLToDate, f.PLToDate}, {"py", &r.PY, f.PY}, {"pp", &r.PP, f.PP},
		{"delta_pl", &r.DeltaPL, f.DeltaPL}, {"delta_pl_pct", &r.DeltaPLPct, f.DeltaPLPct}, {"delta_py", &r.DeltaPY, f.DeltaPY},
		{"delta_py_pct", &r.DeltaPYPct, f.DeltaPYPct}, {"attainment", &r.Attainment, f.Attainment},
	} {
		if *n.into = n.num.Number(); *n.into == nil {
			r.Absent[n.name] = stateNames[n.num.State]
		}
	}
	return r
}

// recurring is how many digits a number without an exact decimal form is written with.
const recurring = 15

// Number is the number for JSON: exact where it has a decimal form, nil where there is none.
func (n Num) Number() *json.Number {
	if !n.OK() {
		return nil
	}
	text := Decimal(n.Rat)
	number := json.Number(text)
	return &number
}

// Decimal writes a rational exactly where it has a decimal form, else to 15 digits after the point.
func Decimal(r *big.Rat) string {
	if digits, exact := r.FloatPrec(); exact && digits <= 40 {
		return r.FloatString(digits)
	}
	return r.FloatString(recurring)
}

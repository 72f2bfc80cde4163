package figure

import (
	"math/big"

	"bilan/internal/config/scalar"
	"bilan/report/metric"
)

// These are defaults of figures. The 'def' tags state them for people; a test compares both.
const (
	DefaultUnit     = "number"
	defaultBetter   = "higher"
	DefaultScenario = "target"
	defaultShare    = "business_days"
)

// FillIn sets the defaults of a target.
func (t *Target) FillIn() {
	scalar.Fill(&t.Scenario, DefaultScenario)
	scalar.Fill(&t.Share, defaultShare)
	scalar.Fill(&t.Duplicates, "fail")
	if t.Scale.Rat == nil {
		t.Scale = scalar.Number{Rat: big.NewRat(1, 1)}
	}
}

// FillIn sets the defaults of a metric. currency is the company's.
func (m *Metric) FillIn(currency string) {
	scalar.Fill(&m.Unit, DefaultUnit)
	scalar.Fill(&m.Better, defaultBetter)
	if m.Unit == "currency" {
		scalar.Fill(&m.Currency, currency)
	}
	if m.Formula != "" {
		m.Parsed, _ = metric.ParseFormula(m.Formula) // the decoder has refused an invalid formula
	}
	if m.OnTrack.Rat == nil {
		m.OnTrack = scalar.Number{Rat: big.NewRat(1, 1), Percent: true}
	}
	if m.AtRisk.Rat == nil {
		m.AtRisk = scalar.Number{Rat: big.NewRat(9, 10), Percent: true}
	}
}

package figure

import (
	"math/big"

	"bilan/internal/config/scalar"
)

// What the YAML does not say of figures. The 'def' tags say the same to people; a test holds the two together.
const (
	DefaultUnit     = "number"
	defaultBetter   = "higher"
	DefaultScenario = "target"
	defaultShare    = "business_days"
)

// FillIn writes the defaults of a target.
func (t *Target) FillIn() {
	scalar.Fill(&t.Scenario, DefaultScenario)
	scalar.Fill(&t.Share, defaultShare)
	scalar.Fill(&t.Duplicates, "fail")
	if t.Scale.Rat == nil {
		t.Scale = scalar.Number{Rat: big.NewRat(1, 1)}
	}
}

// FillIn writes the defaults of a metric, whose currency may be the company's.
func (m *Metric) FillIn(currency string) {
	scalar.Fill(&m.Unit, DefaultUnit)
	scalar.Fill(&m.Better, defaultBetter)
	if m.Unit == "currency" {
		scalar.Fill(&m.Currency, currency)
	}
	if m.OnTrack.Rat == nil {
		m.OnTrack = scalar.Number{Rat: big.NewRat(1, 1), Percent: true}
	}
	if m.AtRisk.Rat == nil {
		m.AtRisk = scalar.Number{Rat: big.NewRat(9, 10), Percent: true}
	}
}

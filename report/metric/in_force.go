package metric

import (
	"math/big"

	"bilan/internal/period"
)

// ScenarioOrDefault is the scenario of the target, with the default.
func (t *Target) ScenarioOrDefault() Scenario {
	if t.Scenario == "" {
		return TargetScenario
	}
	return t.Scenario
}

// ShareOrDefault is how the target is split into smaller periods, with the default.
func (t *Target) ShareOrDefault() Share {
	if t.Share == "" {
		return ByBusinessDays
	}
	return t.Share
}

// InMetricUnit is the value v of the target's dataset, in the metric's unit: v × Scale.
func (t *Target) InMetricUnit(v *big.Rat) *big.Rat {
	if t.Scale == nil {
		return v
	}
	return new(big.Rat).Mul(v, t.Scale)
}

// AppliesOn reports whether the target is in force on a day.
func (t *Target) AppliesOn(d period.Date) bool {
	return (t.From.IsZero() || !d.Before(t.From)) && (t.Until.IsZero() || !t.Until.Before(d))
}

// DayAfter is the day after the target's last day, zero if it has no last day.
func (t *Target) DayAfter() period.Date {
	if t.Until.IsZero() {
		return t.Until
	}
	return t.Until.AddDays(1)
}

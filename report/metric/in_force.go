package metric

import (
	"math/big"

	"bilan/internal/period"
)

// BelongsTo is the scenario of the target, with the default.
func (t *Target) BelongsTo() Scenario {
	if t.Scenario == "" {
		return TargetScenario
	}
	return t.Scenario
}

// SharedOut is how the target is split into smaller periods, with the default.
func (t *Target) SharedOut() Share {
	if t.Share == "" {
		return ByBusinessDays
	}
	return t.Share
}

// Scaled is the value v of the target's dataset, in the metric's unit: v × Scale.
func (t *Target) Scaled(v *big.Rat) *big.Rat {
	if t.Scale == nil {
		return v
	}
	return new(big.Rat).Mul(v, t.Scale)
}

// Holds reports whether the target is in force on a day.
func (t *Target) Holds(d period.Date) bool {
	return (t.From.IsZero() || !d.Before(t.From)) && (t.Until.IsZero() || !t.Until.Before(d))
}

// After is the day after the target's last day, zero if it has no last day.
func (t *Target) After() period.Date {
	if t.Until.IsZero() {
		return t.Until
	}
	return t.Until.AddDays(1)
}

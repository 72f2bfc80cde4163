package diagnose

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/config/figure"
	"bilan/internal/plans"
	"bilan/report/metric"
	"bilan/report/metric/check"
)

// checkScales raises a doubt about each target that seems to be in another unit than its metric.
func (d *Diagnosis) checkScales(ctx context.Context) error {
	for _, name := range plans.MetricsOf(d.plan.Needs) {
		list, err := check.Scale(ctx, d.plan.Model, d.engine, d.book, name, d.plan.Periods)
		if err != nil {
			return err
		}
		for i, found := range list {
			if !slices.ContainsFunc(list[:i], func(m check.Misscaled) bool { return m.Scenario == found.Scenario }) {
				d.addScaleDoubt(found)
			}
		}
	}
	return nil
}

func (d *Diagnosis) addScaleDoubt(found check.Misscaled) {
	m := d.plan.Model.Metrics[found.Metric]
	at := slices.IndexFunc(d.Program.Config.Targets, func(t figure.Target) bool {
		return t.Metric == found.Metric && scenario(t) == found.Scenario
	})
	ratio := new(big.Rat).Quo(found.Actual, found.Target)
	percent := new(big.Rat).Mul(ratio, big.NewRat(100, 1)).FloatString(0)
	if ratio.Cmp(big.NewRat(1, 100)) < 0 {
		percent = new(big.Rat).Mul(ratio, big.NewRat(100, 1)).FloatString(2)
	}
	factor := metric.Decimal(found.Factor)
	message := fmt.Sprintf("in %s the actual of %q is %s against a %s of %s, %s %%: %s", d.plan.Calendar.ID(found.Period), found.Metric,
		d.plan.AmountText(m, found.Actual), found.Scenario, d.plan.AmountText(m, found.Target), percent, d.unitGuess(m, found.Factor))
	d.addDoubt(Doubt{
		Dataset: d.Program.Config.Targets[at].Dataset, Metric: m.Name, Check: "scale", Path: fmt.Sprintf("targets[%d]", at), Message: message,
		Said:    Say("scale", found.Period, amountOf{m, found.Actual}, amountOf{m, found.Target}),
		Figures: true, names: []string{factor},
	}, acceptedFactor, at)
}

// unitGuess asks whether a target has another unit, and gives the YAML for that case. factor is the scale: that would
// correct the target.
func (d *Diagnosis) unitGuess(m *metric.Metric, factor *big.Rat) string {
	thousands := "thousands"
	if m.Unit == metric.Currency {
		thousands = map[string]string{"EUR": "k€", "GBP": "k£", "USD": "k$"}[m.Currency]
		thousands = cmp.Or(thousands, "k"+m.Currency)
	}
	text := metric.Decimal(factor)
	guess := map[string]string{"1000": "is the target in " + thousands, "100": "is the target in hundreds, or the actual in cents",
		"0.01": "is the target in cents", "0.001": "is the actual in " + thousands}[text]
	return guess + "? (scale: " + text + " in the target)"
}

func acceptedFactor(a figure.Accept) acceptedList {
	if a.Scale.Factor.Rat == nil {
		return acceptedList{}
	}
	return acceptedList{[]string{metric.Decimal(a.Scale.Factor.Rat)}, a.Scale.Until}
}

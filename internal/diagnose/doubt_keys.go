package diagnose

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/report/metric"
	"bilan/report/metric/check"
	"bilan/report/metric/query"
)

// checkTargetKeys compares the keys of targets with the members. It raises a doubt if no key is known, or if unknown keys
// have more than a tenth of a period's target. Otherwise unknown keys are a remark.
func (d *Diagnosis) checkTargetKeys(ctx context.Context) error {
	return d.eachTarget(func(i int, t *metric.Target) error {
		for _, dim := range t.By {
			keys, err := check.TargetKeys(ctx, d.plan.Model, d.engine, t, dim, d.plan.Periods)
			if err != nil {
				return err
			}
			for _, p := range d.plan.Periods {
				u := d.findUnmatched(i, t, dim, p, keys)
				done, err := d.judgeKeys(ctx, u)
				if err != nil {
					return err
				}
				if done {
					break // a problem is reported once, for the first period that has it
				}
			}
		}
		return nil
	})
}

// unmatchedKeys are the keys that have a target in one period but match no member.
type unmatchedKeys struct {
	index        int
	target       *metric.Target
	dim          string
	period       period.Period
	list         []metric.Unmatched
	values       int64    // the number of different keys with a target
	unmatchedSum *big.Rat // the sum of the targets whose keys match no member
	sum          *big.Rat
	hasRoster    bool
}

func (d *Diagnosis) findUnmatched(i int, t *metric.Target, dim string, p period.Period, keys []check.TargetKey) unmatchedKeys {
	u := unmatchedKeys{index: i, target: t, dim: dim, period: p, unmatchedSum: new(big.Rat), sum: new(big.Rat), hasRoster: check.HasRoster(d.plan.Model, dim)}
	column := d.plan.Model.Datasets[t.Dataset].Keys[dim]
	for _, k := range keys {
		if k.Period != p || slices.Contains(d.totalKeys, totalKey{t.Dataset, column, k.Value}) {
			continue
		}
		u.values++
		u.sum.Add(u.sum, new(big.Rat).Abs(k.Amount))
		if k.Known || k.Value == "" && !u.hasRoster {
			continue // without a roster, rows with an empty key get a line of their own, in the targets as in the actuals
		}
		u.unmatchedSum.Add(u.unmatchedSum, new(big.Rat).Abs(k.Amount))
		u.list = append(u.list, metric.Unmatched{Value: k.Value, Rows: k.Rows, Amount: metric.NumOf(k.Amount), First: k.First, Last: k.Last})
	}
	return u
}

// tooMany reports whether so much is unmatched that the figures are wrong: every key or, for an additive metric, more than
// a tenth of the target.
func (u *unmatchedKeys) tooMany(addsUp bool) bool {
	tenth := new(big.Rat).Mul(u.unmatchedSum, big.NewRat(10, 1))
	return int64(len(u.list)) == u.values || addsUp && tenth.Cmp(u.sum) > 0
}

// judgeKeys records the problem with the keys of one period, and reports whether there is one.
func (d *Diagnosis) judgeKeys(ctx context.Context, u unmatchedKeys) (bool, error) {
	if len(u.list) == 0 {
		return false, nil
	}
	members, err := d.knownMembers(ctx, u)
	if err != nil {
		return false, err
	}
	m, known := d.plan.Model.Metrics[u.target.Metric], NewKeyMatcher(members, u.dim, u.target.Dataset)
	path, message := d.describeKeys(u, m, known)
	if wrong, err := d.areKeysWrong(ctx, u, m, known); err != nil || !wrong {
		d.addRemark(path, message, "")
		return true, err
	}
	doubt := Doubt{
		Dataset: u.target.Dataset, Metric: m.Name, Check: "unmatched_targets", Path: path, Figures: true, names: u.names(),
		Said: Say("unmatched_targets", d.plan.DimensionLabel(u.dim), u.firstNames()),
	}
	if accepted, _, _ := d.acceptedNames(doubt, acceptedKeys, u.index); len(accepted) > 0 && len(accepted) < len(u.list) {
		return d.judgeKeys(ctx, u.withoutKeys(accepted)) // the keys that are not accepted may be too few for a doubt
	}
	doubt.Message = message + d.shareOfTarget(u, m)
	d.addDoubt(doubt, acceptedKeys, u.index)
	return true, nil
}

// areKeysWrong reports whether unmatched keys make figures wrong. Without a roster, a member without sales is unmatched
// too, so many unmatched keys are wrong only if one resembles a known key, or if a member without a target has sales.
func (d *Diagnosis) areKeysWrong(ctx context.Context, u unmatchedKeys, m *metric.Metric, known keyMatcher) (bool, error) {
	like := func(k metric.Unmatched) bool { return known.hint(k.Value) != "" }
	if much := u.tooMany(m.AddsUp); !much || u.hasRoster || slices.ContainsFunc(u.list, like) {
		return much, nil
	}
	keysWithoutTarget, err := d.keysWithoutTarget(ctx, u)
	return len(keysWithoutTarget) > 0, err
}

func acceptedKeys(a figure.Accept) acceptedList {
	return acceptedList{a.UnmatchedTargets.Keys, a.UnmatchedTargets.Until}
}

// withoutKeys returns u as if the given keys had no target.
func (u unmatchedKeys) withoutKeys(keys []string) unmatchedKeys {
	list := u.list
	u.list, u.unmatchedSum, u.sum = nil, new(big.Rat).Set(u.unmatchedSum), new(big.Rat).Set(u.sum)
	for _, k := range list {
		if !slices.Contains(keys, k.Value) {
			u.list = append(u.list, k)
			continue
		}
		u.values--
		u.unmatchedSum.Sub(u.unmatchedSum, new(big.Rat).Abs(k.Amount.Rat))
		u.sum.Sub(u.sum, new(big.Rat).Abs(k.Amount.Rat))
	}
	return u
}

func (u *unmatchedKeys) names() []string {
	names := make([]string, len(u.list))
	for i, k := range u.list {
		names[i] = k.Value
	}
	return names
}

// firstNames lists at most three keys, for readers.
func (u *unmatchedKeys) firstNames() string {
	names := u.names()
	if len(names) > 3 {
		names = append(slices.Clone(names[:3]), "…")
	}
	return strings.Join(names, ", ")
}

// shareOfTarget returns words for the share of a period's target that belongs to the unmatched keys.
func (d *Diagnosis) shareOfTarget(u unmatchedKeys, m *metric.Metric) string {
	when := d.plan.Calendar.ID(u.period.Whole())
	if !m.AddsUp || u.sum.Sign() == 0 {
		return ", in " + when
	}
	share, _ := new(big.Rat).Quo(u.unmatchedSum, u.sum).Float64()
	return fmt.Sprintf(", %.0f %% of the target in %s", share*100, when)
}

// describeKeys returns the path in the YAML and the description of a problem with keys.
func (d *Diagnosis) describeKeys(u unmatchedKeys, m *metric.Metric, known keyMatcher) (path, message string) {
	t, worth := u.target, ""
	if m.AddsUp && m.Unit == metric.Currency {
		sum := new(big.Rat)
		for _, k := range u.list {
			sum.Add(sum, k.Amount.Rat)
		}
		worth = ": " + d.plan.MoneyText(sum) + " of targets"
		if t.Dataset == "" && t.Per != "" {
			worth = ": " + d.plan.MoneyText(sum) + " a " + string(t.Per)
		}
		if u.hasRoster {
			worth += fmt.Sprintf(" would be under %q", d.plan.Scope.Locale.Word("unassigned"))
		}
	}
	nobody := "match no " + u.dim
	if !u.hasRoster {
		nobody = fmt.Sprintf("are in no row of %q", m.Dataset)
	}
	if t.Dataset == "" {
		names := make([]string, len(u.list))
		for i, k := range u.list {
			names[i] = fmt.Sprintf("%q", k.Value)
			if hint := known.hint(k.Value); hint != "" {
				names[i] += " (" + hint + ")"
			}
		}
		return fmt.Sprintf("targets[%d].values", u.index), fmt.Sprintf("%d of %d members %s: %s%s", len(u.list), u.values, nobody, plans.FirstFive(names), worth)
	}
	column := d.Program.Config.Datasets[t.Dataset].Keys[u.dim]
	return "datasets." + t.Dataset + ".keys." + u.dim, DescribeUnknownKeys(d.Data, t.Dataset, column, nobody, u.list, u.values, known) + worth
}

// knownMembers returns the members of a dimension: those of its roster or, without a roster, those in the metric's
// rows.
func (d *Diagnosis) knownMembers(ctx context.Context, u unmatchedKeys) ([]metric.Member, error) {
	if u.hasRoster {
		return query.Members(ctx, d.plan.Model, d.engine, u.dim)
	}
	keys, err := check.KnownKeys(ctx, d.plan.Model, d.engine, u.target.Metric, u.dim)
	members := make([]metric.Member, len(keys))
	for i, key := range keys {
		members[i] = metric.Member{Key: key, Label: key}
	}
	return members, err
}

// keysWithoutTarget returns the keys that have sales in a period and no target of the metric in any period.
func (d *Diagnosis) keysWithoutTarget(ctx context.Context, u unmatchedKeys) ([]string, error) {
	sold, err := check.SoldKeys(ctx, d.plan.Model, d.engine, u.target.Metric, u.dim, u.period)
	if err != nil {
		return nil, err
	}
	planned, err := check.PlannedKeys(ctx, d.plan.Model, d.engine, u.target.Metric, u.dim)
	return slices.DeleteFunc(sold, func(key string) bool { return slices.Contains(planned, key) }), err
}

package gather

import (
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"bilan/internal/diagnose"
	"bilan/internal/plans"
	"bilan/report/build"
	"bilan/report/metric"
)

// trustFacts collects the facts about the data for the trust line.
func (d *Gatherer) trustFacts(plan *plans.Plan, b *Book, found *diagnose.Diagnosis) build.TrustFacts {
	facts := build.TrustFacts{CutOff: plan.CutOff, Owner: plans.Owner(d.Program, plan.Name)}
	for _, f := range append(slices.Clip(d.fresh), d.uncheckedNewest(plan, b)...) {
		facts.Fresh = append(facts.Fresh, build.Fresh{Dataset: plan.DatasetLabel(f.dataset), Newest: f.newest})
	}
	for _, key := range slices.Sorted(maps.Keys(d.Files)) {
		if t := d.Files[key]; t.Skipped > 0 {
			facts.Aside = append(facts.Aside, build.Aside{Origin: t.Name, Rows: t.Skipped, Amount: onlySum(t.Sums), Partial: t.Partial})
		}
	}
	for _, c := range d.controls {
		facts.Controls = append(facts.Controls, build.Control{Name: plan.DatasetLabel(c.dataset) + ", " + c.column, Difference: c.gap, Money: true})
	}
	facts.Unassigned = unmatchedAmounts(plan, b.UnknownKeys)
	facts.Untargeted = slices.DeleteFunc(slices.Clone(b.Untargeted), func(u metric.Untargeted) bool { return u.Period != plan.FirstPeriod(u.Metric) })
	facts.Undated = b.Undated
	facts.FarOff = d.farOff
	for _, dataset := range slices.Sorted(maps.Keys(plan.Scope.States)) {
		// sections about a past state explain themselves why they show nothing
		if state := plan.Scope.States[dataset]; !state.Past {
			facts.Read = append(facts.Read, build.Fresh{Dataset: plan.StateLabel(dataset), Newest: state.Read})
		}
	}
	for _, a := range found.Accepted {
		facts.Accepted = append(facts.Accepted, build.Accepted{Doubt: diagnose.Tell(plan, a.Doubt), Until: a.Until})
	}
	for _, e := range b.events {
		if e.undated > 0 {
			facts.Dateless = append(facts.Dateless, build.Dateless{Dataset: e.dataset, Date: e.date, Name: plan.DatasetLabel(e.dataset), Rows: e.undated})
		}
	}
	return facts
}

// uncheckedNewest returns the newest day of the datasets that have no freshness check and that metrics or cohorts use.
// Without this fact, data that stops arriving would look like a collapse of sales.
func (d *Gatherer) uncheckedNewest(plan *plans.Plan, b *Book) []newestDay {
	var list []newestDay
	hasDay := func(dataset string) bool {
		is := func(f newestDay) bool { return f.dataset == dataset }
		return slices.ContainsFunc(d.fresh, is) || slices.ContainsFunc(list, is)
	}
	for _, a := range plan.Needs.Asks {
		m := plan.Model.Metrics[a.Metric]
		if m.Date == "" || m.HasFuture || hasDay(m.Dataset) { // expected closing days do not show the age of the data
			continue
		}
		// later dates do not show how new the data is
		day := d.histories[diagnose.Place{Name: m.Dataset, Column: m.Date}].Before(plan.CutOff)
		list = append(list, newestDay{m.Dataset, day})
	}
	for _, e := range b.events {
		if !hasDay(e.dataset) {
			list = append(list, newestDay{e.dataset, e.newest})
		}
	}
	return list
}

// onlySum returns the sum of the rows that were set aside, or nil if the sums are not of exactly one column.
func onlySum(sums map[string]decimal.Decimal) *big.Rat {
	if len(sums) != 1 {
		return nil
	}
	for _, sum := range sums {
		return sum.Rat()
	}
	return nil
}

// unmatchedAmounts returns the amounts of the primary period that belong to no member, one for each metric and
// dimension.
func unmatchedAmounts(plan *plans.Plan, unknownKeys []metric.UnknownKey) []build.UnmatchedAmount {
	var list []build.UnmatchedAmount
	for _, unknown := range unknownKeys {
		m := plan.Model.Metrics[unknown.Metric]
		if unknown.Period != plan.FirstPeriod(unknown.Metric) || !m.AddsUp || !unknown.Amount.OK() {
			continue
		}
		i := slices.IndexFunc(list, func(l build.UnmatchedAmount) bool {
			return l.Metric == unknown.Metric && l.Dimension == unknown.Dimension
		})
		if i < 0 {
			list, i = append(list, build.UnmatchedAmount{Metric: unknown.Metric, Dimension: unknown.Dimension, Amount: metric.NumOf(new(big.Rat))}), len(list)
		}
		list[i].Amount = metric.NumOf(new(big.Rat).Add(list[i].Amount.Rat, unknown.Amount.Rat))
	}
	return slices.DeleteFunc(slices.Clone(list), func(l build.UnmatchedAmount) bool { return isTerm(plan, l.Metric) && reportedByOther(plan, list, l) })
}

// isTerm reports whether a metric is a term of a formula that the report asks for.
func isTerm(plan *plans.Plan, name string) bool {
	return slices.ContainsFunc(plan.Needs.Asks, func(a metric.Ask) bool {
		return a.Metric != name && slices.Contains(plan.Model.Terms(a.Metric), name)
	})
}

// reportedByOther reports whether the list has another metric with the same rows without a member, and that metric is
// not a term of a formula.
func reportedByOther(plan *plans.Plan, list []build.UnmatchedAmount, amount build.UnmatchedAmount) bool {
	dataset := func(name string) string { return plan.Model.Metrics[name].Dataset }
	return slices.ContainsFunc(list, func(l build.UnmatchedAmount) bool {
		return l.Dimension == amount.Dimension && dataset(l.Metric) == dataset(amount.Metric) && !isTerm(plan, l.Metric)
	})
}

// banner returns the text above a report that is a draft, or that is sent although its data is doubtful. It is "" for
// other reports.
func banner(plan *plans.Plan, doubts []diagnose.Doubt) string {
	var list []string
	if plan.Report.State == "draft" {
		list = append(list, plan.Scope.Locale.Word("banner.draft"))
	}
	if len(doubts) > 0 {
		list = append(list, plan.Scope.Locale.Word("banner.doubt", strings.Join(diagnose.TellAll(plan, doubts), "; ")))
	}
	return strings.Join(list, " — ")
}

package inspect

import (
	"slices"

	"bilan/internal/diagnose"
	"bilan/internal/gather"
	"bilan/internal/plans"
	"bilan/internal/yamlfile"
)

// Findings is the result of checking a YAML file against its sources.
type Findings struct {
	Mistakes yamlfile.Mistakes // must be changed before a report can be made
	Warnings yamlfile.Mistakes // probable mistakes
	Remarks  yamlfile.Mistakes // facts that the user should know
	Doubts   []diagnose.Doubt  // what would hold a report today
	Entities []string          // a line about the rows of each entity of the sales model
}

// sourceCheck compares a YAML with its sources, which it reads once.
type sourceCheck struct {
	*gather.Gatherer
	*diagnose.Probe
	plans []*plans.Plan // the plan of each report, sorted by report name
	found Findings
}

func (c *sourceCheck) remark(path, message, hint string) {
	c.found.Remarks.Add(c.Config.At(path, message, hint))
}

func (c *sourceCheck) warn(path, message, hint string) {
	c.found.Warnings.Add(c.Config.At(path, message, hint))
}

// recordMisfit records a column of the wrong type as a mistake in the YAML. It returns false for nil.
func (c *sourceCheck) recordMisfit(bad *diagnose.Misfit) bool {
	if bad == nil {
		return false
	}
	c.AddMistake(bad.Path, bad.Message, bad.Hint())
	return true
}

// hasNoValues reports whether a dataset has no values to check: it could not be loaded or has no rows.
func (c *sourceCheck) hasNoValues(dataset string) bool { return c.Broken[dataset] || c.Empty[dataset] }

// computable returns the plan without the metrics that cannot be computed.
func (c *sourceCheck) computable(plan *plans.Plan, failed map[string]bool) *plans.Plan {
	return plan.WithMetrics(func(name string) bool { return c.canCompute(name, failed) })
}

// canCompute reports whether no mistake was found in a metric or, if it is a formula, in its terms.
func (c *sourceCheck) canCompute(name string, failed map[string]bool) bool {
	return !slices.ContainsFunc(c.Plan.Model.Terms(name), func(term string) bool {
		return failed[term] || c.Failed["metrics."+term] || c.hasNoValues(c.Config.Metrics[term].Dataset)
	})
}

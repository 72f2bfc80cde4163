package inspect

import (
	"fmt"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/plans"
	"bilan/report/build"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

// targetFor returns the index of a metric's first target that is set by the dimension or by one of its child
// dimensions. Without one it returns the index of the metric's first target, or −1 if it has none.
func (c *sourceCheck) targetFor(name, dim string) int {
	first := -1
	for i, t := range c.Plan.Model.Targets {
		if t.Metric != name || t.Scenario != "" && t.Scenario != metric.TargetScenario {
			continue
		}
		if first < 0 {
			first = i
		}
		if slices.ContainsFunc(t.By, func(by string) bool {
			return by == dim || c.Plan.Model.Dimensions[by] != nil && c.Plan.Model.Dimensions[by].Parent == dim
		}) {
			return i
		}
	}
	return first
}

// targetComparison returns the metric and the dimension that a section compares with the targets of members. They are
// "" if it compares none.
func targetComparison(s section.Section) (name, by string) {
	if kind, _ := s.Kind(); kind != nil {
		return kind.Targeted()
	}
	return "", ""
}

// missingTargets collects, for a metric by a dimension that reports show, the members and periods without a target.
type missingTargets struct {
	metric, by  string
	members     []string // members with an actual and no target, in periods where others have one
	active      []string // members with an actual
	periods     []string // the periods of these members
	onlyTotal   []string // periods in which only the total has a target
	onlyMembers []string // periods in which only members have a target
	sectionPath string   // the path of the first section that shows the metric
}

// untargetedMembers collects the missing targets of members over all reports.
type untargetedMembers struct {
	c   *sourceCheck
	all []*missingTargets
}

// addReport collects the missing targets that the sections of one report show.
func (u *untargetedMembers) addReport(plan *plans.Plan, book *book.Book, failed map[string]bool) {
	for i, s := range plan.Report.Sections {
		name, by := targetComparison(s)
		if name == "" || failed[name] || !plan.Model.HasTarget(name) {
			continue
		}
		at := slices.IndexFunc(u.all, func(l *missingTargets) bool { return l.metric == name && l.by == by })
		if at < 0 {
			at, u.all = len(u.all), append(u.all, &missingTargets{metric: name, by: by, sectionPath: fmt.Sprintf("reports.%s.sections[%d]", plan.Name, i)})
		}
		scope := *plan.Scope
		scope.Report.Sections = []section.Section{s}
		needs, err := build.Needs(&scope)
		if err != nil {
			continue // the command check reports this error
		}
		for _, a := range needs.Asks {
			if a.Metric == name && a.By == by {
				u.all[at].add(plan.Calendar.ID(a.Period), book.Answer(a))
			}
		}
	}
}

func (u *untargetedMembers) warn() {
	for _, l := range u.all {
		u.c.warnMissingTargets(l)
	}
}

func (l *missingTargets) add(when string, a metric.Answer) {
	membersHaveTargets := slices.ContainsFunc(a.Slices, func(s metric.Slice) bool { return s.Figure.PL.OK() })
	switch {
	case membersHaveTargets && !a.Total.PL.OK():
		l.onlyMembers = plans.AddOnce(l.onlyMembers, when)
	case !membersHaveTargets && a.Total.PL.OK():
		l.onlyTotal = plans.AddOnce(l.onlyTotal, when)
	}
	for _, s := range a.Slices {
		if s.Unassigned || !s.Figure.AC.OK() || s.Figure.AC.Rat.Sign() == 0 {
			continue
		}
		l.active = plans.AddOnce(l.active, s.Label)
		if membersHaveTargets && !s.Figure.PLToDate.OK() {
			l.members, l.periods = plans.AddOnce(l.members, s.Label), plans.AddOnce(l.periods, when)
		}
	}
}

func (c *sourceCheck) warnMissingTargets(l *missingTargets) {
	at := c.targetFor(l.metric, l.by)
	path := fmt.Sprintf("targets[%d]", at)
	t := c.Config.Targets[at]
	byDimension := slices.Contains(t.By, l.by)
	if len(l.members) > 0 {
		hint := ""
		switch {
		case t.Dataset != "" && byDimension:
			hint = fmt.Sprintf("add their rows to %q", t.Dataset)
		case byDimension:
			hint = "add them to values:"
		}
		c.warn(path, fmt.Sprintf("%d of %d with an actual of %q by %s have no target in %s: %s", len(l.members), len(l.active), l.metric, l.by, plans.FirstFive(l.periods), plans.FirstFive(l.members)), hint)
	}
	if len(l.onlyTotal) > 0 {
		c.warn(path, fmt.Sprintf("%q has a target for the total and none by %s in %s: %s would show actuals without targets", l.metric, l.by, plans.FirstFive(l.onlyTotal), l.sectionPath),
			fmt.Sprintf("add a target with by: [%s]", l.by))
	}
	if len(l.onlyMembers) > 0 {
		why, hint := "targets of members cannot be added up", fmt.Sprintf("add {metric: %s, value: …} without by:", l.metric)
		if c.Plan.Model.Metrics[l.metric].AddsUp {
			why, hint = "on some days no member has a target", "add targets for those days"
		}
		c.warn(path, fmt.Sprintf("%q has targets by %s and none for the total in %s: %s", l.metric, l.by, plans.FirstFive(l.onlyMembers), why), hint)
	}
}

package plans

import (
	"fmt"
	"slices"

	"bilan/internal/config/section"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Division says whether and how a section can be divided by the members of a dimension.
type Division int

// The divisions of a section.
const (
	Divided   Division = iota
	Undivided          // its datasets do not say to which member each row belongs
	OfGroups           // it has a line per group of members: a member's line would have his group's name, but only his own rows
)

// Divisions returns, by dimension of the plan, how each section is divided. asks are the asks of each section.
func (plan *Plan) Divisions(asks [][]metric.Ask) map[string][]Division {
	by := map[string][]Division{}
	for _, dim := range plan.Each {
		by[dim] = make([]Division, len(asks))
		for i, list := range asks {
			by[dim][i] = plan.divisionOf(plan.Scope.Report.Sections[i], list, dim)
		}
	}
	return by
}

func (plan *Plan) divisionOf(s section.Section, asks []metric.Ask, dim string) Division {
	undivided := func(a metric.Ask) bool { return !plan.Model.CanDivide(a.Metric, dim) }
	group := plan.Config.Dimensions[dim].Parent
	switch {
	case s.Cohorts != nil, s.Pipeline != nil && !plan.Model.CanGroup(s.Pipeline.Dataset, dim), s.Scorecard == nil && slices.ContainsFunc(asks, undivided):
		return Undivided
	case s.Scorecard != nil && !slices.ContainsFunc(asks, func(a metric.Ask) bool { return !undivided(a) }):
		return Undivided
	case group != "" && slices.ContainsFunc(asks, func(a metric.Ask) bool { return a.By == group }) &&
		!slices.ContainsFunc(asks, func(a metric.Ask) bool { return a.By != "" && a.By != group }):
		return OfGroups
	}
	return Divided
}

// RemoveHidden removes from the scope of a member's edition the cards, table columns and headline figures that he may
// not see. hides reports whether he may not see a column of a table.
func (plan *Plan) RemoveHidden(s *scope.Scope, dim string, hides func(id, column string) bool) {
	hidden := func(name string) bool { return !plan.Model.CanDivide(name, dim) }
	r := &s.Report
	r.Sections = slices.Clone(r.Sections)
	var metrics []string
	for i, s := range r.Sections {
		metrics = append(metrics, s.Shows()...)
		if s.Scorecard != nil {
			allowed := *s.Scorecard
			if allowed.Metrics = slices.DeleteFunc(slices.Clone(allowed.Metrics), hidden); len(allowed.Metrics) > 0 {
				r.Sections[i].Scorecard = &allowed
			}
		}
		if id := fmt.Sprintf("sections[%d]", i); s.Table != nil {
			allowed := *s.Table
			allowed.Columns = slices.DeleteFunc(slices.Clone(allowed.Columns), func(c section.TableColumn) bool { return hides(id, c.Column) })
			r.Sections[i].Table = &allowed
		}
	}
	if len(r.Headline) == 0 && slices.ContainsFunc(metrics, hidden) {
		r.Headline = metrics
	}
	r.Headline = slices.DeleteFunc(slices.Clone(r.Headline), hidden)
}

package plans

import (
	"maps"
	"slices"
	"strings"
)

// CanShare reports whether two complete plans of one config can share their data. They have the same zone and language,
// and the same value for each parameter that their datasets' SQL uses. If both report how deals moved, they do so since
// the same day.
func (plan *Plan) CanShare(o *Plan) bool {
	if plan.Zone.String() != o.Zone.String() || plan.Report.Locale != o.Report.Locale || plan.ReportsMoves() && o.ReportsMoves() && plan.Since() != o.Since() {
		return false
	}
	for name, value := range plan.Params {
		if (plan.mayUse(name) || o.mayUse(name)) && value != o.Params[name] {
			return false
		}
	}
	return true
}

// mayUse reports whether the SQL of any of the plan's datasets may use a parameter. That of the sales model uses :today.
func (plan *Plan) mayUse(param string) bool {
	return slices.ContainsFunc(plan.Datasets, func(name string) bool {
		ds := plan.Config.Datasets[name]
		return strings.Contains(ds.Query, ":"+param) || ds.Entity != "" && param == "today"
	})
}

// Union returns a plan that reads everything that several plans read; any two of them must Share. It takes the day since
// when deals moved from a plan that reports it.
func Union(list []*Plan) *Plan {
	union := *list[max(0, slices.IndexFunc(list, (*Plan).ReportsMoves))]
	union.Datasets = slices.Clone(union.Datasets)
	union.FileTables, union.Reads = map[string][]string{}, map[string][]string{}
	for _, plan := range list {
		for _, name := range plan.Datasets { // the order of the plan keeps each after those that it reads
			if !slices.Contains(union.Datasets, name) {
				union.Datasets = append(union.Datasets, name)
			}
		}
		for source, tables := range plan.FileTables {
			for _, t := range tables {
				if !slices.Contains(union.FileTables[source], t) {
					union.FileTables[source] = append(union.FileTables[source], t)
				}
			}
		}
		maps.Copy(union.Reads, plan.Reads)
	}
	return &union
}

package plans

import (
	"maps"
	"slices"
	"strings"
)

// Shares reports whether two complete plans of one config can share their data: their days are in the same zone, and
// each date that their datasets' SQL uses is the same for both.
func (plan *Plan) Shares(o *Plan) bool {
	if plan.Zone.String() != o.Zone.String() || plan.Report.Locale != o.Report.Locale || plan.tellsMoves() || o.tellsMoves() {
		return false
	}
	for name, value := range plan.Params {
		if (plan.names(name) || o.names(name)) && value != o.Params[name] {
			return false
		}
	}
	return true
}

// names reports whether the SQL of any of the plan's datasets may name a date. That of the sales model names today.
func (plan *Plan) names(param string) bool {
	return slices.ContainsFunc(plan.Datasets, func(name string) bool {
		ds := plan.Config.Datasets[name]
		return strings.Contains(ds.Query, ":"+param) || ds.Entity != "" && param == "today"
	})
}

// Union is a plan that reads everything that several plans read.
func Union(list []*Plan) *Plan {
	all := *list[0]
	all.Datasets = slices.Clone(all.Datasets)
	all.FileTables, all.Reads = map[string][]string{}, map[string][]string{}
	for _, plan := range list {
		for _, name := range plan.Datasets { // each after those it reads, as in its plan
			if !slices.Contains(all.Datasets, name) {
				all.Datasets = append(all.Datasets, name)
			}
		}
		for source, tables := range plan.FileTables {
			for _, t := range tables {
				if !slices.Contains(all.FileTables[source], t) {
					all.FileTables[source] = append(all.FileTables[source], t)
				}
			}
		}
		maps.Copy(all.Reads, plan.Reads)
	}
	return &all
}

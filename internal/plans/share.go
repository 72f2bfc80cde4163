package plans

import (
	"maps"
	"slices"
	"strings"
)

// Shares reports whether two complete plans of one config can share their data: their days are in the same zone, each date that
// their datasets' SQL uses is the same for both, and so is the day since when both tell how deals moved.
func (plan *Plan) Shares(o *Plan) bool {
	if plan.Zone.String() != o.Zone.String() || plan.Report.Locale != o.Report.Locale || plan.TellsMoves() && o.TellsMoves() && plan.Since() != o.Since() {
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

// Union is a plan that reads everything that several plans read, each of which shares with each. The day since when deals moved is
// that of those that tell it.
func Union(list []*Plan) *Plan {
	all := *list[max(0, slices.IndexFunc(list, (*Plan).TellsMoves))]
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

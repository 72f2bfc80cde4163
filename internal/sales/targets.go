package sales

// Target is a target in the config's terms: a column of quotas or commits, and the metric for which it is an objective.
type Target struct {
	Entity, Metric, Scenario, Per, Date, Value string
	By                                         []string
}

// Targets returns the targets from the mapped quotas and commits.
func (m *Model) Targets() (list []Target) {
	if e := m.entities["quotas"]; e != nil {
		t := Target{Entity: "quotas", By: m.targetDimension(e, "rep", "team", "region")}
		for _, per := range []string{"month", "quarter", "year"} {
			if e.role(per) != nil {
				t.Per, t.Date = per, per
				break
			}
		}
		of := m.Mapping.Quotas.Of
		if of == "" {
			of = "revenue"
		}
		for _, pair := range [][2]string{{"amount", of}, {"margin", "margin"}, {"sales", "sales"}, {"quotes", "quotes"}, {"meetings", "meetings"}} {
			if e.role(pair[0]) != nil && t.Per != "" {
				t.Value, t.Metric = pair[0], pair[1]
				list = append(list, t)
			}
		}
	}
	if e := m.entities["commits"]; e != nil {
		list = append(list, Target{Entity: "commits", Metric: "revenue", Scenario: "forecast", Per: "month", Date: "month", Value: "amount", By: m.targetDimension(e, "rep")})
	}
	return list
}

// targetDimension returns the first of dims for which a table of objectives has a column, as a list; nil if it has none.
func (m *Model) targetDimension(e *Entity, dims ...string) []string {
	for _, d := range dims {
		if e.role(d) != nil {
			return []string{d}
		}
	}
	return nil
}

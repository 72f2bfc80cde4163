package gather

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// MatchKeys adds aliases for the values of each dimension with `match:`. A value that is no key is an alias of a member
// if it equals the member's key or label after both are normalised. A value that equals those of two members gets no
// alias.
func (d *Gatherer) MatchKeys(ctx context.Context, plan *plans.Plan) error {
	for _, name := range slices.Sorted(maps.Keys(d.Program.Config.Dimensions)) {
		match := d.Program.Config.Dimensions[name].Match
		dim := plan.Model.Dimensions[name]
		if len(match) == 0 || dim == nil || d.Broken[dim.Roster] || dim.Roster != "" && !slices.Contains(plan.Datasets, dim.Roster) {
			continue // the plan does not use the dimension, or its members are not known
		}
		members, err := query.Members(ctx, plan.Model, d.Asker(plan.Params), name)
		if err != nil {
			return err
		}
		found, err := d.valuesOf(ctx, plan, name)
		if err != nil {
			return err
		}
		if members == nil { // without a roster the most frequent spelling becomes the member
			for _, v := range found {
				members = append(members, metric.Member{Key: v, Label: v})
			}
			members = plans.FirstOfEqualKeys(members, match)
		}
		aliases := maps.Clone(dim.Aliases)
		if aliases == nil {
			aliases = map[string]string{}
		}
		for value, key := range plans.MeantMembers(found, members, match) {
			if _, said := aliases[value]; !said {
				aliases[value] = key
			}
		}
		dim.Aliases = aliases
	}
	return nil
}

// valuesOf lists the values of a dimension in the plan's data, the most frequent first. The data are key columns,
// shares, and the values of targets in the YAML.
func (d *Gatherer) valuesOf(ctx context.Context, plan *plans.Plan, dim string) ([]string, error) {
	var parts []string
	add := func(dataset, column string) {
		if column != "" && slices.Contains(plan.Datasets, dataset) && !d.Broken[dataset] {
			parts = append(parts, fmt.Sprintf("select trim(cast(%s as varchar)) as v from %s", table.Ident(column), table.Ident(dataset)))
		}
	}
	for _, name := range plan.Datasets {
		ds := d.Program.Config.Datasets[name]
		add(name, ds.Keys[dim])
		if ds.Credit.By == dim {
			add(ds.Credit.Dataset, ds.Credit.Member)
		}
	}
	values := plans.LiteralMembers(d.Program.Config, dim)
	if len(parts) == 0 {
		return values, nil
	}
	t, err := d.Bench.Ask(ctx, "select v from ("+strings.Join(parts, " union all ")+") where v <> '' group by v order by count(*) desc, v", nil)
	if err != nil {
		return values, ctx.Err() // the query that needs a missing column reports it
	}
	found := make([]string, 0, len(t.Rows)+len(values))
	for _, row := range t.Rows {
		found = append(found, norm.NFC.String(loaded.CellText(row[0])))
	}
	return append(found, values...), nil
}

package run

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/report/metric"
)

// meetKeys has the values of each dimension with match: meet the members that they mean: a value that is no key and is folded
// to one member's key or label stands for that member, as if aliases: said so. What folds to two members stays unmatched.
func (d *data) meetKeys(ctx context.Context, plan *Plan) error {
	for _, name := range sortedKeys(d.p.Config.Dimensions) {
		match := d.p.Config.Dimensions[name].Match
		dim := plan.Model.Dimensions[name]
		if len(match) == 0 || dim == nil || d.broken[dim.Roster] || dim.Roster != "" && !slices.Contains(plan.Datasets, dim.Roster) {
			continue // nothing of the plan is cut by it, or its members are not known
		}
		members, err := plan.Model.Members(ctx, d.asker(plan.Params), name)
		if err != nil {
			return err
		}
		found, err := d.valuesOf(ctx, plan, name)
		if err != nil {
			return err
		}
		if members == nil { // no roster: the commonest spelling stands for the others
			for _, v := range found {
				members = append(members, metric.Member{Key: v, Label: v})
			}
			members = commonest(members, match)
		}
		aliases := maps.Clone(dim.Aliases)
		if aliases == nil {
			aliases = map[string]string{}
		}
		for value, key := range standFor(found, members, match) {
			if _, said := aliases[value]; !said {
				aliases[value] = key
			}
		}
		dim.Aliases = aliases
	}
	return nil
}

// standFor is the member that each value stands for, without the values that are keys themselves.
func standFor(values []string, members []metric.Member, match []string) map[string]string {
	owner := map[string]string{} // folded → key, "" for several
	note := func(text, key string) {
		folded := foldKey(text, match)
		if other, known := owner[folded]; known && other != key {
			key = ""
		}
		owner[folded] = key
	}
	own := map[string]bool{}
	for _, m := range members {
		own[m.Key] = true
		note(m.Key, m.Key)
		if m.Label != m.Key {
			note(m.Label, m.Key)
		}
	}
	list := map[string]string{}
	for _, v := range values {
		if key := owner[foldKey(v, match)]; key != "" && !own[v] {
			list[v] = key
		}
	}
	return list
}

// commonest keeps the first of the members that fold alike.
func commonest(members []metric.Member, match []string) []metric.Member {
	seen := map[string]bool{}
	return slices.DeleteFunc(members, func(m metric.Member) bool {
		folded := foldKey(m.Key, match)
		twice := seen[folded]
		seen[folded] = true
		return twice
	})
}

// foldKey writes a key without what does not count: case, accents, or the order of its words and the signs between them.
func foldKey(s string, match []string) string {
	s = norm.NFC.String(strings.TrimSpace(s))
	if slices.Contains(match, "case") {
		s = strings.ToLower(s)
	}
	if slices.Contains(match, "accents") {
		s = locale.WithoutAccents(s)
	}
	if !slices.Contains(match, "order") {
		return s
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
	slices.Sort(words)
	return strings.Join(words, " ")
}

// valuesOf lists what the plan's data holds of a dimension, the commonest first: in keys:, in shares and in values: of targets.
func (d *data) valuesOf(ctx context.Context, plan *Plan, dim string) ([]string, error) {
	var parts []string
	add := func(dataset, column string) {
		if column != "" && slices.Contains(plan.Datasets, dataset) && !d.broken[dataset] {
			parts = append(parts, fmt.Sprintf("select trim(cast(%s as varchar)) as v from %s", ident(column), ident(dataset)))
		}
	}
	for _, name := range plan.Datasets {
		ds := d.p.Config.Datasets[name]
		add(name, ds.Keys[dim])
		if ds.Credit.By == dim {
			add(ds.Credit.Dataset, ds.Credit.Member)
		}
	}
	values := literalMembers(d.p.Config, dim)
	if len(parts) == 0 {
		return values, nil
	}
	t, err := d.bench.Ask(ctx, "select v from ("+strings.Join(parts, " union all ")+") where v <> '' group by v order by count(*) desc, v", nil)
	if err != nil {
		return values, ctx.Err() // a column that is not there is told where it is needed
	}
	found := make([]string, 0, len(t.Rows)+len(values))
	for _, row := range t.Rows {
		found = append(found, norm.NFC.String(cellText(row[0])))
	}
	return append(found, values...), nil
}

// literalMembers are the members that targets name in the YAML.
func literalMembers(cfg *config.Config, dim string) (list []string) {
	for _, t := range cfg.Targets {
		if len(t.By) == 1 && t.By[0] == dim {
			list = append(list, sortedKeys(t.Values)...)
		}
	}
	return list
}

// keyDigits is how many digits the keys of a dimension have, 0 when nobody says.
func keyDigits(cfg *config.Config, dim string) int {
	digits := cfg.Dimensions[dim].KeyDigits
	if digits > 0 {
		return digits
	}
	for _, name := range sortedKeys(cfg.Datasets) {
		ds := cfg.Datasets[name]
		if ds.Keys[dim] != "" || cfg.Dimensions[dim].Dataset == name {
			digits = cmp.Or(digits, ds.KeyDigits)
		}
	}
	return digits
}

package metric

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// A figure may be cut twice: by a member of one dimension and, within his rows, by another. Such a cut is asked and read like any
// other, under a name and with keys that hold both.

const (
	pairNames = "\x00" // between the names of two dimensions; no name of the YAML holds one
	pairKeys  = "\x1f" // between the keys of two members; one of nobody is empty
)

// cut names what an ask is grouped by: a dimension, a pair of two, "" for the whole.
func (a Ask) cut() string {
	if a.Of == "" {
		return a.By
	}
	return a.Of + pairNames + a.By
}

// pairOf is the two dimensions of a pair.
func pairOf(cut string) (of, by string, ok bool) { return strings.Cut(cut, pairNames) }

// cutBy tells whether a cut is by a dimension, alone or in a pair.
func cutBy(cut, dim string) bool {
	of, by, pair := pairOf(cut)
	return cut == dim || pair && (of == dim || by == dim)
}

// keyColumns are what statements of a cut are grouped by, and key what they give for it.
func keyColumns(cut string) (columns, key string) {
	if _, _, pair := pairOf(cut); pair {
		return "__of, __key", fmt.Sprintf("coalesce(__of, '') || chr(%d) || coalesce(__key, '')", pairKeys[0])
	}
	return "__key", keyColumn(cut)
}

// pairedRows is measuredRows for a pair: __of is the member, and __key the one of the second dimension.
func (m *Model) pairedRows(mt *Metric, of, by string) (string, error) {
	ds := m.Datasets[mt.Dataset]
	rows := fmt.Sprintf("(select * from %s as d where %s)", m.whole(mt.Dataset), filter(mt))
	form := func(string) func(string) string { return clean }
	if m.credits(ds, of) || m.credits(ds, by) {
		rows = m.shared(ds, fmt.Sprintf("(select *, %s as __own from %s as d where %s)", clean(ident(ds.Keys[ds.Credit.By])), m.whole(mt.Dataset), filter(mt)))
		form = func(dim string) func(string) string {
			if m.credits(ds, dim) {
				return func(column string) string { return column } // a share's member is clean
			}
			return clean
		}
	}
	rows, err := m.keyedRows(rows, mt.Dataset, of, mt.Date, form(of))
	if err != nil {
		return "", err
	}
	rows = fmt.Sprintf("(select d.* exclude (__key, __raw), __key as __of from %s as d)", rows)
	return m.keyedRows(rows, mt.Dataset, by, mt.Date, form(by))
}

// pairs are the members of a pair: those that the data or a target names and, where one dimension is made of the other's groups, each
// member in each group that it belonged to. They are in the order of the second dimension's members.
func (c *computer) pairs(ctx context.Context, of, by string) ([]Member, error) {
	listed, err := c.m.Members(ctx, c.engine, by)
	if err != nil {
		return nil, err
	}
	list := c.found()
	belong, err := c.m.belonging(ctx, c.engine, of, by)
	if err != nil {
		return nil, err
	}
	if listed == nil {
		listed = seconds(list)
	}
	places := make(map[string]Member, len(listed))
	for i, who := range c.m.ordered(by, listed) {
		who.order = i + 1
		places[who.Key] = who
	}
	known := make(map[string]bool, len(list))
	for _, who := range list {
		known[who.Key] = true
	}
	for _, who := range belong {
		if !known[who.Key] {
			known[who.Key] = true
			list = append(list, who)
		}
	}
	for i := range list {
		_, key, _ := strings.Cut(list[i].Key, pairKeys)
		who := places[key]
		list[i].Label, list[i].Place, list[i].order = cmp.Or(who.Label, key), who.Place, who.order
	}
	slices.SortStableFunc(list, func(a, b Member) int { return cmp.Compare(a.order, b.order) })
	return list, nil
}

// seconds are the second members of pairs, each once.
func seconds(pairs []Member) []Member {
	var list []Member
	seen := map[string]bool{}
	for _, who := range pairs {
		if _, key, _ := strings.Cut(who.Key, pairKeys); key != "" && !seen[key] {
			seen[key] = true
			list = append(list, Member{Key: key, Label: key})
		}
	}
	slices.SortFunc(list, func(a, b Member) int { return strings.Compare(a.Key, b.Key) })
	return list
}

// groupOf tells which dimension of a pair is made of the groups of the other's members: the member's, and whether the group's key stands
// first. nil where neither is.
func (m *Model) groupOf(of, by string) (child *Dimension, first bool) {
	if d := m.Dimensions[by]; d != nil && d.Roster != "" && d.Parent == of {
		return d, true
	}
	if d := m.Dimensions[of]; d != nil && d.Roster != "" && d.Parent == by {
		return d, false
	}
	return nil, false
}

// belonging are the pairs of a member and a group that it ever belonged to, with the days between which it did.
func (m *Model) belonging(ctx context.Context, engine Engine, of, by string) ([]Member, error) {
	child, first := m.groupOf(of, by)
	if child == nil {
		return nil, nil
	}
	sql := "select key, parent, first, last from " + members(child) + " where parent is not null order by key"
	if child.From != "" {
		sql = fmt.Sprintf("select s.key, s.parent, case when s.since = DATE '0001-01-01' then r.first else s.since end,"+
			" coalesce(lead(s.since) over (partition by s.key order by s.since) - 1, r.last) from %s as s join %s as r on r.key = s.key where s.parent is not null order by s.key, s.since",
			stints(child), members(child))
	}
	t, err := engine.Query(ctx, sql, nil)
	if err != nil {
		return nil, err
	}
	list := make([]Member, len(t.Rows))
	for i, row := range t.Rows {
		list[i] = Member{Key: pairKey(first, text(row[1]), text(row[0])), First: day(row[2]), Last: day(row[3])}
	}
	return list, nil
}

func pairKey(groupFirst bool, group, member string) string {
	if groupFirst {
		return group + pairKeys + member
	}
	return member + pairKeys + group
}

package metric

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
)

// Member is one row of a dimension's roster. Zero dates mean for ever.
type Member struct {
	Key, Label  string
	Place       int         // from 1 on in a dimension with an order; else 0
	First, Last period.Date // inclusive

	order int // of the second one of a pair
}

// in tells whether the member is active on any day of the period.
func (m Member) in(p period.Period) bool {
	return (m.First.IsZero() || m.First.Before(p.End)) && (m.Last.IsZero() || !m.Last.Before(p.Start))
}

// Members reads a dimension's roster, by label; nil when it has none.
func (m *Model) Members(ctx context.Context, engine Engine, dim string) ([]Member, error) {
	sql := m.rosterSQL(dim)
	if sql == "" {
		return nil, nil
	}
	t, err := engine.Query(ctx, sql+" order by label, key", nil)
	if err != nil {
		return nil, fmt.Errorf("dimension %q: %w", dim, err)
	}
	list := make([]Member, len(t.Rows))
	for i, row := range t.Rows {
		list[i] = Member{Key: text(row[0]), Label: text(row[1]), First: day(row[2]), Last: day(row[3])}
		if list[i].Label == "" {
			list[i].Label = list[i].Key
		}
	}
	return list, nil
}

// rosterSQL selects key, label, first, last. A dimension that only exists as another one's parent column has
// that column's values as members.
func (m *Model) rosterSQL(dim string) string {
	if d := m.Dimensions[dim]; d != nil && d.Roster != "" {
		return "select key, coalesce(cast(label as varchar), key) as label, first, last from " + members(d)
	}
	for _, name := range sortedKeys(m.Dimensions) {
		if d := m.Dimensions[name]; d.Parent == dim && d.Roster != "" {
			return fmt.Sprintf("select distinct key, key as label, null::date, null::date from (select %s as key from %s) where key is not null",
				clean(ident(d.Parent)), ident(d.Roster))
		}
	}
	return ""
}

func text(c table.Cell) string {
	if c == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(c))
}

func day(c table.Cell) period.Date {
	t, ok := table.Day(c)
	if !ok {
		return period.Date{}
	}
	return period.DateOf(t)
}

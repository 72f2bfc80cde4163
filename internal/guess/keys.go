package guess

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/locale"
	"bilan/internal/sales"
	"bilan/internal/table"
)

// chooseKeys checks the columns that refer to reps, customers and products against the ids and names of those tables.
func (d *Draft) chooseKeys() {
	for _, e := range d.Entities {
		for _, part := range []*Entity{e, e.Lines} {
			if part == nil {
				continue
			}
			kinds := "orders"
			if part == e {
				kinds = e.Name
			}
			for _, r := range sales.RolesOf(kinds) {
				if referred := d.Entity(r.Of); r.Kind == "key" && referred != nil && referred != e && (part == e || r.Name == "product") {
					part.chooseKey(r.Name, referred)
				}
			}
		}
	}
}

// chooseKey chooses the column that most often refers to a member of another entity. It marks the role as a guess if
// fewer than 90 % of the rows do.
func (e *Entity) chooseKey(role string, of *Entity) {
	r := e.Role(role)
	best, share := (*Column)(nil), 0.0
	if r != nil {
		if best = e.table.Column(r.Text); best == nil {
			return
		}
		share = of.knownShare(best)
	}
	names := words().Lines
	if e.Name != "lines" {
		names = words().Entities[e.Name]
	}
	for i := range e.table.Columns {
		c := &e.table.Columns[i]
		level, _ := levelOf(c.Name, names.Roles[role])
		if c == best || c.Filled == 0 || c.Kind == table.Date || c.Kind == table.Timestamp || c.Kind == table.Decimal || c.Kind == table.Real || e.usedElsewhere(c, role) {
			continue
		}
		if level == none && (c.Kind != table.Text && !e.table.nameless() || c.Distinct < 3 || r != nil) {
			continue
		}
		if s := of.knownShare(c); s > share+0.2 && s >= 0.5 {
			best, share = c, s
		}
	}
	switch {
	case best == nil || r == nil && share < 0.9:
		return
	case r == nil:
		e.Roles = append(e.Roles, Role{Name: role, Text: best.Name, Why: "by its values, not by its name"})
		return
	case r.Text != best.Name:
		*r = Role{Name: role, Text: best.Name, Sure: share >= 0.9 && e.Sure}
	}
	switch {
	case share >= 0.9:
		level, _ := levelOf(best.Name, names.Roles[role])
		r.Sure = e.Sure && (level == sure ||
			// matching values are stronger evidence than a name
			level == perhaps && (best.Kind == table.Text && best.Distinct >= 3 || of.isNamedLikeID(best.Name)))
	case share < 0.9:
		r.Sure, r.Why = false, fmt.Sprintf("%.0f %% of its rows name one of %s", share*100, of.From[0])
	}
}

// isNamedLikeID reports whether a column has the same name as the entity's id.
func (e *Entity) isNamedLikeID(column string) bool {
	id := e.Role("id")
	return id != nil && sales.Fold(id.Text) == sales.Fold(column)
}

func (e *Entity) usedElsewhere(c *Column, role string) bool {
	return slices.ContainsFunc(e.Roles, func(r Role) bool { return r.Name != role && r.Text == c.Name && r.Name != "id" })
}

// knownShare returns the share of a column's rows, 0 to 1, with the id, name or mail address of a member of e.
func (e *Entity) knownShare(c *Column) float64 {
	members := map[string]bool{}
	for _, role := range []string{"id", "name", "mail"} {
		r := e.Role(role)
		if r == nil || role == "mail" && e.Name != "reps" {
			continue
		}
		var values []Value
		if col := e.table.Column(r.Text); col != nil {
			values = col.Values
		} else if e.table.Ask != nil {
			values = e.table.Ask.Values(r.Text, "true")
		}
		for _, v := range values {
			members[keyForm(v.Text)] = true
		}
	}
	return shareOf(c, func(v string) bool { return members[keyForm(v)] })
}

// overlap returns the share of a column's rows, 0 to 1, whose value occurs in another column.
func overlap(c, in *Column) float64 {
	if c == nil || in == nil {
		return 0
	}
	have := map[string]bool{}
	for _, v := range in.Values {
		have[keyForm(v.Text)] = true
	}
	return shareOf(c, func(v string) bool { return have[keyForm(v)] })
}

// shareOf returns the share of a column's rows, 0 to 1, whose value passes a test. It is 0 for an empty column.
func shareOf(c *Column, pass func(string) bool) float64 {
	var yes, all int64
	for _, v := range c.Values {
		all += v.Rows
		if pass(v.Text) {
			yes += v.Rows
		}
	}
	if all == 0 {
		return 0
	}
	return float64(yes) / float64(all)
}

// keyForm returns a value in the form in which keys are compared. It ignores case, accents, the order of the words and
// the signs between them.
func keyForm(s string) string {
	list := strings.FieldsFunc(locale.Unaccented(s), func(r rune) bool { return strings.ContainsRune(" ,.;-_'’\u00a0\u202f/", r) })
	slices.Sort(list)
	return strings.Join(list, " ")
}

// guessScale marks quotas as amounts in thousands if their name or their size suggests it.
func (d *Draft) guessScale() {
	q, o := d.Entity("quotas"), d.Entity("orders")
	if o == nil {
		o = d.Entity("invoices")
	}
	if q == nil {
		return
	}
	amount := q.table.Column(q.Role("amount").Text)
	said := q.table.Scale || saysThousands(amount.Name)
	ratio := 0.0
	if o != nil && o.has("amount") {
		if revenue := o.table.Column(o.Role("amount").Text); revenue != nil && amount.Sum > 0 {
			ratio = revenue.Sum / amount.Sum
		}
	}
	switch {
	case said && (ratio == 0 || ratio > 30):
		q.addList("scale", []string{"1000"}, true, "")
	case said, ratio > 100 && ratio < 10000 && amount.Sum < 1e6:
		q.addList("scale", []string{"1000"}, false, "are the objectives in thousands?")
	}
}

// saysThousands reports whether a name says that values are in thousands.
func saysThousands(name string) bool {
	text := strings.ToLower(name)
	return slices.ContainsFunc(words().Thousands, func(w string) bool { return strings.Contains(text, strings.ToLower(w)) })
}

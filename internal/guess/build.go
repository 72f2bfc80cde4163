package guess

import (
	"fmt"
	"slices"

	"bilan/internal/sales"
	"bilan/internal/table"
)

// Mapping guesses the sales model from tables of one or several sources.
func Mapping(tables []*Table) *Draft {
	d := &Draft{}
	var distinct []*Table
	sameColumns := map[*Table][]*Table{}
	for _, t := range tables {
		i := slices.IndexFunc(distinct, func(o *Table) bool { return haveSameColumns(o, t) && mayBeOneTable(o, t) })
		if i >= 0 {
			sameColumns[distinct[i]] = append(sameColumns[distinct[i]], t)
			continue
		}
		distinct = append(distinct, t)
	}
	chosen, unmapped := chooseEntities(distinct)
	for _, c := range chosen {
		if c.entity == "documents" {
			d.addDocuments(c)
			continue
		}
		d.Entities = append(d.Entities, c.toEntity())
	}
	if len(chosen) == 0 {
		unmapped = d.addLikeliestOrders(unmapped)
	}
	unmapped = d.attachLines(unmapped)
	for _, e := range d.Entities {
		for _, t := range sameColumns[e.table] {
			e.From = append(e.From, t.qualifiedName())
		}
	}
	d.completeNames()
	d.readStatuses()
	d.chooseKeys()
	d.guessScale()
	d.dropWithoutAmount()
	d.sortEntities()
	d.listUnread(unmapped)
	return d
}

// addLikeliestOrders maps the table that looks most like orders, if no table was recognised, and returns the others.
func (d *Draft) addLikeliestOrders(tables []*Table) (rest []*Table) {
	var best *candidate
	for _, t := range tables {
		c := candidate{table: t, entity: "orders", roles: assignRoles(t, "orders", words().Entities["orders"])}
		c.computeScore()
		if c.roles["id"].column != nil && c.roles["day"].column != nil && c.roles["amount"].column != nil && (best == nil || c.score > best.score) {
			best = &c
		}
	}
	for _, t := range tables {
		if best == nil || t != best.table {
			rest = append(rest, t)
		}
	}
	if best != nil {
		best.score = 0
		d.Entities = append(d.Entities, best.toEntity())
	}
	return rest
}

// mayBeOneTable reports whether two tables with the same columns may be parts of one table, such as an export per year.
// If not, they are copies.
func mayBeOneTable(a, b *Table) bool { return a.Source == b.Source && len(a.Columns) > 1 }

// toEntity returns the entity that a candidate stands for, with a role for each column that fits.
func (c *candidate) toEntity() *Entity {
	e := &Entity{Name: c.entity, Path: "sales." + c.entity, From: []string{c.table.qualifiedName()}, table: c.table}
	e.Sure = c.nameScore >= 4 || c.score >= 8
	if !e.Sure {
		e.Why = "by its columns, not by its name"
	}
	for _, r := range sales.RolesOf(c.entity) {
		f, ok := c.roles[r.Name]
		if !ok {
			continue
		}
		role := Role{Name: r.Name, Text: f.column.Name, Sure: f.level == sure && e.Sure}
		switch other := c.alternative(f, r.Kind); {
		case f.level == perhaps && c.unambiguous(f):
			role.Sure = e.Sure
		case other != "":
			role.Sure, role.Why = false, fmt.Sprintf("or %s", other)
		}
		e.Roles = append(e.Roles, role)
	}
	e.unsureID(c.table)
	e.useLineAmount()
	e.correctTax()
	return e
}

// useLineAmount replaces an amount that is the total of a sale, repeated on its lines, by the amount of the line.
func (e *Entity) useLineAmount() {
	amount := e.Role("amount")
	if amount == nil || e.Name == "deals" || !e.repeated(amount.Text) {
		return
	}
	best := fit{}
	for _, f := range findFits(e.table, "lines", words().Lines) {
		if f.role == "amount" && f.column.Name != amount.Text && !e.repeated(f.column.Name) && f.rank > best.rank {
			best = f
		}
	}
	amount.Why = "it is repeated on each line of an order"
	amount.Sure = false
	if best.column != nil {
		*amount = Role{Name: "amount", Text: best.column.Name, Sure: best.level == sure && e.Sure}
	}
}

// repeated reports whether a column has the same value in all rows with the same id, and some ids have several rows.
func (e *Entity) repeated(column string) bool {
	id := e.Role("id")
	return id != nil && e.table.Ask != nil && e.table.Ask.Repeats(column, id.Text)
}

// unambiguous reports whether a column with a general name can only be this role, such as the only "Date".
func (c *candidate) unambiguous(f fit) bool {
	name := normalName(f.column.Name)
	switch f.role {
	case "id":
		return name == "id" && f.column.unique(c.table)
	case "day":
		return (name == "date" || name == "jour" || name == "day") && c.alternative(f, "day") == ""
	}
	return false
}

// alternative returns the name of another column that fits the role as well, or "" if there is none. For keys and most
// texts it returns "", because either column will do.
func (c *candidate) alternative(f fit, kind string) string {
	if kind == "key" || kind == "text" && f.role != "id" && f.role != "status" && f.role != "stage" {
		return ""
	}
	for _, o := range findFits(c.table, c.entity, words().Entities[c.entity]) {
		if f.role == "id" && f.column.unique(c.table) && o.column.unique(c.table) && o.level <= f.level {
			continue // two unique columns: either may be the id
		}
		if o.role == f.role && o.column != f.column && o.level >= f.level && o.level >= perhaps && !c.uses(o.column) {
			return o.column.Name
		}
	}
	return ""
}

// unsureID marks the id as a guess if some rows lack it, or if it is repeated although it should be unique.
func (e *Entity) unsureID(t *Table) {
	r := e.Role("id")
	if r == nil {
		return
	}
	col := t.Column(r.Text)
	single := slices.Contains([]string{"customers", "products", "deals", "leads", "campaigns"}, e.Name)
	switch {
	case col == nil:
	case single && col.Distinct < col.Filled:
		r.Sure, r.Why = false, fmt.Sprintf("not unique: %d values in %d rows", col.Distinct, col.Filled)
	case col.Filled < t.Rows:
		r.Sure, r.Why = false, fmt.Sprintf("empty in %d rows", t.Rows-col.Filled)
	case e.Name == "orders" && !r.Sure && e.severalDays(t, r.Text):
		r.Why = "its rows are of several days: does it identify the customer?"
	}
}

// severalDays reports whether rows with the same id have different days. Those of one order seldom have.
func (e *Entity) severalDays(t *Table, id string) bool {
	day := e.Role("day")
	return day != nil && t.Ask != nil && t.Column(id).Distinct*10 < t.Rows*9 && !t.Ask.Repeats(day.Text, id)
}

// addList adds a list of values to the entity if there are any values.
func (e *Entity) addList(name string, values []string, sure bool, why string) {
	if len(values) > 0 {
		e.Lists = append(e.Lists, List{name, values, sure, why})
	}
}

// completeNames completes reps, customers, products and campaigns. If the id or the name is missing, the other serves
// as both. First and last names are joined.
func (d *Draft) completeNames() {
	for _, e := range d.Entities {
		if !slices.Contains([]string{"reps", "customers", "products", "campaigns"}, e.Name) {
			continue
		}
		e.joinNames()
		id, name := e.Role("id"), e.Role("name")
		switch {
		case id == nil && name != nil:
			e.Roles = append([]Role{{Name: "id", Text: name.Text, Sure: name.Sure}}, e.Roles...)
		case name == nil && id != nil:
			at := slices.IndexFunc(e.Roles, func(r Role) bool { return r.Name == "id" }) + 1
			e.Roles = slices.Insert(e.Roles, at, Role{Name: "name", Text: id.Text, Why: "no column of names was found"})
		}
	}
}

// joinNames joins first and last names.
func (e *Entity) joinNames() {
	first, last := e.table.find(words().FirstName), e.table.find(words().LastName)
	if e.Name != "reps" && e.Name != "customers" || first == nil || last == nil || first == last {
		return
	}
	text := fmt.Sprintf("%s || ' ' || %s", ident(first.Name), ident(last.Name))
	if r := e.Role("name"); r != nil {
		if col := e.table.Column(r.Text); col == nil || col != last && col != first && col.Filled*2 > e.table.Rows {
			return // the full name is in a column of its own
		}
		r.Text, r.Sure, r.Why = text, e.Sure, ""
		return
	}
	e.Roles = append(e.Roles, Role{Name: "name", Text: text, Sure: e.Sure})
}

// find returns the first column whose name is one of the phrases, or nil if there is none.
func (t *Table) find(p phrases) *Column {
	for i := range t.Columns {
		for _, form := range nameForms(t.Columns[i].Name) {
			if slices.Contains(p, form) && t.Columns[i].Filled > 0 {
				return &t.Columns[i]
			}
		}
	}
	return nil
}

// sortEntities puts entities and roles in the order in which the reference documentation lists them.
func (d *Draft) sortEntities() {
	order := sales.Names()
	slices.SortFunc(d.Entities, func(a, b *Entity) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
	for _, e := range d.Entities {
		at := map[string]int{}
		for i, r := range sales.RolesOf(e.Name) {
			at[r.Name] = i
		}
		slices.SortStableFunc(e.Roles, func(a, b Role) int { return at[a.Name] - at[b.Name] })
	}
}

func (c *Column) numeric() bool {
	return c.Kind == table.Integer || c.Kind == table.Decimal || c.Kind == table.Real
}

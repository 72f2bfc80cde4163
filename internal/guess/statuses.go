package guess

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/sales"
	"bilan/internal/table"
)

// readStatuses fills the lists of each entity from the values of its status, kind and stage columns.
func (d *Draft) readStatuses() {
	for _, e := range slices.Clone(d.Entities) {
		switch e.Name {
		case "orders":
			d.readOrderStatuses(e)
		case "invoices":
			e.readInvoiceKinds()
			e.draftInvoices()
		case "quotes":
			e.readQuoteStatuses()
		case "deals":
			e.readStages()
		case "carts":
			e.readList("status", "ordered", "purchased")
		}
	}
}

// readOrderStatuses lists the statuses of drafts and of cancelled orders. It also adds quotes to the draft if the table
// contains quotes that become orders.
func (d *Draft) readOrderStatuses(e *Entity) {
	if e.usesKind() {
		return // the table has documents of several kinds, with quotes in rows of their own
	}
	r := e.Role("status")
	if r == nil {
		return
	}
	col := e.columnInRows(r.Text)
	if col == nil || col.Distinct > 40 {
		return
	}
	w := words().Statuses
	pick := col.picker()
	cancelled := pick(w["cancelled"])
	quotes := pick(w["quote"])
	drafts := pick(w["draft"])
	ordered := col.valuesIn(w["ordered"])
	if len(quotes) > 0 && len(ordered) > 0 && d.Entity("quotes") == nil {
		d.addQuotes(e, quotes, drafts, ordered, cancelled)
	}
	if len(quotes) > 0 {
		e.addList("draft", append(quotes, drafts...), r.Sure && len(ordered) > 0, "quotes are not orders yet")
	} else {
		e.addList("draft", drafts, r.Sure, "")
	}
	e.addList("cancelled", cancelled, r.Sure, "")
	e.noteOtherValues(r.Text, col, w["preparing"], w["waiting"])
}

// usesKind reports whether a condition on the kind of document selects the rows of the entity, and not a status.
func (e *Entity) usesKind() bool { return e.Where != "" && e.Role("status") == nil }

// addQuotes adds an entity of quotes that reads the table of the orders.
func (d *Draft) addQuotes(e *Entity, open, drafts, ordered, cancelled []string) {
	q := &Entity{Name: "quotes", Path: "sales.quotes", From: slices.Clone(e.From), Sure: e.Sure, Why: e.Why, table: e.table, Where: e.Where}
	renamed := map[string]string{"day": "created"}
	kinds := kindsOf("quotes")
	for _, r := range e.Roles {
		name := cmp.Or(renamed[r.Name], r.Name)
		if kinds[name] == "" {
			continue
		}
		r.Name = name
		q.Roles = append(q.Roles, r)
	}
	names := words().Entities["quotes"].Roles
	for _, role := range []string{"valid", "decided"} {
		for _, c := range e.table.Columns {
			if level, _ := levelOf(c.Name, names[role]); level == sure && suits(&c, role, "day") && !q.has(role) {
				q.Roles = append(q.Roles, Role{Name: role, Text: c.Name, Sure: e.Sure})
			}
		}
	}
	q.addList("accepted", ordered, e.Sure, "")
	q.addList("refused", cancelled, false, "a cancelled quote counts as refused")
	d.Entities = append(d.Entities, q)
}

// readInvoiceKinds lists the values of the kind column that are credit notes and deposits.
func (e *Entity) readInvoiceKinds() {
	r := e.Role("kind")
	if r == nil || slices.ContainsFunc(e.Lists, func(l List) bool { return l.Name == "credit_notes" || l.Name == "deposits" }) {
		return
	}
	col := e.table.Column(r.Text)
	if col == nil || col.Distinct > 40 {
		return
	}
	pick := col.picker()
	notes, deposits := pick(words().Documents["credit_note"]), pick(words().Documents["deposit"])
	e.addList("credit_notes", notes, r.Sure, "")
	e.addList("deposits", deposits, false, "are they deducted on the final invoice? then delete this line")
	if len(notes) == 0 && len(deposits) == 0 {
		e.noteOtherValues(r.Text, col)
	}
}

func (e *Entity) readQuoteStatuses() {
	r := e.Role("status")
	if r == nil || slices.ContainsFunc(e.Lists, func(l List) bool { return l.Name == "accepted" }) {
		return
	}
	col := e.columnInRows(r.Text)
	if col == nil {
		return
	}
	e.withoutDrafts(col)
	pick := col.picker()
	refused, accepted := pick(words().Statuses["refused"]), pick(words().Statuses["accepted"])
	if len(accepted) == 0 {
		values := textsOf(col)
		likely := append(pick(words().Statuses["ordered"]), values...)
		e.addList("accepted", likely[:min(1, len(likely))], false, "which ones were accepted? values: "+shortList(values))
	} else {
		e.addList("accepted", accepted, r.Sure && allInList(accepted, words().Statuses["accepted"]), "")
	}
	e.addList("refused", refused, r.Sure && allInList(refused, words().Statuses["refused"]), "")
	e.noteOtherValues(r.Text, col)
}

// readList fills one list with the values of a role's column that the dictionary knows for it.
func (e *Entity) readList(role, list, kind string) {
	r := e.Role(role)
	if r == nil {
		return
	}
	if col := e.table.Column(r.Text); col != nil {
		values := col.valuesIn(words().Statuses[kind])
		if all := textsOf(col); len(values) == 0 && len(all) > 0 {
			e.addList(list, all[:1], false, "which ones? values: "+shortList(all))
			return
		}
		e.addList(list, values, r.Sure, "")
	}
}

// allInList reports whether each value equals a phrase of the list.
func allInList(values []string, list phrases) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return !slices.Contains(list, normalName(v)) })
}

// merged returns the values of a column, with spellings merged that the sales model treats as equal: it ignores case,
// accents and surrounding blanks.
func (c *Column) merged() (list []Value) {
	at := map[string]int{}
	for _, v := range c.Values {
		key := sales.Fold(v.Text)
		if i, known := at[key]; known {
			list[i].Rows += v.Rows
			continue
		}
		at[key] = len(list)
		list = append(list, Value{Text: strings.TrimSpace(v.Text), Rows: v.Rows})
	}
	return list
}

// valuesIn returns the values of a column that are words of a list.
func (c *Column) valuesIn(list phrases) (values []string) {
	for _, v := range c.merged() {
		if list.matches(v.Text) {
			values = append(values, v.Text)
		}
	}
	return values
}

// picker returns a function that picks values of a list. It picks each value once, so no value is in two lists.
func (c *Column) picker() func(phrases) []string {
	used := map[string]bool{}
	return func(list phrases) (values []string) {
		for _, v := range c.valuesIn(list) {
			if !used[sales.Fold(v)] {
				values = append(values, v)
			}
			used[sales.Fold(v)] = true
		}
		return values
	}
}

func textsOf(c *Column) (list []string) {
	for _, v := range c.merged() {
		list = append(list, v.Text)
	}
	return list
}

// noteOtherValues adds a note about the values of a column that are in no list. The note is a question if a value is
// one of the doubtful phrases, which have several meanings.
func (e *Entity) noteOtherValues(role string, c *Column, doubtful ...phrases) {
	var left, doubts []string
	for _, v := range c.merged() {
		same := func(named string) bool { return sales.Fold(named) == sales.Fold(v.Text) }
		if slices.ContainsFunc(e.Lists, func(l List) bool { return slices.ContainsFunc(l.Values, same) }) {
			continue
		}
		left = append(left, fmt.Sprintf("%s (%d)", v.Text, v.Rows))
		if slices.ContainsFunc(doubtful, func(p phrases) bool { return p.matches(v.Text) }) {
			doubts = append(doubts, v.Text)
		}
	}
	if len(left) > 0 {
		count := map[string]string{"orders": "orders", "quotes": "open quotes", "invoices": "invoices"}[e.Name]
		line := fmt.Sprintf("%s: %s count as %s", role, shortList(left), count)
		if len(doubts) > 0 {
			line = fmt.Sprintf("? %s; is %s a firm order? else add it to draft:", line, shortList(doubts))
		}
		e.Seen = append(e.Seen, line)
	}
}

// readStages lists the open stages in order, and the stages that mean won and lost.
func (e *Entity) readStages() {
	stage := e.Role("stage")
	col := e.table.Column(stage.Text)
	if col == nil {
		return
	}
	w := words().Statuses
	won, lost := col.valuesIn(w["won"]), []string(nil)
	for _, v := range col.valuesIn(w["lost"]) {
		if !slices.Contains(won, v) {
			lost = append(lost, v)
		}
	}
	var open []string
	for _, v := range col.merged() {
		if !slices.Contains(won, v.Text) && !slices.Contains(lost, v.Text) {
			open = append(open, v.Text)
		}
	}
	if len(won) == 0 && len(lost) == 0 {
		if won, lost = e.stagesFromStatus(stage, col); len(won) > 0 {
			col = e.table.Column(col.Name)
		}
	}
	e.findEntered(slices.Concat(open, won, lost))
	ordered, how := e.sortStages(open, col)
	why := "put them in order"
	if how != "" {
		why = "in order? " + how
	}
	e.addList("stages", ordered, false, why)
	if len(won) == 0 && len(open) > 0 {
		e.addList("won", []string{"Won"}, false, "no stage is called won: which one is it?")
	} else {
		e.addList("won", won, stage.Sure, "")
	}
	e.addList("lost", lost, stage.Sure, "")
}

// stagesFromStatus derives the stage from two columns: the stage of an open deal, and whether the deal is open, won or
// lost. Pipedrive exports such columns. It returns nil if there are none.
func (e *Entity) stagesFromStatus(stage *Role, col *Column) (won, lost []string) {
	w := words().Statuses
	for i := range e.table.Columns {
		c := &e.table.Columns[i]
		if c == col || c.Distinct > 5 || c.Distinct < 2 {
			continue
		}
		won, lost = c.valuesIn(w["won"]), c.valuesIn(w["lost"])
		if len(won) == 0 || shareOf(c, func(v string) bool { return w["won"].matches(v) || w["lost"].matches(v) || w["open"].matches(v) }) < 0.95 {
			won, lost = nil, nil
			continue
		}
		closed := append(slices.Clone(won), lost...)
		list := make([]string, len(closed))
		for k, v := range closed {
			list[k] = table.Literal(v)
		}
		stage.Text = fmt.Sprintf("case when %s in (%s) then %[1]s else %[3]s end", ident(c.Name), strings.Join(list, ", "), ident(col.Name))
		return won, lost
	}
	return nil, nil
}

// differ reports whether the mean probabilities of stages differ by at least a third of the highest. They do not if
// each deal has its own probability, or all have the same.
func differ(mean map[string]float64, stages []string) bool {
	const least = 1.0 / 3 // as a share of the highest
	if len(stages) == 0 {
		return false
	}
	low, high := mean[stages[0]], mean[stages[0]]
	for _, s := range stages {
		low, high = min(low, mean[s]), max(high, mean[s])
	}
	return high > 0 && high-low >= least*high
}

// sortStages sorts open stages: by the order of their date columns, by mean probability if it differs, by leading
// digits, or as CRMs usually do. how names the order, for a comment in the YAML.
func (e *Entity) sortStages(open []string, col *Column) (list []string, how string) {
	list = slices.Clone(open)
	if at := func(v string) int {
		return slices.IndexFunc(e.Roles, func(r Role) bool { return r.Name == "entered."+v })
	}; len(list) > 1 && !slices.ContainsFunc(list, func(v string) bool { return at(v) < 0 }) {
		slices.SortFunc(list, func(a, b string) int { return at(a) - at(b) })
		return list, "in the order of their columns"
	}
	if p := e.Role("probability"); p != nil && e.table.Ask != nil {
		if c := e.table.Column(p.Text); c != nil {
			if mean := e.table.Ask.Mean(c.Name, col.Name); differ(mean, list) {
				slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(mean[a], mean[b]) })
				return list, "by their mean probability"
			}
		}
	}
	rank := func(v string) int {
		text := normalName(v)
		if i := slices.Index(words().Stages, text); i >= 0 {
			return i
		}
		for i, s := range words().Stages {
			if containsPhrase(text, s) {
				return i
			}
		}
		return len(words().Stages)
	}
	if leading := func(v string) bool { return v != "" && v[0] >= '0' && v[0] <= '9' }; len(list) > 0 && !slices.ContainsFunc(list, func(v string) bool { return !leading(v) }) {
		slices.Sort(list)
		return list, "by their numbers"
	}
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	return list, ""
}

// findEntered finds for each stage the column with the day on which a deal entered it, such as "Date entered Devis
// (Pipeline)".
func (e *Entity) findEntered(stages []string) {
	for i := range e.table.Columns {
		c := &e.table.Columns[i]
		text := normalName(c.Name)
		if !suits(c, "entered", "day") || !slices.ContainsFunc(words().Entered, func(p string) bool { return strings.HasPrefix(text, p+" ") }) {
			continue
		}
		for _, s := range stages {
			if containsPhrase(text, normalName(s)) && !e.has("entered."+s) {
				e.Roles = append(e.Roles, Role{Name: "entered." + s, Text: c.Name, Sure: e.Sure})
				break
			}
		}
	}
}

// columnInRows returns a column with only the values of the entity's rows, or nil if there is no such column.
func (e *Entity) columnInRows(name string) *Column {
	c := e.table.Column(name)
	if c == nil || e.Where == "" || e.table.Ask == nil {
		return c
	}
	copied := *c
	copied.Values = e.table.Ask.Values(ident(name), e.Where)
	copied.Distinct = int64(len(copied.Values))
	return &copied
}

// draftInvoices excludes invoices that are not issued yet.
func (e *Entity) draftInvoices() {
	for i := range e.table.Columns {
		c := &e.table.Columns[i]
		if level, _ := levelOf(c.Name, words().Entities["orders"].Roles["status"]); level == sure && c.Distinct <= 20 {
			e.withoutDrafts(c)
		}
	}
}

// withoutDrafts excludes rows whose status says that they are drafts.
func (e *Entity) withoutDrafts(c *Column) {
	drafts := append(c.valuesIn(words().Statuses["draft"]), c.valuesIn(words().Statuses["preparing"])...)
	if len(drafts) == 0 || e.Where != "" {
		return
	}
	e.Where = "not coalesce(" + inList(c, drafts) + ", false)"
	e.WhereWhy = "drafts are left out"
}

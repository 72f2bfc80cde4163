package sales

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/table"
)

// Count is one number that describes an entity to a manager.
type Count struct {
	Words string // such as "%s cancelled" or, with Of, "rep: %s of %s known"; %s is a number
	SQL   string // a SELECT of the number
	Of    string // a SELECT of the total; "" for a number without a total
	Share bool   // whether the number is printed as a share of the total, and only if it is not zero
}

// dayColumns is by entity the column with the day of its rows.
var dayColumns = map[string]string{
	"orders": "day", "invoices": "day", "quotas": "", "quotes": "created", "deals": "created", "deal_history": "entered", "leads": "created", "activities": "day",
	"commits": "month", "surveys": "answered", "tickets": "opened", "carts": "day", "campaigns": "from_day", "actions": "due",
}

// DayColumn returns the column with the day of an entity's rows, "" if there is none.
func (m *Model) DayColumn(entity string) string {
	column := dayColumns[entity]
	if entity == "quotas" {
		for _, t := range m.Targets() {
			if t.Entity == entity {
				column = t.Date
			}
		}
	}
	if !slices.Contains(m.Columns(entity), column) {
		return ""
	}
	return column
}

// Counts returns the numbers that describe an entity, besides those of its rows and months.
func (m *Model) Counts(entity string) (list []Count) {
	e, from := m.entities[entity], table.Ident(Dataset(entity))
	if e == nil {
		return nil
	}
	rows := table.Ident(StagedDataset(e, Dataset(entity)))
	countWhere := func(words, condition string) {
		list = append(list, Count{Words: words, SQL: "select count(*) from " + from + " where " + condition})
	}
	countListed := func(words, role, of string) {
		if e.role(role) != nil && e.Lists[of] != nil {
			list = append(list, Count{Words: words, SQL: "select count(*) from " + rows + " where " + inListSQL(role, e.Lists[of])})
		}
	}
	switch entity {
	case "orders":
		list = append(list, Count{Words: "%s sales", SQL: "select count(distinct id) from " + from})
		countListed("%s cancelled", "status", "cancelled")
		countListed("%s drafts left out", "status", "draft")
	case "invoices":
		list = append(list, Count{Words: "%s invoices", SQL: "select count(distinct id) from " + from})
		countListed("%s credit notes", "kind", "credit_notes")
		if e.role("kind") != nil && e.Lists["credit_notes"] != nil && e.role("amount") != nil {
			list = append(list, Count{Words: "%s of them with a positive amount, which is negated", SQL: "select count(*) from " + rows + " where amount > 0 and " + inListSQL("kind", e.Lists["credit_notes"])})
		}
		countListed("%s deposits left out", "kind", "deposits")
	case "quotes":
		list = append(list, Count{Words: "%s quotes", SQL: "select count(distinct id) from " + from})
		for _, outcome := range []string{"accepted", "refused", "expired"} {
			list = append(list, Count{Words: "%s " + outcome, SQL: "select count(distinct id) from " + from + " where outcome = '" + outcome + "'"})
		}
		list = append(list, Count{Words: "%s open", SQL: "select count(distinct id) from " + from + " where outcome is null"})
	case "deals":
		countWhere("%s open", "state = 'open'")
		countWhere("%s won", "state = 'won'")
		countWhere("%s lost", "state = 'lost'")
		countWhere("%s in a stage that is not named", "state is null")
	case "activities":
		for _, sort := range []string{"visit", "meeting", "call"} {
			countWhere("%s "+sort+"s", "sort = '"+sort+"'")
		}
	case "carts":
		countWhere("%s ordered", "ordered")
	}
	return append(list, m.knownKeys(e)...)
}

// knownKeys returns counts of how many values of each key are members, and in how many rows a key or the cost is empty.
func (m *Model) knownKeys(e *Entity) (list []Count) {
	from := table.Ident(Dataset(e.Name))
	columns := m.Columns(e.Name)
	for _, pair := range [][2]string{{"rep", "reps"}, {"customer", "customers"}, {"product", "products"}} {
		if m.entities[pair[1]] == nil || e.Name == pair[1] || !slices.Contains(columns, pair[0]) {
			continue
		}
		values := fmt.Sprintf("select count(distinct %s) from %s", pair[0], from)
		list = append(list, Count{Words: pair[0] + ": %s of %s known", Of: values,
			SQL: values + fmt.Sprintf(" where %s in (select id from %s)", pair[0], table.Ident(Dataset(pair[1])))},
			Count{Words: pair[0] + ": empty on %s", Share: true, Of: "select count(*) from " + from, SQL: "select count(*) from " + from + " where " + pair[0] + " is null"})
	}
	if slices.Contains(columns, "cost") && (e.Name == "orders" || e.Name == "invoices") {
		list = append(list, Count{Words: "cost: empty on %s, those lines are outside the margin", Share: true, Of: "select count(*) from " + from,
			SQL: "select count(*) from " + from + " where cost is null"})
	}
	return list
}

// UnlistedSQL returns a SELECT of the statuses that are in no list of an entity, with the number of rows and the amount
// of each; "" for an entity without such lists.
func (m *Model) UnlistedSQL(entity string) string {
	e, role := m.entities[entity], ListedRole(entity)
	if e == nil || e.role(role) == nil || UnlistedMeaning(entity) == "" {
		return ""
	}
	listed := e.listedValues() // empty if no list is written yet
	amount := "null"
	if e.role("amount") != nil {
		amount = "sum(amount)"
	}
	return fmt.Sprintf("select coalesce(nullif(trim(cast(%[1]s as varchar)), ''), '(empty)') as value, count(*) as n, %[2]s as amount from %[3]s where not %[4]s group by 1 order by 2 desc, 1",
		table.Ident(role), amount, table.Ident(StagedDataset(e, Dataset(entity))), inListSQL(table.Ident(role), listed))
}

// ListedRole returns the role whose values an entity's lists contain, "" for an entity without lists.
func ListedRole(entity string) string {
	return map[string]string{"orders": "status", "quotes": "status", "carts": "status", "invoices": "kind", "deals": "stage", "activities": "type"}[entity]
}

// listedValues returns the values of all lists of an entity; nil if the role that they are about is not mapped.
func (e *Entity) listedValues() (values []string) {
	if e == nil || e.role(ListedRole(e.Name)) == nil {
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(e.Lists)) {
		values = append(values, e.Lists[key]...)
	}
	return values
}

// ListedValuesSQL returns a SELECT of the values of an entity's listed role, with the number of rows and whether a list
// contains the value: at most 200 values, the listed ones first. It is "" for an entity without lists.
func (m *Model) ListedValuesSQL(entity string) string {
	e, role := m.entities[entity], table.Ident(ListedRole(entity))
	listed := e.listedValues()
	if len(listed) == 0 {
		return ""
	}
	return fmt.Sprintf("select coalesce(trim(cast(%[1]s as varchar)), '') as value, count(*) as n, %[2]s as named from %[3]s group by 1, 3 order by named desc, n desc, value limit 200",
		role, inListSQL(role, listed), table.Ident(StagedDataset(e, Dataset(entity))))
}

// UnlistedMeaning says how rows with an unlisted status count, as in "count as orders"; "" for an entity without lists.
func UnlistedMeaning(entity string) string {
	return map[string]string{"orders": "count as orders", "quotes": "count as open", "invoices": "count as invoices", "deals": "hold every report of deals"}[entity]
}

// ListKeys names for a hint the keys of an entity that list statuses.
func ListKeys(entity string) string {
	return map[string]string{"orders": "draft: or cancelled:", "quotes": "accepted: or refused:", "invoices": "credit_notes: or deposits:", "deals": "stages:, won: or lost:"}[entity]
}

// Title returns the name of an entity for people, such as "deal history".
func Title(entity string) string { return strings.ReplaceAll(entity, "_", " ") }

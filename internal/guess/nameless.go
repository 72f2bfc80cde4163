package guess

import (
	"fmt"
	"regexp"
	"strings"

	"bilan/internal/table"
)

var placeName = regexp.MustCompile(`^column_\d+$`)

// PlaceNames returns column names for a file without a header line.
func PlaceNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("column_%d", i+1)
	}
	return names
}

// nameless reports whether a table's columns are only numbered.
func (t *Table) nameless() bool {
	for i := range t.Columns {
		if !placeName.MatchString(t.Columns[i].Name) {
			return false
		}
	}
	return len(t.Columns) > 0
}

// byPlace fills the roles that an entity needs with the first suitable columns, in a table without column names whose own name
// fits the entity.
func (c *candidate) byPlace() {
	const whole = 6 // the table's name is the entity's, word by word
	if c.named < whole || !c.table.nameless() {
		return
	}
	kinds := kindsOf(c.entity)
	for _, need := range append(append([]string{}, required[c.entity]...), byTypeToo[c.entity]...) {
		role, _, _ := strings.Cut(need, "|")
		if _, ok := c.roles[role]; ok {
			continue
		}
		if col := c.firstOf(role, kinds[role]); col != nil {
			c.roles[role] = fit{role: role, column: col, level: partly}
		}
	}
}

// firstOf returns the first column that suits a role, nil for none. For amounts, decimals come before whole numbers.
func (c *candidate) firstOf(role, kind string) (whole *Column) {
	for i := range c.table.Columns {
		col := &c.table.Columns[i]
		switch {
		case c.uses(col) || !holds(col, role, kind):
		case kind != "amount" || col.Kind != table.Integer:
			return col
		case whole == nil && i > 0: // the first whole number is more often a key
			whole = col
		}
	}
	return whole
}

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

// nameless reports whether all columns have generated names, because the file had no header line.
func (t *Table) nameless() bool {
	for i := range t.Columns {
		if !placeName.MatchString(t.Columns[i].Name) {
			return false
		}
	}
	return len(t.Columns) > 0
}

// fillByPosition fills the required roles of an entity by column position: each gets the first suitable column. It
// applies to tables without column names whose own name is exactly that of the entity.
func (c *candidate) fillByPosition() {
	const exactName = 6 // the score of a table name that equals the entity's: see nameFit
	if c.nameScore < exactName || !c.table.nameless() {
		return
	}
	kinds := kindsOf(c.entity)
	for _, need := range append(append([]string{}, required[c.entity]...), alsoByType[c.entity]...) {
		role, _, _ := strings.Cut(need, "|")
		if _, ok := c.roles[role]; ok {
			continue
		}
		if col := c.firstFor(role, kinds[role]); col != nil {
			c.roles[role] = fit{role: role, column: col, level: partly}
		}
	}
}

// firstFor returns the first unused column that suits a role, or nil if there is none. For amounts it prefers a column
// with decimals to one of integers.
func (c *candidate) firstFor(role, kind string) (integer *Column) {
	for i := range c.table.Columns {
		col := &c.table.Columns[i]
		switch {
		case c.uses(col) || !suits(col, role, kind):
		case kind != "amount" || col.Kind != table.Integer:
			return col
		case integer == nil && i > 0: // the first integer column is more often a key
			integer = col
		}
	}
	return integer
}

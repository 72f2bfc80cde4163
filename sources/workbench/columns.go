package workbench

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"bilan/internal/table"
)

// checkNames checks that the column names of an answer are unique without regard to case.
func checkNames(columns []table.Column) error {
	if len(columns) == 0 {
		return errors.New("the answer has no columns")
	}
	at := make(map[string]int, len(columns))
	for i, c := range columns {
		key := strings.ToLower(c.Name)
		first, twice := at[key]
		switch {
		case strings.TrimSpace(c.Name) == "":
			return &Fault{Message: fmt.Sprintf("column %d of the query has no name", i+1), Hint: "give it one with as, such as count(*) as orders", Offset: -1}
		case twice && columns[first].Name == c.Name:
			return &Fault{Message: fmt.Sprintf("columns %d and %d of the query are both named %q", first+1, i+1, c.Name), Hint: renameHint(c.Name), Offset: -1}
		case twice:
			return &Fault{Message: fmt.Sprintf("columns %d and %d of the query are named %q and %q, which differ in case only", first+1, i+1,
				columns[first].Name, c.Name), Hint: renameHint(c.Name), Offset: -1}
		}
		at[key] = i
	}
	return nil
}

var plainName = regexp.MustCompile(`^[\pL_][\pL\d_]*$`)

// renameHint advises how to rename a column.
func renameHint(column string) string {
	if plainName.MatchString(column) {
		return fmt.Sprintf("give one of them another name with as, such as c.%[1]s as %[1]s_2; in place of * name the columns", column)
	}
	return "give each a name of its own with as, such as count(*) as orders"
}

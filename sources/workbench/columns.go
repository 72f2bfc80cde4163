package workbench

import (
	"errors"
	"fmt"
	"strings"

	"bilan/internal/table"
)

// distinct demands that every column of an answer has a name of its own, whatever its case.
func distinct(columns []table.Column) error {
	if len(columns) == 0 {
		return errors.New("the answer has no columns")
	}
	at := make(map[string]int, len(columns))
	for i, c := range columns {
		key := strings.ToLower(c.Name)
		first, twice := at[key]
		switch {
		case strings.TrimSpace(c.Name) == "":
			return fmt.Errorf("column %d of the query has no name: give it one with as, such as count(*) as orders", i+1)
		case twice && columns[first].Name == c.Name:
			return fmt.Errorf("columns %d and %d of the query are both named %q: give one of them another name with as, such as c.%[3]s as %[3]s_2", first+1, i+1, c.Name)
		case twice:
			return fmt.Errorf("columns %d and %d of the query are named %q and %q, which differ in case only: give one of them another name with as",
				first+1, i+1, columns[first].Name, c.Name)
		}
		at[key] = i
	}
	return nil
}

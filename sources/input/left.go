package input

import (
	"fmt"

	"bilan/internal/table"
)

// TotalRow is a row that is the total of other rows.
type TotalRow struct {
	Row, Line int64
	Label     string // text of the cell with a word for totals
	Rows      int64  // number of rows that it sums up, 0 if its numbers are not sums
}

// LeftOut describes a total row that is left out, or counted; why says which.
func (t TotalRow) LeftOut(why string) Left {
	if t.Rows > 0 {
		why = fmt.Sprintf("a total of %s (%s)", CountNoun(t.Rows, "row"), why)
	} else {
		why = fmt.Sprintf("a total (%s)", why)
	}
	return Left{t.Line, table.Shorten(t.Label), why}
}

// Fact is a decision about how a file is read, with the reason.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Why   string `json:"why,omitempty"`
}

// Left is a row of the file that is not in the table, with the reason.
type Left struct {
	Line int64  `json:"line"`
	Text string `json:"text,omitempty"`
	Why  string `json:"why"`
}

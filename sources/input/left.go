package input

import (
	"fmt"

	"bilan/internal/table"
)

// TotalRow is a row that is the total of others.
type TotalRow struct {
	Row, Line int64
	Label     string // the word that calls it a total
	Rows      int64  // how many rows it sums up, 0 when none
}

// Left describes a total and how it is treated.
func (t TotalRow) Left(why string) Left {
	if t.Rows > 0 {
		why = fmt.Sprintf("a total of %s (%s)", Counted(t.Rows, "row"), why)
	} else {
		why = fmt.Sprintf("a total (%s)", why)
	}
	return Left{t.Line, table.Shorten(t.Label), why}
}

// Fact is something that was decided about a file, and why.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Why   string `json:"why,omitempty"`
}

// Left is a row that is in no table, and why.
type Left struct {
	Line int64  `json:"line"`
	Text string `json:"text,omitempty"`
	Why  string `json:"why"`
}

package preparation

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/csv"
	"bilan/sources/input"
	"bilan/sources/typing"
)

// errTotals ends an attempt that found total rows. The next attempt leaves them out.
var errTotals = errors.New("there are total rows")

// findTotals returns the suspects that are totals, in the order of the file.
func (t *totalSeeker) findTotals() []suspect {
	t.compareBelow()
	var sure, perhaps []suspect
	for _, s := range t.found {
		edge := s.Row == 0 || s.Row == t.all.rows-1
		switch reduced := t.lacksUsualCell(s); {
		case s.exact && (reduced || edge && s.Rows == 0 && t.ordinary.rows >= 2), s.Label != "" && s.Rows >= 2,
			s.keyless && reduced && s.Rows >= 2, len(t.keys) == 0 && edge && reduced && s.allSums && s.Rows >= 3:
			sure = append(sure, s)
		case reduced && s.allSums && s.Rows >= 2, s.Label != "" && reduced && s.Rows == 1: // one row above may be a coincidence: a customer "Total SA" who bought as much as the customer before
			perhaps = append(perhaps, s)
		}
	}
	if len(sure) > 0 || len(perhaps) > 1 {
		sure = append(sure, perhaps...)
	}
	slices.SortFunc(sure, func(a, b suspect) int { return cmp.Compare(a.Row, b.Row) })
	return sure
}

// compareBelow compares each suspect with the sums of the rows below it, up to a later suspect or the end. A suspect
// whose numbers are no sum and that has no word for totals is an ordinary row with empty cells.
func (t *totalSeeker) compareBelow() {
	end := t.ordinary.clone()
	for i := range t.found {
		s := &t.found[i]
		s.compare(end, s.ordinary)
		for j := i + 1; j < len(t.found) && j <= i+lookBack; j++ {
			s.compare(t.found[j].ordinary, s.ordinary)
		}
		if s.Rows > 0 || s.Label != "" {
			continue
		}
		t.ordinary.rows++
		for _, m := range s.missing {
			t.nulls[m]++
		}
	}
}

// lacksUsualCell reports whether the row lacks a cell that at least 95 % of the rows have.
func (t *totalSeeker) lacksUsualCell(s suspect) bool {
	for _, i := range s.missing {
		if t.nulls[i]*20 <= t.ordinary.rows && t.ordinary.rows > 0 {
			return true
		}
	}
	return false
}

// handleTotals refuses a file with total rows, or starts another attempt without them.
func (s *rowSetter) handleTotals() error {
	found := s.totals.findTotals()
	switch {
	case s.p.Dialect.Totals == typing.KeepTotals:
		s.in.Kept = totalRows(found)
		return nil
	case len(found) == 0:
		return nil
	}
	if s.p.Dialect.Totals == typing.SkipTotals && !s.p.finalAttempt {
		s.in.LeaveOut(totalRows(found)...)
		return errTotals
	}
	return s.totalError(found)
}

func totalRows(found []suspect) []input.TotalRow {
	var list []input.TotalRow
	for _, s := range found {
		list = append(list, s.TotalRow)
	}
	return list
}

func (s *rowSetter) totalError(found []suspect) error {
	first := found[0]
	e := &input.RowError{Origin: s.in.Origin, Line: first.Line, Hint: totalHint}
	column := s.p.Layout.names[s.totals.numbers[first.column]]
	switch {
	case first.Rows > 0 && first.Label != "":
		e.Reason = fmt.Sprintf("%q: column %q is the sum of %d other rows: every total would double", first.Label, column, first.Rows)
	case first.Rows > 0:
		e.Reason = fmt.Sprintf("column %q is the sum of %d other rows, and the row lacks what others have: a total that every sum would count again",
			column, first.Rows)
	default:
		e.Reason = fmt.Sprintf("%q: a total among the rows, which every sum would count again", first.Label)
	}
	switch n := len(found) - 1; {
	case n == 1:
		e.Reason += "; so is 1 more row"
	case n > 1:
		e.Reason += fmt.Sprintf("; so are %d more rows", n)
	}
	return e
}

// The setting that an error suggests for total rows, and the one for a total row that does not fit its columns.
const (
	totalHint    = "csv: {total_rows: skip} leaves such rows out, total_rows: keep counts them as rows"
	oddTotalHint = "csv: {total_rows: skip} leaves such rows out"
)

// totalWord is the text of a cell that contains a word for totals, "" for any other cell.
func (s *rowSetter) totalWord(rec *csv.Record, i int) string {
	if c := s.cells[i]; c == nil || c.Kind != table.Text || !locale.HasTotalWord(rec.Cells[i].B) {
		return ""
	}
	return string(s.r.Repaired(csv.Trim(rec.Cells[i].B)))
}

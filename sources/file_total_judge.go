package sources

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/csv"
	"bilan/sources/typing"
)

// errTotals ends an attempt that met total rows, which the next one leaves out.
var errTotals = errors.New("there are total rows")

// judge is the rows among the suspects that are totals, in the file's order.
func (t *totalSeeker) judge() []suspect {
	t.compareBelow()
	var sure, perhaps []suspect
	for _, s := range t.found {
		edge := s.row == 0 || s.row == t.all.rows-1
		switch reduced := t.reduced(s); {
		case s.exact && (reduced || edge && s.rows == 0 && t.leaf.rows >= 2), s.label != "" && s.rows >= 2,
			s.keyless && reduced && s.rows >= 2, len(t.keys) == 0 && edge && reduced && s.every && s.rows >= 3:
			sure = append(sure, s)
		case reduced && s.every && s.rows >= 2, s.label != "" && reduced && s.rows == 1: // of one row: also a customer "Total SA" who sold as much as the one before
			perhaps = append(perhaps, s)
		}
	}
	if len(sure) > 0 || len(perhaps) > 1 {
		sure = append(sure, perhaps...)
	}
	slices.SortFunc(sure, func(a, b suspect) int { return cmp.Compare(a.row, b.row) })
	return sure
}

// compareBelow holds each suspect against the sums of the rows below it, up to a later one or the end. One that sums up
// nothing and that no word calls a total is a row like the others, with their empty cells.
func (t *totalSeeker) compareBelow() {
	end := t.leaf.clone()
	for i := range t.found {
		s := &t.found[i]
		s.compare(end, s.leaf)
		for j := i + 1; j < len(t.found) && j <= i+lookBack; j++ {
			s.compare(t.found[j].leaf, s.leaf)
		}
		if s.rows > 0 || s.label != "" {
			continue
		}
		t.leaf.rows++
		for _, m := range s.missing {
			t.nulls[m]++
		}
	}
}

// reduced tells whether the row lacks a cell that nearly all others have.
func (t *totalSeeker) reduced(s suspect) bool {
	for _, i := range s.missing {
		if t.nulls[i]*20 <= t.leaf.rows && t.leaf.rows > 0 {
			return true
		}
	}
	return false
}

// totalLines refuses a file with total rows, or has them left out of the next attempt.
func (s *rowSetter) totalLines() error {
	found := s.totals.judge()
	switch {
	case s.p.dialect.Totals == typing.KeepTotals:
		s.in.kept = found
		return nil
	case len(found) == 0:
		return nil
	}
	if s.p.dialect.Totals == typing.SkipTotals && !s.p.last {
		s.in.leaveOut(found)
		return errTotals
	}
	return s.totalError(found)
}

func (s *rowSetter) totalError(found []suspect) error {
	first := found[0]
	e := &rowError{origin: s.in.origin, line: first.line, hint: totalHint}
	column := s.p.layout.names[s.totals.numbers[first.column]]
	switch {
	case first.rows > 0 && first.label != "":
		e.reason = fmt.Sprintf("%q: column %q is the sum of %d other rows: every total would double", first.label, column, first.rows)
	case first.rows > 0:
		e.reason = fmt.Sprintf("column %q is the sum of %d other rows, and the row lacks what others have: a total that every sum would count again",
			column, first.rows)
	default:
		e.reason = fmt.Sprintf("%q: a total among the rows, which every sum would count again", first.label)
	}
	switch n := len(found) - 1; {
	case n == 1:
		e.reason += "; so is 1 more row"
	case n > 1:
		e.reason += fmt.Sprintf("; so are %d more rows", n)
	}
	return e
}

// What to write of a total that fits its columns, and of one that does not.
const (
	totalHint    = "csv: {total_rows: skip} leaves such rows out, total_rows: keep has them counted"
	oddTotalHint = "csv: {total_rows: skip} leaves such rows out"
)

// totalWord is a cell's text when it calls its row a total.
func (s *rowSetter) totalWord(rec *csv.Record, i int) string {
	if c := s.cells[i]; c == nil || c.Kind != table.Text || !locale.HasTotalWord(rec.Cells[i].B) {
		return ""
	}
	return string(s.r.Repaired(csv.Trim(rec.Cells[i].B)))
}

// namedTotal is the text of the first cell that calls a row a total, "" for none.
func (in *fileInput) namedTotal(rec *csv.Record) string {
	for _, c := range rec.Cells {
		if !locale.HasTotalWord(c.B) {
			continue
		}
		if text := in.text(csv.Trim(c.B)); locale.IsTotalPhrase(text) {
			return text
		}
	}
	return ""
}

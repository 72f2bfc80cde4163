package input

import (
	"bytes"
	"fmt"

	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
)

// NonRows are the lines of one pass that are not rows of the table. Total rows and misfits are recorded elsewhere.
type NonRows struct {
	Blank           int64   // rows without a value
	RepeatedHeaders []int64 // line numbers of repeated headers
	Cut             []Left  // rows that footer: removed; only the first are listed
}

// noteCut records a row that footer: removes.
func (in *File) noteCut(rec *csv.Record) {
	if len(in.NonRows.Cut) >= table.MaxAside {
		return
	}
	text := ""
	for _, c := range rec.Cells {
		if b := csv.Trim(c.B); text == "" && len(b) > 0 {
			text = table.Shorten(in.text(b))
		}
	}
	in.NonRows.Cut = append(in.NonRows.Cut, Left{rec.Line, text, "cut off by footer:"})
}

// text is a cell's bytes in UTF-8.
func (in *File) text(b []byte) string {
	r := cell.Reader{Charset: in.Charset}
	return string(r.Repaired(b))
}

// keepHeader remembers the header so that repetitions of it are recognised. A file that is several exports one after
// the other has it several times. A header with equal names, or mostly values, is not remembered: a row that equals it
// may be data.
func (in *File) keepHeader(r *cell.Reader, cells []csv.Cell) {
	var header [][]byte
	seen, texts, values := map[string]bool{}, 0, 0
	for _, c := range cells {
		name := bytes.Clone(csv.Trim(c.B))
		header = append(header, name)
		switch {
		case len(name) == 0:
			continue
		case r.ReadCell(c) == 0:
			texts++
		case r.Num.Lo < 1900 || r.Num.Lo > 2100: // years may be names
			values++
		}
		if seen[string(name)] {
			return
		}
		seen[string(name)] = true
	}
	if len(seen) >= 2 && (texts >= 2 || texts == 1 && values == 0) {
		in.header = header
	}
}

// isHeader reports whether a row repeats the header, cell by cell.
func (in *File) isHeader(cells []csv.Cell) bool {
	n := len(in.header)
	if n == 0 || len(cells) < n {
		return false
	}
	for i, name := range in.header {
		if !bytes.Equal(csv.Trim(cells[i].B), name) {
			return false
		}
	}
	return csv.IsBlank(cells[n:])
}

// Remarks returns the remarks about the last pass.
func (in *File) Remarks() (all []string) {
	if in.remarks != nil {
		all = in.remarks()
	}
	if in.headerLine > 0 && in.width > len(in.Names) {
		all = append(all, fmt.Sprintf("every row has empty cells after the %d names, which are left out", len(in.Names)))
	}
	if n := len(in.NonRows.RepeatedHeaders); n > 0 {
		all = append(all, fmt.Sprintf("the columns' names are repeated in %s below the first, which are left out (the first of them is line %d)",
			CountNoun(int64(n), "row"), in.NonRows.RepeatedHeaders[0]))
	}
	return all
}

// namedTotal is the text of the first cell that consists of a phrase for totals, "" if there is none.
func (in *File) namedTotal(rec *csv.Record) string {
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

// CountNoun is a number with its noun: "1 row", "2 rows".
func CountNoun(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

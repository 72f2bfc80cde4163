package input

import (
	"bytes"
	"fmt"

	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
)

// NoRows are the rows of a file that one pass over it met and that are none of the table, total rows and misfits apart.
type NoRows struct {
	Blank int64   // rows without a value
	Again []int64 // lines with the columns' names once more
	Cut   []Left  // rows that footer: cuts off, the first ones
}

// cutOff notes a row that footer: takes for none.
func (in *File) cutOff(rec *csv.Record) {
	if len(in.NoRows.Cut) >= table.MaxAside {
		return
	}
	text := ""
	for _, c := range rec.Cells {
		if b := csv.Trim(c.B); text == "" && len(b) > 0 {
			text = table.Shorten(in.text(b))
		}
	}
	in.NoRows.Cut = append(in.NoRows.Cut, Left{rec.Line, text, "cut off by footer:"})
}

// text is a cell's bytes as people read them.
func (in *File) text(b []byte) string {
	r := cell.Reader{Charset: in.Charset}
	return string(r.Repaired(b))
}

// keepHeader remembers the header, to recognise repetitions: a file made by concatenating exports has it once per
// export. Names that are values or duplicates are not enough: a row that equals them may be data.
func (in *File) keepHeader(r *cell.Reader, cells []csv.Cell) {
	var header [][]byte
	seen, texts, values := map[string]bool{}, 0, 0
	for _, c := range cells {
		name := bytes.Clone(csv.Trim(c.B))
		header = append(header, name)
		switch {
		case len(name) == 0:
			continue
		case r.Read1(c) == 0:
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

// isHeader reports whether a row equals the header cell by cell.
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

// Told are the remarks for people about how the last pass read the file.
func (in *File) Told() (all []string) {
	if in.remarks != nil {
		all = in.remarks()
	}
	if in.namesAt > 0 && in.width > len(in.Names) {
		all = append(all, fmt.Sprintf("every row has empty cells after the %d names, which are left out", len(in.Names)))
	}
	if n := len(in.NoRows.Again); n > 0 {
		all = append(all, fmt.Sprintf("the columns' names are repeated in %s below the first, which are left out (the first of them is line %d)",
			Counted(int64(n), "row"), in.NoRows.Again[0]))
	}
	return all
}

// namedTotal is the text of the first cell that calls a row a total, "" for none.
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

// Counted is a number with its noun: 1 row, 2 rows.
func Counted(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

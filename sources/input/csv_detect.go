package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/typing"
)

// detectCSV decides the format of a delimited file. What the dialect does not declare is detected.
func detectCSV(file *Opened, d *typing.Dialect) (*csvFile, error) {
	f := &csvFile{file: file, encoding: d.Encoding, header: d.HasHeader()}
	f.Delim, f.Quote, f.Escape = d.Delim, d.Quote, d.Escape
	if err := f.detectEncoding(); err != nil {
		return nil, err
	}
	text, more, err := f.firstBytes()
	if err != nil {
		return nil, err
	}
	f.Returns = onlyReturns(text)
	f.detectSep(text)
	if d.Skip > f.skip {
		f.skip, f.why.skip = d.Skip, "skip_lines:"
	}
	text = afterLines(text, f.skip, f.Returns)
	if f.Delim == 0 {
		f.Delim, f.why.delim = f.detectDelimiter(text, more, d.LocaleForm.Delim)
	}
	f.detectQuoting(text, more, d)
	if d.Skip < 0 && f.header {
		if title := f.titleLines(text, more); title > 0 {
			f.why.title, _, _ = bytes.Cut(text, []byte{f.EolByte()})
			f.skip += title
			text = afterLines(text, title, f.Returns)
		}
	}
	f.first = slices.DeleteFunc(f.sample(text, more, f.Delim), func(r csv.Record) bool { return csv.IsBlank(r.Cells) })
	return f, nil
}

// detectEncoding decides the encoding. The byte order mark is examined even if an encoding is declared, because it is
// not part of the text.
func (f *csvFile) detectEncoding() error {
	var head [4]byte
	n, err := io.ReadFull(f.file.From(0), head[:])
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	name, length := cell.BOM(head[:n])
	if length > 0 {
		f.why.encoding = "its byte order mark"
		return f.takeMark(name, length)
	}
	found, _, err := cell.DetectEncoding(f.file.From(0))
	if f.encoding != "" {
		f.why.encoding = "declared"
		if mixed := (*cell.MixedError)(nil); found == "windows-1252" && errors.As(err, &mixed) && strings.Contains("windows-1252 iso-8859-1 iso-8859-15", f.encoding) {
			f.why.mixed = mixed.Remark()
		}
		return f.checkDeclared(found)
	}
	f.why.encoding = "its bytes outside ASCII"
	if f.encoding = found; found == cell.ASCII {
		f.encoding, f.why.encoding = "utf-8", "it has only ASCII"
	}
	return err
}

// takeMark takes the encoding of the file's byte order mark, and fails if another one is declared.
func (f *csvFile) takeMark(name string, length int) error {
	if f.encoding == "" || f.encoding == name || f.encoding == "utf-16" && strings.HasPrefix(name, "utf-16") {
		f.encoding, f.mark = name, length
		return nil
	}
	return encodingError(name, f.encoding)
}

// checkDeclared compares the declared encoding of a file without a byte order mark with the encoding found, "" if none
// was found. ASCII text is the same in all encodings except UTF-16.
func (f *csvFile) checkDeclared(found string) error {
	named := f.encoding
	switch foundWide, namedWide := strings.HasPrefix(found, "utf-16"), strings.HasPrefix(named, "utf-16"); {
	case found == "" || found == named || found == cell.ASCII && !namedWide:
		return nil
	case foundWide && named == "utf-16":
		f.encoding = found
		return nil
	case namedWide && found == cell.ASCII:
		return encodingError("utf-8", named)
	case foundWide || namedWide || found == "utf-8" || named == "utf-8":
		return encodingError(found, named)
	}
	return nil // one of the many single-byte encodings, which cannot be distinguished
}

func encodingError(found, named string) error {
	return fmt.Errorf("the file is %s and the YAML says %s (write csv: {encoding: %s} for this file, or leave encoding: out)", found, named, found)
}

// detectSep reads the line "sep=;" that Excel writes at the beginning of a file.
func (f *csvFile) detectSep(text []byte) {
	line, _, _ := bytes.Cut(text, []byte{f.EolByte()})
	line = bytes.TrimRight(line, "\r")
	if len(line) == 5 && strings.EqualFold(string(line[:4]), "sep=") {
		f.skip, f.why.skip = 1, string(line)
		if f.Delim == 0 {
			f.Delim, f.why.delim = line[4], string(line)
		}
	}
}

func afterLines(text []byte, n int, returns bool) []byte {
	end := byte('\n')
	if returns {
		end = '\r'
	}
	for ; n > 0; n-- {
		i := bytes.IndexByte(text, end)
		if i < 0 {
			return nil
		}
		text = text[i+1:]
	}
	return text
}

// sampleRows is the number of rows that detection examines.
const sampleRows = 200

// sample splits the first rows of the text with a delimiter.
func (f *csvFile) sample(text []byte, more bool, delim byte) []csv.Record {
	form := f.Format
	form.Delim = delim
	r := csv.NewReader(bytes.NewReader(text), 1, form)
	var rows []csv.Record
	for len(rows) < sampleRows {
		var rec csv.Record
		if r.Next(&rec) != nil {
			break
		}
		rows = append(rows, rec)
	}
	if more && len(rows) > 1 && len(rows) < sampleRows {
		rows = rows[:len(rows)-1] // the last row may be cut off
	}
	return rows
}

// detectDelimiter chooses the delimiter that splits the most rows into the same number of cells, more than one. Among
// equal ones, the comma is last, because it is the decimal sign of half of Europe. usual is the locale's delimiter, 0
// for none, and is tried first; another one must also split the header.
func (f *csvFile) detectDelimiter(text []byte, more bool, usual byte) (delim byte, why string) {
	candidates := []byte{';', '\t', '|', ','}
	switch strings.ToLower(path.Ext(f.file.Name)) {
	case ".tsv", ".tab":
		candidates = []byte{'\t', ';', '|', ','}
	}
	if usual != 0 {
		candidates = append([]byte{usual}, candidates...)
	}
	best, bestShare := byte(0), 0.0
	for i, delim := range candidates {
		rows := f.sample(text, more, delim)
		width, share := commonWidth(rows)
		if usual != 0 && i > 0 && f.header && !splitsNames(rows, width) {
			continue
		}
		if width > 1 && share > bestShare+0.1 {
			best, bestShare = delim, share
			why = fmt.Sprintf("it splits %.0f %% of the first %d rows into %d cells", 100*share, len(rows), width)
		}
	}
	if best == 0 {
		return candidates[0], "no delimiter splits the rows into equal numbers of cells"
	}
	return best, why
}

// splitsNames reports whether the first row with width cells has a letter in each of its cells.
func splitsNames(rows []csv.Record, width int) bool {
	at := slices.IndexFunc(rows, func(r csv.Record) bool { return len(r.Cells) == width })
	return at >= 0 && !slices.ContainsFunc(rows[at].Cells, func(c csv.Cell) bool {
		return len(csv.Trim(c.B)) > 0 && bytes.IndexFunc(c.B, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }) < 0
	})
}

// commonWidth is the most frequent number of cells, and the share of rows that have it.
func commonWidth(rows []csv.Record) (width int, share float64) {
	counts := map[int]int{}
	for _, r := range rows {
		counts[len(r.Cells)]++
	}
	for w, n := range counts {
		if n > counts[width] || n == counts[width] && w > width {
			width = w
		}
	}
	if len(rows) == 0 {
		return 0, 0
	}
	return width, float64(counts[width]) / float64(len(rows))
}

// titleLines counts the lines above the header, if they are clearly a title: each has text in at most one cell, and the
// row below has as many cells as the other rows.
func (f *csvFile) titleLines(text []byte, more bool) int {
	rows := f.sample(text, more, f.Delim)
	at := headerRow(rows)
	if at == 0 {
		return 0
	}
	return int(rows[at].Line) - 1
}

// headerRow is the index of the row with the column names. It is 0 unless a later row is clearly the header.
func headerRow(rows []csv.Record) int {
	width, _ := commonWidth(rows)
	if width < 2 {
		return 0
	}
	for i := 0; i < len(rows) && i <= 20; i++ {
		switch n := countFilled(rows[i].Cells); {
		case n <= 1 && width > 2 || len(rows[i].Cells) == 1:
		case i > 0 && len(rows[i].Cells) == width && n == width-emptyLast(rows, width):
			return i
		default:
			return 0
		}
	}
	return 0
}

// emptyLast counts the last cells that are empty in every row with width cells, for example because each line ends with
// a delimiter.
func emptyLast(rows []csv.Record, width int) int {
	used := 0
	for _, r := range rows {
		for i := used; len(r.Cells) == width && i < width; i++ {
			if len(csv.Trim(r.Cells[i].B)) > 0 {
				used = i + 1
			}
		}
	}
	return width - used
}

func countFilled(cells []csv.Cell) (n int) {
	for _, c := range cells {
		if len(csv.Trim(c.B)) > 0 {
			n++
		}
	}
	return n
}

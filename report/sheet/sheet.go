// Package sheet writes a report's figures as a workbook and as CSV. A number on paper becomes the same number in a
// cell, text stays text, and no cell is a formula.
package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"bilan/internal/locale"
	"bilan/report"
	"bilan/report/metric"
)

// Figures are the exact figures of a document.
type Figures struct {
	Records []metric.Record
	Labels  map[string]string // labels of metrics and dimensions by name; the name is used if there is none
}

// cell is one field: text, a number or a day. The zero cell is empty.
type cell struct {
	text   string
	number string // decimal with a point
	day    time.Time
	format string // Excel's number format; text always gets "@"
	bold   bool
}

func textCell(s string) cell { return cell{text: s} }

func (c cell) inBold() cell { c.bold = true; return c }

// XLSX writes a workbook with a sheet per section as on paper, then a sheet with all figures. The same document and
// figures give the same bytes.
func XLSX(doc *report.Document, figures Figures) ([]byte, error) {
	loc, err := locale.For(doc.Lang)
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	b := &book{file: excelize.NewFile(), styles: map[cell]int{}}
	defer b.file.Close()
	r := newReader(loc)
	names := newNames()
	for i := range doc.Sections {
		s := &doc.Sections[i]
		if err := b.sheet(names.unique(cmp.Or(s.Name(), strconv.Itoa(i+1))), r.section(s)); err != nil {
			return nil, fmt.Errorf("write workbook: section %q: %w", s.Title, err)
		}
	}
	if err := b.sheet(names.unique(loc.Capital(loc.Word("sheet.figures"))), figures.rows(loc)); err != nil {
		return nil, fmt.Errorf("write workbook: figures: %w", err)
	}
	return b.close(doc)
}

// book is a workbook that is being written.
type book struct {
	file   *excelize.File
	styles map[cell]int
	sheets int
}

func (b *book) sheet(name string, rows [][]cell) error {
	if b.sheets == 0 {
		if err := b.file.SetSheetName(b.file.GetSheetName(0), name); err != nil {
			return err
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	b.sheets++
	w, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range columnWidths(rows) {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	for i, row := range rows {
		values := make([]any, len(row))
		for j, c := range row {
			if values[j], err = b.value(c); err != nil {
				return err
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), values); err != nil {
			return err
		}
	}
	return w.Flush()
}

// value is a cell in the form of excelize. Text gets the text format, so that it stays text when someone edits it.
func (b *book) value(c cell) (any, error) {
	if c == (cell{}) {
		return nil, nil
	}
	look := cell{format: c.format, bold: c.bold}
	if c.number == "" && c.day.IsZero() {
		look.format = "@"
	}
	style, known := b.styles[look]
	if !known {
		var err error
		style, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &look.format, Font: &excelize.Font{Bold: look.bold, Family: "Calibri", Size: 11}})
		if err != nil {
			return nil, err
		}
		b.styles[look] = style
	}
	switch {
	case c.number != "":
		return excelize.Cell{StyleID: style, Value: numberValue(c.number)}, nil
	case !c.day.IsZero():
		return excelize.Cell{StyleID: style, Value: c.day}, nil
	}
	return excelize.Cell{StyleID: style, Value: printable(c.text)}, nil
}

func (b *book) close(doc *report.Document) ([]byte, error) {
	at := doc.Created.UTC().Format(time.RFC3339)
	if doc.Created.IsZero() {
		at = "1970-01-01T00:00:00Z"
	}
	err := b.file.SetDocProps(&excelize.DocProperties{
		Title: printable(doc.Title), Creator: printable(doc.Author), Subject: printable(doc.Period), Created: at, Modified: at, Language: doc.Lang,
	})
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	var out bytes.Buffer
	if err := b.file.Write(&out); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return sortParts(out.Bytes())
}

// sortParts sorts the parts of the workbook by name, because excelize writes sheets in the random order of a map.
func sortParts(workbook []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range r.File {
		if err := w.Copy(part); err != nil {
			return nil, fmt.Errorf("write workbook: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return out.Bytes(), nil
}

// printable removes characters that XML does not allow, and truncates text that is longer than Excel's cells.
func printable(s string) string {
	const most = 32000
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "□"))
	for utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most])
	}
	return s
}

// columnWidths are the widths of the columns in characters. A title or note is alone in its row and may extend over other
// columns, so it does not count.
func columnWidths(rows [][]cell) []float64 {
	const least, most = 9, 48
	var list []float64
	for _, row := range rows {
		for i, c := range row {
			if i >= len(list) {
				list = append(list, least)
			}
			if len(row) > 1 {
				list[i] = min(max(list[i], float64(utf8.RuneCountInString(c.text)+2), float64(len(c.number)+3)), most)
			}
		}
	}
	return list
}

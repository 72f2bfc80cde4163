package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Layout is what a sheet says outside its rows.
type Layout struct {
	Merged        []Range // merged ranges in the order of the file
	HiddenColumns []int   // indices of hidden columns, from the first column of the area
	area          Range
}

// maxMerged is many more merged ranges than a report has.
const maxMerged = 1 << 18

// keptSize is the size in bytes up to which an unpacked sheet is kept, so that the next pass need not unpack it again.
const keptSize = 8 << 20

// Layout reads a sheet's columns, which come before its rows, and its merged ranges, which come after. It skips the
// rows.
func (b *Book) Layout(sheet Sheet) (Layout, error) {
	src, err := b.part(sheet.part)
	if err != nil || src == nil {
		return Layout{}, errors.Join(inPart(sheet.part, err), missingPart(sheet, src))
	}
	var kept bytes.Buffer
	l := Layout{area: sheet.Area}
	if err := l.read(newScanner(io.TeeReader(src, &firstBytes{&kept, keptSize}))); err != nil {
		return Layout{}, inPart(sheet.part, err)
	}
	if kept.Len() < keptSize {
		b.kept[sheet.part] = kept.Bytes()
	}
	return l, nil
}

func (l *Layout) read(s *scanner) error {
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && t == tokenStart {
			err = l.element(s)
		}
		if err != nil {
			return err
		}
	}
}

func (l *Layout) element(s *scanner) error {
	switch string(s.name) {
	case "sheetData":
		if !s.closed {
			return s.skipTo("sheetData")
		}
	case "col":
		first, last := smallInt([]byte(s.attr("min"))), smallInt([]byte(s.attr("max")))
		if v := s.attr("hidden"); v != "1" && v != "true" {
			return nil
		}
		for i := max(first, 1); i <= min(last, MaxColumns) && len(l.HiddenColumns) < MaxColumns; i++ {
			if c := l.area.indexOf(i - 1); c >= 0 {
				l.HiddenColumns = append(l.HiddenColumns, c)
			}
		}
	case "mergeCell":
		if len(l.Merged) == maxMerged {
			return fmt.Errorf("more than %d merged ranges", maxMerged)
		}
		r, err := parseRange(s.attr("ref"))
		l.Merged = append(l.Merged, r)
		return err
	}
	return nil
}

func missingPart(sheet Sheet, src io.Reader) error {
	if src != nil {
		return nil
	}
	return fmt.Errorf("sheet %q: the workbook is damaged, it has no file %s (open it in the spreadsheet program and save it again)", sheet.Name, sheet.part)
}

// firstBytes writes the first size bytes to a buffer and drops all others.
type firstBytes struct {
	to   *bytes.Buffer
	size int
}

func (f *firstBytes) Write(b []byte) (int, error) {
	if room := f.size - f.to.Len(); room > 0 {
		f.to.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}

// sheetPart is the XML of a sheet, from memory if it was kept.
func (b *Book) sheetPart(sheet Sheet) (io.Reader, error) {
	if text, ok := b.kept[sheet.part]; ok {
		return bytes.NewReader(text), nil
	}
	src, err := b.part(sheet.part)
	if err != nil || src == nil {
		return nil, errors.Join(inPart(sheet.part, err), missingPart(sheet, src))
	}
	return src, nil
}

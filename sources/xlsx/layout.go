package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Layout is the information around the rows of a sheet.
type Layout struct {
	Merged        []Range // in the order of the file
	HiddenColumns []int   // those of the sheet's area, counted from its first one
	area          Range
}

// maxMerged is far more merged ranges than a report has.
const maxMerged = 1 << 18

// keptSize is up to which size an unpacked sheet is kept, so that the next pass need not unpack it again.
const keptSize = 8 << 20

// Layout reads the sheet's columns, which precede its rows, and its merged ranges, which follow them. The rows in
// between are skipped.
func (b *Book) Layout(sheet Sheet) (Layout, error) {
	src, err := b.part(sheet.part)
	if err != nil || src == nil {
		return Layout{}, errors.Join(named(sheet.part, err), missingPart(sheet, src))
	}
	var kept bytes.Buffer
	l := Layout{area: sheet.Area}
	if err := l.read(newScanner(io.TeeReader(src, &firstBytes{&kept, keptSize}))); err != nil {
		return Layout{}, named(sheet.part, err)
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
			if c := l.area.column(i - 1); c >= 0 {
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
	return fmt.Errorf("sheet %q: the workbook has no part %s", sheet.Name, sheet.part)
}

// firstBytes takes so many bytes and drops the rest.
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

// sheetPart is the sheet's XML, from memory when it is kept.
func (b *Book) sheetPart(sheet Sheet) (io.Reader, error) {
	if text, ok := b.kept[sheet.part]; ok {
		return bytes.NewReader(text), nil
	}
	src, err := b.part(sheet.part)
	if err != nil || src == nil {
		return nil, errors.Join(named(sheet.part, err), missingPart(sheet, src))
	}
	return src, nil
}

package input

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/typing"

	"github.com/shopspring/decimal"
)

// NewJSON reads all objects for the names of their members. These are the columns, in the order in which they first
// appear.
func NewJSON(file *Opened, d *typing.Dialect) (*File, error) {
	origin := file.Name
	in := &File{Origin: origin, Nulls: cell.NewNullWords(d.Nulls)}
	seen, last := map[string]int{}, []int{} // seen has the index of each name, last the number of the last object that had it
	rows, err := openJSON(file, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", origin, err)
	}
	for n := 1; ; n++ {
		members, err := rows.object()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", origin, err)
		}
		for _, m := range members {
			at, ok := seen[m.name]
			switch {
			case !ok && len(seen) == maxMembers:
				return nil, fmt.Errorf("%s: line %d: more than %d different members, too many for columns", origin, rows.lines.line, maxMembers)
			case !ok:
				seen[m.name] = len(seen)
				in.Names, last = append(in.Names, m.name), append(last, n)
				continue
			case last[at] == n:
				return nil, fmt.Errorf("%s: line %d: an object has the member %q twice", origin, rows.lines.line, table.Shorten(m.name))
			}
			last[at] = n
		}
	}
	if len(in.Names) == 0 {
		return nil, fmt.Errorf("%s: no object in the file", origin)
	}
	in.Names, in.Made = headerNames(in.Names)
	in.Open = func() (Rows, error) { return openJSON(file, seen) }
	in.Found = rows.facts()
	return in, nil
}

// jsonRows reads an array of objects, or a sequence of objects.
type jsonRows struct {
	dec    *json.Decoder
	lines  *lineCounter
	array  bool
	places map[string]int
	absent int64 // number of members that objects lack
}

type member struct {
	name  string
	value json.RawMessage
}

func openJSON(file *Opened, places map[string]int) (*jsonRows, error) {
	lines := &lineCounter{r: bufio.NewReaderSize(file.From(0), 1<<16), line: 1}
	if head, _ := lines.r.Peek(3); bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		_, _ = lines.r.Discard(3)
	}
	j := &jsonRows{dec: json.NewDecoder(lines), lines: lines, places: places}
	if c, err := firstByte(lines.r); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	} else if c == '[' {
		j.array = true
		if _, err := j.dec.Token(); err != nil {
			return nil, err
		}
	}
	return j, nil
}

// firstByte returns the first byte that is not white space, without consuming it.
func firstByte(r *bufio.Reader) (byte, error) {
	for n := 1; ; n++ {
		b, err := r.Peek(n)
		if err != nil {
			return 0, err
		}
		if c := b[n-1]; c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return c, nil
		}
	}
}

func (j *jsonRows) Next(rec *csv.Record) error {
	members, err := j.object()
	if err != nil {
		return err
	}
	rec.Line, rec.Bad = j.lines.line, ""
	rec.Cells = append(rec.Cells[:0], make([]csv.Cell, len(j.places))...)
	if j.absent += int64(len(j.places) - len(members)); j.absent > maxAbsent {
		return fmt.Errorf("line %d: the objects have %d different members, and each has few of them: they are not rows of one table", rec.Line, len(j.places))
	}
	for _, m := range members {
		rec.Cells[j.places[m.name]] = jsonCell(m.value)
	}
	return nil
}

// object returns the members of the next object in order.
func (j *jsonRows) object() ([]member, error) {
	if j.array && !j.dec.More() {
		return nil, j.end()
	}
	t, err := j.dec.Token()
	if err == io.EOF && !j.array { // without this, a list that ends after a comma would be accepted
		return nil, err
	}
	j.lines.consume(j.dec.InputOffset())
	if err != nil {
		return nil, j.broken(err)
	}
	if t != json.Delim('{') {
		return nil, j.broken(errors.New("expected an object for each row, such as {\"id\": 1}"))
	}
	var members []member
	for j.dec.More() {
		key, err := j.dec.Token()
		if err != nil {
			return nil, j.broken(err)
		}
		m := member{name: fmt.Sprint(key)}
		if err := j.dec.Decode(&m.value); err != nil {
			return nil, j.broken(err)
		}
		members = append(members, m)
	}
	if _, err := j.dec.Token(); err != nil {
		return nil, j.broken(err)
	}
	return members, nil
}

// end returns io.EOF if the file ends with the array, and an error if it ends before or continues after that.
func (j *jsonRows) end() error {
	if _, err := j.dec.Token(); err != nil {
		return j.broken(err)
	}
	switch _, err := j.dec.Token(); {
	case err == nil:
		return j.broken(errors.New("there is text after the end of the list: a file has one list"))
	case err != io.EOF:
		return j.broken(err)
	}
	return io.EOF
}

func (j *jsonRows) broken(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	j.lines.consume(j.dec.InputOffset())
	return fmt.Errorf("line %d: %w", j.lines.line, err)
}

// jsonCell converts a value to a cell. Texts stay texts, numbers are exact, and a list or an object is its JSON text.
func jsonCell(v json.RawMessage) csv.Cell {
	switch v[0] {
	case '"':
		var s string
		_ = json.Unmarshal(v, &s)
		return csv.Cell{B: []byte(s), Form: csv.FormText}
	case 'n':
		return csv.Cell{}
	case 't', 'f':
		return csv.Cell{B: v}
	case '[', '{':
		var b bytes.Buffer
		_ = json.Compact(&b, v)
		return csv.Cell{B: b.Bytes(), Form: csv.FormText}
	}
	return csv.Cell{B: plainNumber(string(v)), Form: csv.FormNum}
}

// plainNumber writes a number without an exponent, if that is short.
func plainNumber(s string) []byte {
	if !bytes.ContainsAny([]byte(s), "eE") {
		return []byte(s)
	}
	d, err := decimal.NewFromString(s)
	if err != nil || d.Exponent() > 30 || d.Exponent() < -30 {
		return []byte(s)
	}
	return []byte(d.String())
}

// maxMembers is the largest number of columns of a table.
const maxMembers = 1 << 14

// maxAbsent is the largest number of members that all objects together may lack.
const maxAbsent = 1 << 27

// lineCounter counts the lines that a decoder has consumed. The decoder itself reads ahead.
type lineCounter struct {
	r    *bufio.Reader
	read int64
	ends []int64 // offsets of line ends that were read but not consumed
	line int64

	reached int64 // offset up to which everything was consumed
}

func (l *lineCounter) Read(b []byte) (int, error) {
	if l.read-l.reached > csv.MaxRecord {
		return 0, fmt.Errorf("an object of more than %d MB", csv.MaxRecord>>20)
	}
	n, err := l.r.Read(b)
	for i, c := range b[:n] {
		if c == '\n' {
			l.ends = append(l.ends, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

func (l *lineCounter) consume(offset int64) {
	l.reached = offset
	n := 0
	for n < len(l.ends) && l.ends[n] < offset {
		n++
	}
	l.line += int64(n)
	l.ends = l.ends[n:]
}

// facts describe how the file is read.
func (j *jsonRows) facts() []Fact {
	if j.array {
		return []Fact{{"format", "JSON", "a list of objects"}}
	}
	return []Fact{{"format", "JSON", "an object after another"}}
}

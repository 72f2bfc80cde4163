package sources

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/shopspring/decimal"
)

// newJSONInput reads the names of all members of all objects: the columns, in order of first appearance.
func newJSONInput(file *sourceFile, d *fileDialect) (*fileInput, error) {
	origin := file.name
	in := &fileInput{origin: origin, nulls: newNullWords(d.nulls)}
	seen := map[string]int{}
	rows, err := openJSON(file, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", origin, err)
	}
	for {
		members, err := rows.object()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", origin, err)
		}
		for _, m := range members {
			if _, ok := seen[m.name]; !ok {
				seen[m.name] = len(seen)
				in.names = append(in.names, m.name)
			}
		}
	}
	if len(in.names) == 0 {
		return nil, fmt.Errorf("%s: no object in the file", origin)
	}
	in.names, in.made = headerNames(in.names)
	in.open = func() (fileRows, error) { return openJSON(file, seen) }
	return in, nil
}

// jsonRows reads an array of objects, or one object after another.
type jsonRows struct {
	dec    *json.Decoder
	lines  *lineCounter
	array  bool
	places map[string]int
}

type member struct {
	name  string
	value json.RawMessage
}

func openJSON(file *sourceFile, places map[string]int) (*jsonRows, error) {
	lines := &lineCounter{r: bufio.NewReaderSize(file.from(0), 1<<16), line: 1}
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

// firstByte looks at the first byte that is no blank.
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

func (j *jsonRows) next(rec *record) error {
	members, err := j.object()
	if err != nil {
		return err
	}
	rec.line, rec.bad = j.lines.line, ""
	rec.cells = append(rec.cells[:0], make([]rawCell, len(j.places))...)
	for _, m := range members {
		rec.cells[j.places[m.name]] = jsonCell(m.value)
	}
	return nil
}

// object reads the next one's members in order.
func (j *jsonRows) object() ([]member, error) {
	if j.array && !j.dec.More() {
		return nil, io.EOF
	}
	t, err := j.dec.Token()
	if err == io.EOF {
		return nil, err
	}
	j.lines.reach(j.dec.InputOffset())
	if err != nil {
		return nil, j.broken(err)
	}
	if t != json.Delim('{') {
		return nil, j.broken(errors.New("an object is wanted: one per row"))
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

func (j *jsonRows) broken(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	j.lines.reach(j.dec.InputOffset())
	return fmt.Errorf("line %d: %w", j.lines.line, err)
}

// jsonCell is a value as a cell: text stays text, numbers are exact, lists and objects are their JSON.
func jsonCell(v json.RawMessage) rawCell {
	switch v[0] {
	case '"':
		var s string
		_ = json.Unmarshal(v, &s)
		return rawCell{b: []byte(s), form: formText}
	case 'n':
		return rawCell{}
	case 't', 'f':
		return rawCell{b: v}
	case '[', '{':
		var b bytes.Buffer
		_ = json.Compact(&b, v)
		return rawCell{b: b.Bytes(), form: formText}
	}
	return rawCell{b: plainNumber(string(v)), form: formNum}
}

// plainNumber writes a number in machine form without an exponent, as long as that stays short.
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

// lineCounter counts the lines that a decoder has consumed, although it reads ahead.
type lineCounter struct {
	r    *bufio.Reader
	read int64
	ends []int64 // offsets of line ends that were read and not reached
	line int64
}

func (l *lineCounter) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	for i, c := range b[:n] {
		if c == '\n' {
			l.ends = append(l.ends, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

func (l *lineCounter) reach(offset int64) {
	n := 0
	for n < len(l.ends) && l.ends[n] < offset {
		n++
	}
	l.line += int64(n)
	l.ends = l.ends[n:]
}

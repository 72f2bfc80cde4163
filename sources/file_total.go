package sources

import (
	"context"
	"fmt"
	"regexp"

	"bilan/internal/table"
)

// runningSum knows a column's last value and the sum of those before it, modulo 2^64: enough to suspect a total.
type runningSum struct {
	before, last uint64
	seen         bool // the last row has a value
}

func (s *runningSum) add(v int64) {
	s.before += s.last
	s.last, s.seen = uint64(v), true
}

func (s *runningSum) skip() {
	s.before += s.last
	s.last, s.seen = 0, false
}

// totalWord is what a total is called, by people and by the pivot tables of spreadsheets.
var totalWord = regexp.MustCompile(`(?i)\b(total|totaux|totale|totales|totaal|somme|sum|summen?|(ins)?gesamt|gesamt(summe|ergebnis)|suma|somma|soma)\b`)

// totalLine refuses a file whose last line repeats the sum of all lines above it and says that it does: every
// total over the table would double. Of a wide sheet one unfolded column is enough.
func (s *rowSetter) totalLine(ctx context.Context) error {
	lines := s.w.rows
	if u := s.p.layout.wide; u != nil {
		lines /= int64(u.last - u.first + 1)
	}
	if lines < 3 {
		return nil
	}
	column := s.suspect()
	if column == "" {
		return nil
	}
	var line int64
	var word string
	err := s.in.walk(ctx, s.p.dialect.footer, func(*rowError) error { return nil }, func(rec *record) error {
		line, word = rec.line, s.totalWordIn(rec)
		return nil
	})
	if err != nil || word == "" {
		return err
	}
	return &rowError{origin: s.in.origin, line: line, hint: "csv: {footer: 1}", reason: fmt.Sprintf(
		"%q: column %q is the sum of the lines above: every total would double", word, column)}
}

// suspect is the name of a column whose last value is the sum of the others, "" for none. Beside the unfolded columns of
// a wide sheet every cell counts as often as there are of those, so nothing is told of them.
func (s *rowSetter) suspect() string {
	u := s.p.layout.wide
	for i, c := range s.cells {
		if c == nil || c.Kind != table.Integer && c.Kind != table.Decimal || u != nil && (i < u.first || i > u.last) {
			continue
		}
		if c.sum.seen && c.sum.last != 0 && c.sum.before == c.sum.last {
			return s.p.layout.names[i]
		}
	}
	return ""
}

func (s *rowSetter) totalWordIn(rec *record) string {
	for i, c := range s.cells {
		if c == nil || c.Kind != table.Text {
			continue
		}
		if text, err := c.r.utf8(trimmed(rec.cells[i].b)); err == nil && totalWord.Match(text) {
			return shorten(string(text))
		}
	}
	return ""
}

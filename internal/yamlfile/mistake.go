package yamlfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Mistake is one mistake in a file: the place, the problem, and the correction.
type Mistake struct {
	Position
	Path    string // of the key, such as reports.suivi-hebdo.send.at; "" for the whole file
	Message string // what is wrong
	Hint    string // what to write instead, without parentheses; may be ""
	Excerpt string // the line with masked secrets and a caret below it; "" if the mistake has no line
}

// OneLine returns the mistake without its excerpt: file:line:column: path: message (hint).
func (m Mistake) OneLine() string {
	parts := make([]string, 0, 3)
	for _, s := range []string{m.Position.String(), m.Path, m.Message} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	line := strings.Join(parts, ": ")
	if m.Hint != "" {
		line += " (" + m.Hint + ")"
	}
	return line
}

// String returns OneLine and below it the excerpt.
func (m Mistake) String() string {
	if m.Excerpt == "" {
		return m.OneLine()
	}
	return m.OneLine() + "\n" + m.Excerpt
}

// Error returns String.
func (m Mistake) Error() string { return m.String() }

// Mistakes is a list of mistakes, in the order of the files' names, lines and columns.
type Mistakes []Mistake

// Add inserts mistakes in order. A mistake that is already in the list is not added again.
func (ms *Mistakes) Add(more ...Mistake) {
	for _, m := range more {
		if !slices.Contains(*ms, m) {
			*ms = append(*ms, m)
		}
	}
	ms.Sort()
}

// Sort orders by file, line and column; mistakes at the same place keep their order.
func (ms Mistakes) Sort() {
	slices.SortStableFunc(ms, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// Error returns the String of each mistake, on lines of its own.
func (ms Mistakes) Error() string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = m.String()
	}
	return strings.Join(lines, "\n")
}

// Err returns the mistakes as an error, nil if there are none.
func (ms Mistakes) Err() error {
	if len(ms) == 0 {
		return nil
	}
	return ms
}

// Position is a place in a file. Line and column count from 1; line 0 means the whole file.
type Position struct {
	File         string
	Line, Column int
}

// String returns file:line:column, or the file alone for the whole file.
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

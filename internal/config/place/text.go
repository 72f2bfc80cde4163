package place

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"bilan/internal/yamlfile"
)

// Text contains the position of each path and the lines of each file, with secrets masked. A nil Text is empty.
type Text struct {
	root        string // name of the file that includes the others
	positions   map[string]yamlfile.Position
	derivedFrom map[string]string // derived paths, each with the path in the YAML that it comes from
	files       map[string][]yamlfile.MaskedLine
	order       []string // the files' paths, the root first
}

// Pos returns the position of a path or, if it is not written, of the nearest enclosing path.
func (t *Text) Pos(path string) yamlfile.Position {
	if t == nil {
		return yamlfile.Position{}
	}
	for path != "" {
		if p, ok := t.positions[path]; ok {
			return p
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return yamlfile.Position{File: t.root}
}

// At returns a mistake at a path.
func (t *Text) At(path, message, hint string) yamlfile.Mistake {
	m := yamlfile.Mistake{Position: t.Pos(path), Path: path, Message: yamlfile.MaskDSN(message), Hint: yamlfile.MaskDSN(hint)}
	if t != nil {
		m.Path = asWritten(t.derivedFrom, path)
		m.Excerpt = t.Excerpt(m.Position)
	}
	return m
}

// Paths lists the files' paths, the root first.
func (t *Text) Paths() []string {
	if t == nil {
		return nil
	}
	return slices.Clone(t.order)
}

// excerptWidth is the number of characters that are shown of a long line.
const excerptWidth = 100

// Excerpt returns a line with its number, and below it carets under the word at the position.
func (t *Text) Excerpt(p yamlfile.Position) string {
	lines := t.files[p.File]
	if p.Line < 1 || p.Line > len(lines) {
		return ""
	}
	runes, at := lines[p.Line-1].Shown(p.Column - 1)
	wide := wordLength(runes, at)
	if from := at + min(wide, excerptWidth/2) + 2 - excerptWidth; len(runes) > excerptWidth && from > 0 {
		runes, at = append([]rune{'…'}, runes[from:]...), at-from+1
	}
	if len(runes) > excerptWidth {
		runes = append(runes[:excerptWidth-1:excerptWidth-1], '…')
	}
	wide = max(1, min(wide, len(runes)-at))
	number := fmt.Sprintf("%5d | ", p.Line)
	return number + strings.TrimRightFunc(string(runes), unicode.IsSpace) + "\n" +
		strings.Repeat(" ", len(number)-2) + "| " + strings.Repeat(" ", at) + strings.Repeat("^", wide)
}

// wordLength returns the number of characters of the key or value at a column.
func wordLength(line []rune, at int) int {
	if at >= len(line) {
		return 1
	}
	if q := line[at]; q == '"' || q == '\'' {
		for i := at + 1; i < len(line); i++ {
			if line[i] == q {
				return i - at + 1
			}
		}
		return len(line) - at
	}
	if strings.ContainsRune("{[|>", line[at]) || string(line[at:]) == "-" || strings.HasPrefix(string(line[at:]), "- ") {
		return 1
	}
	end := at
	for i := at; i < len(line); i++ {
		last := i+1 == len(line)
		switch {
		case strings.ContainsRune(",}]", line[i]), line[i] == ':' && (last || line[i+1] == ' '),
			line[i] == ' ' && !last && line[i+1] == '#':
			return max(1, end-at)
		case !unicode.IsSpace(line[i]):
			end = i + 1
		}
	}
	return max(1, end-at)
}

// asWritten returns the path in the YAML that a derived path comes from, or the path itself.
func asWritten(meant map[string]string, path string) string {
	for p := path; p != ""; p = p[:max(0, strings.LastIndexAny(p, ".["))] {
		if by, ok := meant[p]; ok {
			return by
		}
	}
	return path
}

// Written reports whether a path is written in the YAML.
func (t *Text) Written(path string) bool {
	if t == nil {
		return false
	}
	_, ok := t.positions[path]
	return ok
}

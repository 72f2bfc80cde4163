package config

import (
	"bilan/internal/yamlfile"
	"fmt"
	"strings"
	"unicode"
)

// text is where everything in a Config stands: the place of each path, and the lines of each file with
// their secrets masked.
type text struct {
	root      string // the file that includes the others
	positions map[string]yamlfile.Position
	meant     map[string]string // paths that were not written, with what they stand for
	files     map[string][]yamlfile.MaskedLine
	order     []string // the files' paths, the root first
}

// Pos is where a path such as "metrics.revenue.value" or "targets[0].metric" stands; the nearest
// enclosing path's place when that one is not written.
func (c *Config) Pos(path string) yamlfile.Position {
	if c.text == nil {
		return yamlfile.Position{}
	}
	return c.text.pos(path)
}

// At is a mistake at a path, in the format of the loader's own: for what can only be seen later, such as SQL
// that does not parse or a column that is not there.
func (c *Config) At(path, message, hint string) yamlfile.Mistake {
	m := yamlfile.Mistake{Position: c.Pos(path), Path: path, Message: yamlfile.MaskDSN(message), Hint: yamlfile.MaskDSN(hint)}
	if c.text != nil {
		m.Path = asWritten(c.text.meant, path)
		m.Excerpt = c.text.excerpt(m.Position)
	}
	return m
}

// Files lists the paths of the file and of all that it includes, for those who watch them for changes.
func (c *Config) Files() []string {
	if c.text == nil {
		return nil
	}
	return append([]string(nil), c.text.order...)
}

func (t *text) pos(path string) yamlfile.Position {
	for path != "" {
		if p, ok := t.positions[path]; ok {
			return p
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return yamlfile.Position{File: t.root}
}

// excerptWidth is how much of a long line is shown.
const excerptWidth = 100

// excerpt is a line with its number, and carets below the word at the position.
func (t *text) excerpt(p yamlfile.Position) string {
	lines := t.files[p.File]
	if p.Line < 1 || p.Line > len(lines) {
		return ""
	}
	runes, at := lines[p.Line-1].Shown(p.Column - 1)
	wide := word(runes, at)
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

// word is how many runes the key or value at a column takes.
func word(line []rune, at int) int {
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

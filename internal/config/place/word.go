package place

import (
	"strings"

	"bilan/internal/yamlfile"
)

// AtOffset returns a mistake at a byte of the scalar at a path. It finds the line of the word at that byte in the file,
// however the YAML folds the scalar. If it finds none, it does the same as At.
func (t *Text) AtOffset(path, text string, offset int, message, hint string) yamlfile.Mistake {
	m := t.At(path, message, hint)
	if t == nil || offset < 0 || offset >= len(text) {
		return m
	}
	word := wordAt(text, offset)
	lines := t.files[m.File]
	if word == "" || m.Line < 1 || m.Line > len(lines) {
		return m
	}
	skip := occurrences(text[:offset], word)
	for i := m.Line - 1; i < len(lines); i++ {
		from := 0
		if i == m.Line-1 {
			from = m.Column - 1
		}
		line := []rune(string(lines[i].Text))
		for at := from; at < len(line); at++ {
			if !strings.HasPrefix(string(line[at:]), word) || at > 0 && continuesWord(line[at-1], word) {
				continue
			}
			if skip == 0 {
				m.Line, m.Column = i+1, at+1
				m.Excerpt = t.Excerpt(m.Position)
				return m
			}
			skip--
		}
	}
	return m
}

// wordAt returns the name, number or single sign that starts at a byte.
func wordAt(s string, at int) string {
	for i, r := range s[at:] {
		switch {
		case isWord(r):
		case i == 0 && r > ' ':
			return string(r)
		default:
			return s[at : at+i]
		}
	}
	return s[at:]
}

// occurrences counts how often a word begins in a text.
func occurrences(s, word string) (n int) {
	for at := 0; ; {
		i := strings.Index(s[at:], word)
		if i < 0 {
			return n
		}
		before := []rune(s[:at+i])
		if len(before) == 0 || !continuesWord(before[len(before)-1], word) {
			n++
		}
		at += i + len(word)
	}
}

// continuesWord reports whether word is the end of a longer word. before is the character before it.
func continuesWord(before rune, word string) bool { return isWord(before) && isWord([]rune(word)[0]) }

func isWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0x80
}

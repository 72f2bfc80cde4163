package yamlfile

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// openQuote returns the first quote at the start of a value that is not closed on its line although a key follows: YAML
// continues the text up to the next quote. It checks the lines up to upTo. line is 0 if there is none; at is the byte
// of the quote in its line.
func openQuote(lines []string, upTo int) (line, at int) {
	s := quoteScan{block: -1}
	for i, text := range lines[:min(upTo, len(lines))] {
		if s.quote != 0 && s.startsKeyInText(text) {
			return s.line, s.at
		}
		s.scan(text, i+1)
	}
	return 0, 0
}

// quoteScan reads YAML line by line to find where quotes start and end.
type quoteScan struct {
	quote    byte // the open quote, 0 if there is none
	line, at int  // the line and the byte of the open quote
	key      int  // column of the first word on the line of the open quote
	brackets int  // number of open brackets
	block    int  // column of the key whose multi-line text continues, −1 if there is none
}

var looksLikeKey = regexp.MustCompile(`^\s*(?:- +)*[{\[]?[\pL_][\pL\d_.-]*:(?:\s|$)`)

// startsKeyInText reports whether a line starts with a key at a position where a line of a quoted text cannot start.
func (s *quoteScan) startsKeyInText(text string) bool {
	return looksLikeKey.MatchString(text) && (s.brackets > 0 || indent(text) <= s.key)
}

func (s *quoteScan) scan(text string, line int) {
	if s.quote == 0 && s.block >= 0 {
		if strings.TrimSpace(text) == "" || indent(text) > s.block {
			return
		}
		s.block = -1
	}
	key := len(text) - len(strings.TrimLeft(text, " -"))
	starts := true // a value may start here
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case s.quote != 0:
			if end := quoteEnd(text[i:], s.quote); end >= 0 {
				s.quote, i = 0, i+end
				continue
			}
			return
		case c == ' ' || c == '\t':
		case c == '#' && (i == 0 || text[i-1] == ' ' || text[i-1] == '\t'):
			return
		case starts && (c == '"' || c == '\''):
			s.quote, s.line, s.at, s.key, starts = c, line, i, key, false
		case starts && (c == '{' || c == '['):
			s.brackets++
		case s.brackets > 0 && (c == '}' || c == ']'):
			s.brackets, starts = s.brackets-1, false
		case starts && s.brackets == 0 && blockStarts.MatchString(text[i:]):
			s.block = key
			return
		case s.brackets > 0 && c == ',', c == ':' && endsToken(text, i), c == '-' && starts && endsToken(text, i):
			starts = true
		default:
			starts = false
		}
	}
}

var blockStarts = regexp.MustCompile(`^[|>][-+0-9]*\s*(?:#.*)?$`)

func endsToken(text string, i int) bool {
	return i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\t'
}

// quoteEnd returns the byte of the quote that ends a text, −1 if the text continues on the next line.
func quoteEnd(text string, quote byte) int {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i
		}
	}
	return -1
}

const (
	quoteStaysOpen = "the quote that opens here is not closed on its line"
	closeQuote     = "close it, or delete it"
)

// closedByLaterQuote returns true, and records a mistake, if a quote is closed only by the quote of a later value.
func (r *Reader) closedByLaterQuote(f *File, root *yaml.Node) bool {
	line, at := openQuote(f.lines, len(f.lines))
	if line == 0 || !quotedAt(root, line) {
		return false
	}
	f.Masker.maskByKeys()
	r.Fail(&Node{File: f, Line: line, Column: 1 + len([]rune(f.lines[line-1][:at]))}, "", quoteStaysOpen, closeQuote)
	return true
}

// quotedAt reports whether the parser too found that a quoted text starts on the line.
func quotedAt(y *yaml.Node, line int) bool {
	if y.Kind == yaml.ScalarNode && y.Line == line && y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		return true
	}
	for _, child := range y.Content {
		if quotedAt(child, line) {
			return true
		}
	}
	return false
}

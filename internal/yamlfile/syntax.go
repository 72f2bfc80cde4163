package yamlfile

import (
	"regexp"
	"strings"
)

// reportSyntax reports the error of the YAML parser.
func (r *Reader) reportSyntax(f *File, data []byte, err error) {
	s := newSyntaxDiagnosis(f.lines, data, err)
	line := s.firstFailing()
	message, hint := explain(err.Error(), s.lineText(line))
	c := s.cause(line, message)
	if c.line > 0 {
		line, message, hint = c.line, c.message, c.hint
	}
	text := s.lineText(line)
	if c.at == 0 {
		c.at = suspectByte(text, message)
	}
	r.Fail(&Node{File: f, Line: line, Column: 1 + len([]rune(text[:c.at]))}, "", message, hint)
}

// suspectByte returns the byte of a line that a message is about; if the line does not show it, that of its first word.
func suspectByte(line, message string) int {
	var at []int
	switch {
	case strings.HasPrefix(message, "*"), strings.HasPrefix(message, "a * or"):
		at = starred.FindStringSubmatchIndex(line)
	case strings.HasPrefix(message, `a \ `):
		at = slashed.FindStringSubmatchIndex(line)
	case strings.Contains(message, "in brackets"), strings.HasPrefix(message, "the bracket"):
		at = bracket.FindStringSubmatchIndex(line)
	case strings.HasPrefix(message, "the quote"):
		return max(0, strings.LastIndexAny(line, `"'`))
	case strings.Contains(message, "quote is opened"):
		at = openedQuote.FindStringSubmatchIndex(line)
	case strings.Contains(message, "cannot start"):
		at = oddStart.FindStringSubmatchIndex(line)
	case strings.Contains(message, `":" is where`):
		at = secondColon.FindStringSubmatchIndex(line)
	}
	if at != nil {
		return at[2]
	}
	return len(line) - len(strings.TrimLeft(line, " \t"))
}

var (
	starred     = regexp.MustCompile(`(?:^|[\s\[{,])([*&])`)
	slashed     = regexp.MustCompile(`(\\)`)
	bracket     = regexp.MustCompile(`(?:^|[\s\[{,])([\[{])`)
	openedQuote = regexp.MustCompile(`(?:^|[\s\[{,])(["'])`)
	oddStart    = regexp.MustCompile("(?:^|[\\s\\[{,])([@%`!])")
	secondColon = regexp.MustCompile(`:\s.*?(:)(?:\s|$)`)
)

var prefix = regexp.MustCompile(`^yaml: (?:line \d+: )?`)

// explain returns the parser's message in plain words, with a hint.
func explain(text, line string) (message, hint string) {
	text = prefix.ReplaceAllString(text, "")
	if lead := line[:len(line)-len(strings.TrimLeft(line, " \t"))]; strings.Contains(lead, "\t") {
		return "this line starts with a tab", "YAML is indented with spaces only"
	}
	for _, e := range explanations {
		if at := e.match.FindStringSubmatchIndex(text); at != nil {
			return string(e.match.ExpandString(nil, e.message, text, at)), e.hint
		}
	}
	return "this cannot be read as YAML here", "put quotes around text with special characters, and check brackets and indentation"
}

var explanations = []struct {
	match         *regexp.Regexp
	message, hint string
}{
	{regexp.MustCompile(`mapping values are not allowed`), `a ":" is where no key can be`,
		`put quotes around text that contains ": ", or check the indentation`},
	{regexp.MustCompile(`did not find expected key|did not find expected '-' indicator`), "this line does not fit the lines above it",
		"indent it like its neighbours; text after a closing quote is also a cause"},
	{regexp.MustCompile(`did not find expected ',' or '([\]}])'`), `a list or block in brackets is not closed, or a comma is missing`, `end it with "]" or "}"`},
	{regexp.MustCompile(`found unexpected end of stream|found unexpected document indicator`), "a quote is opened and not closed",
		`end the text with the quote that it starts with`},
	{regexp.MustCompile(`could not find expected ':'`), `a ":" is missing after the key`, `write "key: value"`},
	{regexp.MustCompile(`unknown anchor '(.*)' referenced`), `*$1 is not defined`, `a text that starts with * needs quotes`},
	{regexp.MustCompile(`found character that cannot start any token`), "a value cannot start like this", `put quotes around a value that starts with @, %, a backtick or a tab`},
	{regexp.MustCompile(`block sequence entries are not allowed`), `a "- " is not allowed here`, `start the list on a line of its own`},
	{regexp.MustCompile(`found incompatible YAML document|found duplicate %YAML|found unknown directive|did not find expected digit|did not find expected '\.'|directive name`),
		"a line that starts with % is a directive, and this directive is not known", "remove the line"},
	{regexp.MustCompile(`Unicode character escape code`), `a \u between double quotes names a character that does not exist`, `use single quotes, or write \\`},
	{regexp.MustCompile(`found unknown escape character|did not find expected hexdecimal`), `a \ between double quotes starts a special character`,
		`use single quotes, or write \\`},
	{regexp.MustCompile(`did not find expected alphabetic or numeric character`), "a * or & needs a name", "a text that starts with * or & needs quotes"},
	{regexp.MustCompile(`exceeded max depth`), "nested too deeply", ""},
	{regexp.MustCompile(`did not find expected whitespace or line break|found undefined tag handle|did not find expected tag`),
		"a value cannot start with this !", `put quotes around a text that starts with "!"`},
	{regexp.MustCompile(`did not find expected <document start>|did not find expected node content`), "this cannot be read as YAML here",
		"put quotes around text with special characters, and check brackets and indentation"},
}

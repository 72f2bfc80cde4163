package config

import (
	"regexp"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// syntax reports what the YAML parser stumbled over. Its own line is often that of the block around it, so
// the line is sought: the first one up to which the file fails in the same way.
func (l *loader) syntax(f *file, data []byte, err error) {
	starts := lineStarts(data)
	line := 1 + sort.Search(len(starts)-1, func(i int) bool {
		end := len(data)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		var docs [2]yaml.Node
		_, e := decodeTwo(data[:end], &docs)
		return e != nil && e.Error() == err.Error()
	})
	if whole, e := firstLine(data, starts); e != nil && whole && bare(e) == bare(err) {
		line = 1 // the parser does not count what begins on line 1
	}
	text := f.lines[min(line, len(f.lines))-1]
	message, hint := explain(err.Error(), text)
	l.fail(&node{file: f, line: line, column: 1 + len([]rune(text[:culprit(text, message)]))}, "", message, hint)
}

// culprit is the byte of a line that a message is about, as far as the text tells: its first word otherwise.
func culprit(line, message string) int {
	var at []int
	switch {
	case strings.HasPrefix(message, "*"), strings.HasPrefix(message, "a * or"):
		at = starred.FindStringSubmatchIndex(line)
	case strings.HasPrefix(message, `a \ `):
		at = slashed.FindStringSubmatchIndex(line)
	case strings.Contains(message, "in brackets"):
		at = bracket.FindStringSubmatchIndex(line)
	case strings.Contains(message, "quote is opened"):
		at = opened.FindStringSubmatchIndex(line)
	case strings.Contains(message, "cannot start"):
		at = odd.FindStringSubmatchIndex(line)
	case strings.Contains(message, `":" stands`):
		at = second.FindStringSubmatchIndex(line)
	}
	if at != nil {
		return at[2]
	}
	return len(line) - len(strings.TrimLeft(line, " \t"))
}

var (
	starred = regexp.MustCompile(`(?:^|[\s\[{,])([*&])`)
	slashed = regexp.MustCompile(`(\\)`)
	bracket = regexp.MustCompile(`(?:^|[\s\[{,])([\[{])`)
	opened  = regexp.MustCompile(`(?:^|[\s\[{,])(["'])`)
	odd     = regexp.MustCompile("(?:^|[\\s\\[{,])([@%`!])")
	second  = regexp.MustCompile(`:\s.*?(:)(?:\s|$)`)
)

// firstLine parses the file's first line alone; whole tells that there are more.
func firstLine(data []byte, starts []int) (whole bool, err error) {
	if len(starts) < 2 {
		return false, nil
	}
	var docs [2]yaml.Node
	_, err = decodeTwo(data[:starts[1]], &docs)
	return true, err
}

func bare(err error) string { return prefix.ReplaceAllString(err.Error(), "") }

// lineStarts is the offset of each line, cut as splitLines cuts.
func lineStarts(data []byte) []int {
	starts := []int{0}
	for _, at := range lineEnd.FindAllIndex(data, -1) {
		starts = append(starts, at[1])
	}
	return starts
}

var (
	lineEnd = regexp.MustCompile("\r\n|\r|\n|\u0085|\u2028|\u2029")
	prefix  = regexp.MustCompile(`^yaml: (?:line \d+: )?`)
)

// explain says in plain words what the parser means.
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
	return text, ""
}

var explanations = []struct {
	match         *regexp.Regexp
	message, hint string
}{
	{regexp.MustCompile(`mapping values are not allowed`), `a ":" stands where no key can be`,
		`put a text that holds ": " between quotes, or check the indentation`},
	{regexp.MustCompile(`did not find expected key|did not find expected '-' indicator`), "this line does not fit the lines above it",
		"indent it like its neighbours; a text that goes on after its quotes does this too"},
	{regexp.MustCompile(`did not find expected ',' or '([\]}])'`), `a list or block in brackets is not closed, or a comma is missing`, `end it with "]" or "}"`},
	{regexp.MustCompile(`found unexpected end of stream|found unexpected document indicator`), "a quote is opened and not closed",
		`end the text with the quote that it starts with`},
	{regexp.MustCompile(`could not find expected ':'`), `a ":" is missing after the key`, `write "key: value"`},
	{regexp.MustCompile(`unknown anchor '(.*)' referenced`), `*$1 refers to nothing`, `a text that starts with * needs quotes`},
	{regexp.MustCompile(`found character that cannot start any token`), "a value cannot start like this", `put quotes around a value that starts with @, %, a backtick or a tab`},
	{regexp.MustCompile(`block sequence entries are not allowed`), `a "- " may not stand here`, `start the list on a line of its own`},
	{regexp.MustCompile(`found unknown escape character|did not find expected hexdecimal`), `a \ between double quotes starts a special character`,
		`use single quotes, or write \\`},
	{regexp.MustCompile(`did not find expected alphabetic or numeric character`), "a * or & needs a name", "a text that starts with * or & needs quotes"},
	{regexp.MustCompile(`exceeded max depth`), "nested too deeply", ""},
	{regexp.MustCompile(`did not find expected whitespace or line break|found undefined tag handle|did not find expected tag`),
		"a value cannot start with this !", `put quotes around a text that starts with "!"`},
	{regexp.MustCompile(`did not find expected <document start>|did not find expected node content`), "this cannot be read as YAML here",
		"put quotes around texts that hold special characters, and check brackets and indentation"},
}

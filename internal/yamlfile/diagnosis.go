package yamlfile

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// syntaxDiagnosis is a file that does not parse. The parser's own line is often that of the block around the fault, and the fault is
// often a line before the one that cannot be read; here the line is sought that a person would change.
type syntaxDiagnosis struct {
	lines  []string
	data   []byte
	starts []int // offset of each line
	err    error
}

// suspect is the line to change, 0 when nothing better than the parser's place is known.
type suspect struct {
	line          int
	message, hint string
	at            int // byte of the line, 0 if the text determines it
}

var lineEnd = regexp.MustCompile("\r\n|\r|\n|\u0085|\u2028|\u2029")

func newSyntaxDiagnosis(lines []string, data []byte, err error) syntaxDiagnosis {
	s := syntaxDiagnosis{lines: lines, data: data, starts: []int{0}, err: err}
	for _, at := range lineEnd.FindAllIndex(data, -1) {
		s.starts = append(s.starts, at[1])
	}
	return s
}

// parseFirst parses only the first lines, and returns the error.
func (s syntaxDiagnosis) parseFirst(lines int) error {
	if lines < 1 {
		return nil
	}
	end := len(s.data)
	if lines < len(s.starts) {
		end = s.starts[lines]
	}
	var docs [2]yaml.Node
	_, err := decodeTwo(s.data[:end], &docs)
	return err
}

// first is the line at which the file begins to fail as it does in the end.
func (s syntaxDiagnosis) first() int {
	line := 1 + sort.Search(len(s.starts)-1, func(i int) bool {
		err := s.parseFirst(i + 1)
		return err != nil && err.Error() == s.err.Error()
	})
	if err := s.parseFirst(1); err != nil && bare(err) == bare(s.err) {
		return 1 // the parser does not count what begins on line 1
	}
	return line
}

func (s syntaxDiagnosis) text(line int) string { return s.lines[min(line, len(s.lines))-1] }

func bare(err error) string { return prefix.ReplaceAllString(err.Error(), "") }

// cause looks for something that was opened before the line and never closed, then for a missing colon, then for a line
// whose indentation differs from its neighbours.
func (s syntaxDiagnosis) cause(line int, message string) suspect {
	if from, at := openQuote(s.lines, line); from > 0 {
		return suspect{from, quoteStaysOpen, closeQuote, at}
	}
	if bare := s.unquoted(line); bare.line > 0 {
		return bare
	}
	if open := s.opened(line); open.line > 0 {
		return open
	}
	prev := s.neighbour(line, -1)
	switch {
	case prev == 0 || strings.Contains(message, "tab"):
		return suspect{}
	case strings.HasPrefix(message, `a ":" is where`) && (keyAlone.MatchString(s.text(line)) || s.stray(line) != ""):
		return s.besideBracket(line)
	case strings.HasPrefix(message, `a ":" is where`) && !s.inText(prev) && s.forgotColon(s.neighbour(prev, -1), prev):
		return suspect{prev, noColon, writeColon, 0}
	case strings.HasPrefix(message, "this line does not fit") && wordsOnly.MatchString(s.text(prev)) && !s.inText(prev) && s.forgotColon(s.neighbour(prev, -1), prev):
		return suspect{prev, noColon, writeColon, 0}
	case indent(s.text(prev)) < indent(s.text(line)):
		return s.outdented(prev, line)
	}
	return s.indented(line)
}

var (
	bareVariable = regexp.MustCompile(`[{\[,].*?(?:[:\[,]\s*)(\$\{[A-Za-z_]\w*\})`)
	bareSign     = regexp.MustCompile(`(?:^|[{\[,\s])([\pL_][\pL\d_]*)\s*:\s+([>|])([ =]*[^\s,}\]#+-][^,}\]#]*)`)
)

// unquoted is a value that has another meaning in YAML without quotes: ${NAME} within braces, and text that starts with
// >.
func (s syntaxDiagnosis) unquoted(line int) suspect {
	text := s.text(line)
	if at := bareVariable.FindStringSubmatchIndex(text); at != nil {
		name := text[at[2]:at[3]]
		return suspect{line, name + " within braces needs quotes", "write " + strconv.Quote(name), at[2]}
	}
	if at := bareSign.FindStringSubmatchIndex(text); at != nil && strings.Count(text[:at[2]], `"`)%2 == 0 && strings.Count(text[:at[2]], "'")%2 == 0 {
		key, value := text[at[2]:at[3]], text[at[4]:at[5]]+" …"
		if key == "rows" {
			value = strings.TrimSpace(text[at[4]:at[7]]) // any other one may be a secret
		}
		return suspect{line, fmt.Sprintf("a value that starts with %q needs quotes", text[at[4]:at[5]]), "write " + key + ": " + strconv.Quote(value), at[2]}
	}
	return suspect{}
}

// outdented is the first line of a block when the lines after it are indented more than it is.
func (s syntaxDiagnosis) outdented(prev, line int) suspect {
	a, b := indent(s.text(prev)), indent(s.text(line))
	text := strings.TrimSpace(s.text(prev))
	if above := s.neighbour(prev, -1); !strings.HasSuffix(text, ":") && (s.sibling(line) > 0 || a%2 > b%2) && (above == 0 || indent(s.text(above)) < a) {
		return suspect{prev, fmt.Sprintf("this line is indented by %d and the next one by %d", a, b), sameIndent, 0}
	}
	if strings.Count(text, "}")+strings.Count(text, "]") > strings.Count(text, "{")+strings.Count(text, "[") {
		return suspect{prev, "there is one closing bracket too many here", "delete it", 0}
	}
	return suspect{}
}

const sameIndent = "give them the same indentation"

// indented looks for lines of the same block that are indented more than the line: a single one above several is the culprit.
func (s syntaxDiagnosis) indented(line int) suspect {
	b, first, count, least := indent(s.text(line)), 0, 0, 1<<20
	i := s.neighbour(line, -1)
	for ; i > 0 && indent(s.text(i)) >= b; i = s.neighbour(i, -1) {
		switch a := indent(s.text(i)); {
		case a == b:
			return suspect{} // it has a neighbour
		case a < least:
			first, count, least = i, 1, a
		case a == least:
			first, count = i, count+1
		}
	}
	switch {
	case count == 1 && s.sibling(line) > 0:
		return suspect{first, fmt.Sprintf("this line is indented by %d and line %d by %d", least, line, b), sameIndent, 0}
	case count > 1 && s.opens(i) && (s.sibling(line) > 0 || s.evenSteps(i, b, least)):
		return suspect{i, fmt.Sprintf("this line is indented by %d and line %d by %d", indent(s.text(i)), line, b), sameIndent, 0}
	case count > 0:
		return suspect{line, fmt.Sprintf("this line is indented by %d and line %d by %d", b, first, least), sameIndent, 0}
	}
	return suspect{}
}

// evenSteps reports whether the indentation of a block's first line is half-way between the line around the block and
// the block inside: then the first line is misplaced.
func (s syntaxDiagnosis) evenSteps(first, between, inner int) bool {
	outer := s.neighbour(first, -1)
	return outer > 0 && strings.HasSuffix(strings.TrimSpace(s.text(first)), ":") && inner-between == between-indent(s.text(outer))
}

// opens reports whether a line is indented and the first of its block.
func (s syntaxDiagnosis) opens(line int) bool {
	return line > 0 && indent(s.text(line)) > 0 && indent(s.text(s.neighbour(line, -1))) < indent(s.text(line))
}

// sibling is the next line of the same block, 0 when the block ends.
func (s syntaxDiagnosis) sibling(line int) int {
	i := s.neighbour(line, 1)
	for i > 0 && indent(s.text(i)) > indent(s.text(line)) {
		i = s.neighbour(i, 1)
	}
	if i > 0 && indent(s.text(i)) < indent(s.text(line)) {
		return 0
	}
	return i
}

var atLine = regexp.MustCompile(`^yaml: line (\d+): `)

// opened is the quote or bracket that is still open where the line begins.
func (s syntaxDiagnosis) opened(line int) suspect {
	err := s.parseFirst(line - 1)
	switch {
	case err == nil:
	case strings.Contains(err.Error(), "unexpected end of stream"):
		from := 1
		if m := atLine.FindStringSubmatch(err.Error()); m != nil && s.parseFirst(1) == nil {
			from, _ = strconv.Atoi(m[1])
		}
		if from < line && strings.ContainsAny(s.text(from), `"'`) {
			return suspect{from, fmt.Sprintf("the quote that is opened here goes on to line %d", line), "close it on this line, or delete it", 0}
		}
	case unclosed(err):
		from := line - 1
		for from > max(1, line-maxBack) && unclosed(s.parseFirst(from-1)) {
			from--
		}
		if strings.ContainsAny(s.text(from), "[{") {
			return suspect{from, fmt.Sprintf("the bracket that is opened here is not closed before line %d", line),
				`close it with "]" or "}", or write the comma that is missing`, 0}
		}
	}
	return suspect{}
}

const maxBack = 60 // lines that a list or block in brackets may go on over, for the search

func unclosed(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "did not find expected ',' or") || strings.Contains(err.Error(), "did not find expected node content"))
}

// neighbour is the next line in a direction that is neither empty nor a comment, 0 if there is none.
func (s syntaxDiagnosis) neighbour(line, step int) int {
	for i := line + step; i >= 1 && i <= len(s.lines); i += step {
		if t := strings.TrimSpace(s.lines[i-1]); t != "" && t[0] != '#' {
			return i
		}
	}
	return 0
}

var startsWithKey = regexp.MustCompile(`^\s*(?:- +)*(?:[^\s"'#][^:#]*|"[^"]*"|'[^']*')\s*:(?:\s|$)`)

const (
	noColon    = `a ":" is missing after the key`
	writeColon = `write "key: value"`
)

// wordsOnly is a line with a word and a possible value, without a colon between them.
var wordsOnly = regexp.MustCompile(`^\s*[\pL_][\pL\d_.-]* +[^\s:\[\]{}"']+(?:\s+#.*)?$`)

var keyAlone = regexp.MustCompile(`^\s*(?:- +)*([\pL_][\pL\d_.-]*) *[{\[]`)

// besideBracket is a line on which the sign before or the start of a block in brackets is missing.
func (s syntaxDiagnosis) besideBracket(line int) suspect {
	if keyAlone.MatchString(s.text(line)) {
		return suspect{line, noColon, writeColon, 0}
	}
	bracket := s.stray(line)
	return suspect{line, fmt.Sprintf("the closing %q here has no opening one", bracket), "open it after the first colon, or delete it",
		strings.LastIndex(s.text(line), bracket)}
}

// stray is the bracket that a line closes without an opening one, "" if there is none.
func (s syntaxDiagnosis) stray(line int) string {
	text, _, _ := strings.Cut(s.text(line), " #")
	for _, pair := range []string{"{}", "[]"} {
		if strings.Count(text, pair[1:]) > strings.Count(text, pair[:1]) {
			return pair[1:]
		}
	}
	return ""
}

// inText reports whether a line belongs to a block of text, which contains no keys.
func (s syntaxDiagnosis) inText(line int) bool {
	for i := s.neighbour(line, -1); i > 0; i = s.neighbour(i, -1) {
		if indent(s.text(i)) < indent(s.text(line)) {
			return textStarts.MatchString(s.text(i))
		}
	}
	return false
}

var textStarts = regexp.MustCompile(`[:-] +[|>][-+0-9]*\s*(?:#.*)?$`)

// forgotColon reports whether a line should start with a key: the line above is another key's, or the line starts a
// list item.
func (s syntaxDiagnosis) forgotColon(above, line int) bool {
	text := s.text(line)
	if startsWithKey.MatchString(text) {
		return false
	}
	if strings.HasPrefix(strings.TrimSpace(text), "- ") || above == 0 {
		return true
	}
	return indent(s.text(above)) >= indent(text) || strings.HasSuffix(strings.TrimSpace(s.text(above)), ":")
}

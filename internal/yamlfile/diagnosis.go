package yamlfile

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// syntaxDiagnosis finds in a file that does not parse the line that a person should change. The line in the parser's
// error is often that of the block around the fault, or a line after the fault.
type syntaxDiagnosis struct {
	lines  []string
	data   []byte
	starts []int // the byte at which each line starts
	err    error
}

// suspect is the line that a person should probably change.
type suspect struct {
	line          int // from 1; 0 if nothing better than the parser's line is known
	message, hint string
	at            int // byte of the line; 0 if suspectByte finds it
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

// firstFailing returns the first line up to which the file fails with the same error as the whole file.
func (s syntaxDiagnosis) firstFailing() int {
	line := 1 + sort.Search(len(s.starts)-1, func(i int) bool {
		err := s.parseFirst(i + 1)
		return err != nil && err.Error() == s.err.Error()
	})
	if err := s.parseFirst(1); err != nil && withoutPrefix(err) == withoutPrefix(s.err) {
		return 1 // the parser's errors have no line number for line 1
	}
	return line
}

func (s syntaxDiagnosis) lineText(line int) string { return s.lines[min(line, len(s.lines))-1] }

func withoutPrefix(err error) string { return prefix.ReplaceAllString(err.Error(), "") }

// cause looks for a quote or bracket that is opened before the line and never closed, then for a missing colon, then
// for a line whose indentation differs from its neighbours'.
func (s syntaxDiagnosis) cause(line int, message string) suspect {
	if from, at := openQuote(s.lines, line); from > 0 {
		return suspect{from, quoteStaysOpen, closeQuote, at}
	}
	if value := s.unquotedValue(line); value.line > 0 {
		return value
	}
	if open := s.openBefore(line); open.line > 0 {
		return open
	}
	prev := s.neighbour(line, -1)
	switch {
	case prev == 0 || strings.Contains(message, "tab"):
		return suspect{}
	case strings.HasPrefix(message, `a ":" is where`) && (keyAlone.MatchString(s.lineText(line)) || s.strayBracket(line) != ""):
		return s.besideBracket(line)
	case strings.HasPrefix(message, `a ":" is where`) && !s.inMultilineText(prev) && s.forgotColon(s.neighbour(prev, -1), prev):
		return suspect{prev, noColon, writeColon, 0}
	case strings.HasPrefix(message, "this line does not fit") && wordsOnly.MatchString(s.lineText(prev)) && !s.inMultilineText(prev) && s.forgotColon(s.neighbour(prev, -1), prev):
		return suspect{prev, noColon, writeColon, 0}
	case indent(s.lineText(prev)) < indent(s.lineText(line)):
		return s.lessIndented(prev, line)
	}
	return s.moreIndentedAbove(line)
}

var (
	bareVariable = regexp.MustCompile(`[{\[,].*?(?:[:\[,]\s*)(\$\{[A-Za-z_]\w*\})`)
	bareSign     = regexp.MustCompile(`(?:^|[{\[,\s])([\pL_][\pL\d_]*)\s*:\s+([>|])([ =]*[^\s,}\]#+-][^,}\]#]*)`)
)

// unquotedValue returns a value on the line that needs quotes: ${NAME} within braces, or text that starts with > or |.
func (s syntaxDiagnosis) unquotedValue(line int) suspect {
	text := s.lineText(line)
	if at := bareVariable.FindStringSubmatchIndex(text); at != nil {
		name := text[at[2]:at[3]]
		return suspect{line, name + " within braces needs quotes", "write " + strconv.Quote(name), at[2]}
	}
	if at := bareSign.FindStringSubmatchIndex(text); at != nil && strings.Count(text[:at[2]], `"`)%2 == 0 && strings.Count(text[:at[2]], "'")%2 == 0 {
		key, value := text[at[2]:at[3]], text[at[4]:at[5]]+" …"
		if key == "rows" {
			value = strings.TrimSpace(text[at[4]:at[7]]) // the value of any other key may be a secret
		}
		return suspect{line, fmt.Sprintf("a value that starts with %q needs quotes", text[at[4]:at[5]]), "write " + key + ": " + strconv.Quote(value), at[2]}
	}
	return suspect{}
}

// lessIndented returns the line prev if it is indented less than the lines of its block after it, or has a closing
// bracket too many.
func (s syntaxDiagnosis) lessIndented(prev, line int) suspect {
	a, b := indent(s.lineText(prev)), indent(s.lineText(line))
	text := strings.TrimSpace(s.lineText(prev))
	if above := s.neighbour(prev, -1); !strings.HasSuffix(text, ":") && (s.sibling(line) > 0 || a%2 > b%2) && (above == 0 || indent(s.lineText(above)) < a) {
		return suspect{prev, fmt.Sprintf("this line is indented by %d and the next one by %d", a, b), sameIndent, 0}
	}
	if strings.Count(text, "}")+strings.Count(text, "]") > strings.Count(text, "{")+strings.Count(text, "[") {
		return suspect{prev, "there is one closing bracket too many here", "delete it", 0}
	}
	return suspect{}
}

const sameIndent = "give them the same indentation"

// moreIndentedAbove looks for lines above that are indented more than the line although they are in the same block. A
// single such line is the suspect; if there are several, the line itself or the first line of the block is.
func (s syntaxDiagnosis) moreIndentedAbove(line int) suspect {
	b, first, count, least := indent(s.lineText(line)), 0, 0, 1<<20
	i := s.neighbour(line, -1)
	for ; i > 0 && indent(s.lineText(i)) >= b; i = s.neighbour(i, -1) {
		switch a := indent(s.lineText(i)); {
		case a == b:
			return suspect{} // another line of the block has the same indentation
		case a < least:
			first, count, least = i, 1, a
		case a == least:
			first, count = i, count+1
		}
	}
	switch {
	case count == 1 && s.sibling(line) > 0:
		return suspect{first, fmt.Sprintf("this line is indented by %d and line %d by %d", least, line, b), sameIndent, 0}
	case count > 1 && s.startsBlock(i) && (s.sibling(line) > 0 || s.evenSteps(i, b, least)):
		return suspect{i, fmt.Sprintf("this line is indented by %d and line %d by %d", indent(s.lineText(i)), line, b), sameIndent, 0}
	case count > 0:
		return suspect{line, fmt.Sprintf("this line is indented by %d and line %d by %d", b, first, least), sameIndent, 0}
	}
	return suspect{}
}

// evenSteps reports whether the indentation between is half-way from the line around the block to the indentation
// inner. The block's first line is then the misplaced one.
func (s syntaxDiagnosis) evenSteps(first, between, inner int) bool {
	outer := s.neighbour(first, -1)
	return outer > 0 && strings.HasSuffix(strings.TrimSpace(s.lineText(first)), ":") && inner-between == between-indent(s.lineText(outer))
}

// startsBlock reports whether a line is the first of an indented block.
func (s syntaxDiagnosis) startsBlock(line int) bool {
	return line > 0 && indent(s.lineText(line)) > 0 && indent(s.lineText(s.neighbour(line, -1))) < indent(s.lineText(line))
}

// sibling returns the next line of the same block with the same indentation, 0 if the block ends.
func (s syntaxDiagnosis) sibling(line int) int {
	i := s.neighbour(line, 1)
	for i > 0 && indent(s.lineText(i)) > indent(s.lineText(line)) {
		i = s.neighbour(i, 1)
	}
	if i > 0 && indent(s.lineText(i)) < indent(s.lineText(line)) {
		return 0
	}
	return i
}

var atLine = regexp.MustCompile(`^yaml: line (\d+): `)

// openBefore returns the line with a quote or bracket that is still open where the given line begins.
func (s syntaxDiagnosis) openBefore(line int) suspect {
	err := s.parseFirst(line - 1)
	switch {
	case err == nil:
	case strings.Contains(err.Error(), "unexpected end of stream"):
		from := 1
		if m := atLine.FindStringSubmatch(err.Error()); m != nil && s.parseFirst(1) == nil {
			from, _ = strconv.Atoi(m[1])
		}
		if from < line && strings.ContainsAny(s.lineText(from), `"'`) {
			return suspect{from, fmt.Sprintf("the quote that is opened here goes on to line %d", line), "close it on this line, or delete it", 0}
		}
	case unclosed(err):
		from := line - 1
		for from > max(1, line-maxBack) && unclosed(s.parseFirst(from-1)) {
			from--
		}
		if strings.ContainsAny(s.lineText(from), "[{") {
			return suspect{from, fmt.Sprintf("the bracket that is opened here is not closed before line %d", line),
				`close it with "]" or "}", or write the comma that is missing`, 0}
		}
	}
	return suspect{}
}

// maxBack is how many lines back the search for an open bracket goes.
const maxBack = 60

func unclosed(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "did not find expected ',' or") || strings.Contains(err.Error(), "did not find expected node content"))
}

// neighbour returns the next line after (step 1) or before (step −1) a line that is neither empty nor a comment; 0 if
// there is none.
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

// wordsOnly matches a line that is a word and a value without a colon between them.
var wordsOnly = regexp.MustCompile(`^\s*[\pL_][\pL\d_.-]* +[^\s:\[\]{}"']+(?:\s+#.*)?$`)

var keyAlone = regexp.MustCompile(`^\s*(?:- +)*([\pL_][\pL\d_.-]*) *[{\[]`)

// besideBracket returns the suspect for a line on which the colon before a bracket, or an opening bracket, is missing.
func (s syntaxDiagnosis) besideBracket(line int) suspect {
	if keyAlone.MatchString(s.lineText(line)) {
		return suspect{line, noColon, writeColon, 0}
	}
	bracket := s.strayBracket(line)
	return suspect{line, fmt.Sprintf("the closing %q here has no opening one", bracket), "open it after the first colon, or delete it",
		strings.LastIndex(s.lineText(line), bracket)}
}

// strayBracket returns a closing bracket of a line that has no opening one, "" if there is none.
func (s syntaxDiagnosis) strayBracket(line int) string {
	text, _, _ := strings.Cut(s.lineText(line), " #")
	for _, pair := range []string{"{}", "[]"} {
		if strings.Count(text, pair[1:]) > strings.Count(text, pair[:1]) {
			return pair[1:]
		}
	}
	return ""
}

// inMultilineText reports whether a line belongs to a multi-line text, which contains no keys.
func (s syntaxDiagnosis) inMultilineText(line int) bool {
	for i := s.neighbour(line, -1); i > 0; i = s.neighbour(i, -1) {
		if indent(s.lineText(i)) < indent(s.lineText(line)) {
			return textStarts.MatchString(s.lineText(i))
		}
	}
	return false
}

var textStarts = regexp.MustCompile(`[:-] +[|>][-+0-9]*\s*(?:#.*)?$`)

// forgotColon reports whether a line should start with a key, but does not: the line above has a key, or the line
// starts an item of a list.
func (s syntaxDiagnosis) forgotColon(above, line int) bool {
	text := s.lineText(line)
	if startsWithKey.MatchString(text) {
		return false
	}
	if strings.HasPrefix(strings.TrimSpace(text), "- ") || above == 0 {
		return true
	}
	return indent(s.lineText(above)) >= indent(text) || strings.HasSuffix(strings.TrimSpace(s.lineText(above)), ":")
}

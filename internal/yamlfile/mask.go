package yamlfile

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Mask is the text that replaces a secret in messages.
const Mask = "•••"

// MaskedLine is a line of a file without its secrets.
type MaskedLine struct {
	Text []rune // the line with each secret replaced by Mask
	cuts []cut
}

// cut is the part of the original line that a Mask replaces: its first column from 0, and its number of runes.
type cut struct{ at, wide int }

// Shown returns the masked line, and the column in it that corresponds to a column of the original line, both from 0.
func (l MaskedLine) Shown(column int) ([]rune, int) {
	at, shift := max(0, column), 0
	for _, c := range l.cuts {
		switch {
		case column >= c.at+c.wide:
			shift += len([]rune(Mask)) - c.wide
		case column > c.at:
			at = c.at
		}
	}
	return l.Text, min(max(0, at+shift), len(l.Text))
}

var (
	secretKey    = regexp.MustCompile(`["']?[\w-]+["']?\s*:(?:\s|$)`)
	notSecretKey = regexp.MustCompile(`(?i)(?:_file|_url)["']?\s*:?\s*$`)
	flowNext     = regexp.MustCompile(`,\s*["']?[\w-]+["']?\s*:(?:\s|$)|[}\]]\s*$|[}\]]\s*,`)
	OnlyNames    = regexp.MustCompile(`^["']?(?:\$\{\w+\})*["']?$`)
	dsnPasswords = []*regexp.Regexp{
		regexp.MustCompile(`://[^\s/:@"']*:([^\s"']+)@`),
		regexp.MustCompile(`[\w.-]+:([^\s"']+)@(?:tcp|unix)\(`),
		regexp.MustCompile(`(?i)\b(?:password|pwd|passwd)\s*=\s*([^;&\s"']+)`),
	}
)

// MaskDSN masks the password of every database address in a text.
func MaskDSN(s string) string {
	if !strings.ContainsAny(s, "@=") {
		return s
	}
	for _, re := range dsnPasswords {
		s = re.ReplaceAllStringFunc(s, func(hit string) string {
			at := re.FindStringSubmatchIndex(hit)
			if OnlyNames.MatchString(hit[at[2]:at[3]]) {
				return hit
			}
			return hit[:at[2]] + Mask + hit[at[3]:]
		})
	}
	return s
}

// Masker finds the secrets in the lines of one file.
type Masker struct {
	lines  []string
	ranges [][][2]int // by line: the first byte of each secret, and the byte after it
}

// NewMasker returns a Masker that masks the passwords of database addresses in the lines.
func NewMasker(lines []string) *Masker {
	m := &Masker{lines: lines, ranges: make([][][2]int, len(lines))}
	for i, line := range lines {
		if !strings.ContainsAny(line, "@=") {
			continue // no database address has a password without one of them
		}
		for _, re := range dsnPasswords {
			for _, at := range re.FindAllStringSubmatchIndex(line, -1) {
				m.addRange(i, at[2], at[3])
			}
		}
	}
	return m
}

// maskByKeys masks the values of keys whose names sound secret. It is for files that cannot be parsed, whose keys are
// not known.
func (m *Masker) maskByKeys() {
	for i, line := range m.lines {
		for _, at := range secretKey.FindAllStringIndex(line, -1) {
			if soundsSecret(line[at[0]:at[1]]) && !strings.HasPrefix(strings.TrimSpace(line), "#") {
				m.maskValue(i, at[1], strings.ContainsAny(line[:at[0]], "{["))
			}
		}
	}
}

// secretWords are parts of the names of keys with secret values.
var secretWords = strings.Fields("pass pwd pswd secret token credential mdp postgre mysql mariadb sqlserver mssql dsn database_url")

func soundsSecret(key string) bool {
	key = strings.ToLower(key)
	return slices.ContainsFunc(secretWords, func(w string) bool { return strings.Contains(key, w) }) && !notSecretKey.MatchString(key)
}

// MaskNode masks a node's text and everything below it.
func (m *Masker) MaskNode(n *Node) {
	if n == nil {
		return
	}
	for _, item := range n.Items {
		m.MaskNode(item)
	}
	for _, p := range n.Pairs {
		m.MaskNode(p.Value)
	}
	if n.Kind == ScalarNode && n.Line >= 1 && n.Line <= len(m.lines) {
		line := m.lines[n.Line-1]
		m.maskValue(n.Line-1, byteAt(line, n.Column-1), n.Flow)
	}
}

func byteAt(line string, runes int) int {
	for at := range line {
		if runes--; runes < 0 {
			return at
		}
	}
	return len(line)
}

// maskValue masks the scalar that starts at a byte of a line, and its continuation lines.
func (m *Masker) maskValue(i, from int, flow bool) {
	line := m.lines[i]
	for from < len(line) && line[from] == ' ' {
		from++
	}
	if closed := quotedEnd(line[from:]); closed > 0 {
		m.addRange(i, from, from+closed)
		return
	}
	if at := flowNext.FindStringIndex(line[from:]); flow && at != nil {
		m.addRange(i, from, from+at[0])
		return
	}
	m.addRange(i, from, len(line))
	for j := i + 1; j < len(m.lines); j++ {
		next := strings.TrimSpace(m.lines[j])
		if next != "" && indent(m.lines[j]) <= indent(line) {
			return
		}
		m.addRange(j, 0, len(m.lines[j]))
	}
}

// quotedEnd returns the byte after a quoted scalar that ends on its line, 0 for any other scalar.
func quotedEnd(s string) int {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && s[0] == '"':
			i++
		case s[i] == s[0] && s[0] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		case s[i] == s[0]:
			return i + 1
		}
	}
	return 0
}

func indent(line string) int {
	return len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
}

func (m *Masker) addRange(i, from, to int) {
	s := strings.TrimRightFunc(m.lines[i][from:max(from, to)], unicode.IsSpace)
	from += len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	s = strings.TrimSpace(s)
	if s == "" || OnlyNames.MatchString(s) || s == "|" || s == ">" || strings.HasPrefix(s, "#") {
		return
	}
	m.ranges[i] = append(m.ranges[i], [2]int{from, from + len(s)})
}

// Masked returns the lines with each secret replaced by Mask.
func (m *Masker) Masked() []MaskedLine {
	out := make([]MaskedLine, len(m.lines))
	for i, line := range m.lines {
		out[i] = maskLine(line, m.ranges[i])
	}
	return out
}

func maskLine(line string, ranges [][2]int) (l MaskedLine) {
	slices.SortFunc(ranges, func(a, b [2]int) int { return a[0] - b[0] })
	done := 0
	for _, r := range ranges {
		if r[1] <= done {
			continue
		}
		r[0] = max(r[0], done)
		l.Text = append(l.Text, printable(line[done:r[0]])...)
		l.cuts = append(l.cuts, cut{len([]rune(line[:r[0]])), len([]rune(line[r[0]:r[1]]))})
		l.Text = append(l.Text, []rune(Mask)...)
		done = r[1]
	}
	l.Text = append(l.Text, printable(line[done:])...)
	return l
}

// printable replaces each control character by a single rune, so that columns stay.
func printable(s string) []rune {
	runes := []rune(s)
	for i, r := range runes {
		switch {
		case r == '\t':
			runes[i] = ' '
		case unicode.IsControl(r), r == '\uFEFF':
			runes[i] = '·'
		}
	}
	return runes
}

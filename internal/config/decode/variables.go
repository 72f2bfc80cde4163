package decode

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/yamlfile"
)

// expansion is a text with ${NAME} and the value that replaced it. A message must show the text, never the value.
type expansion struct{ written, value string }

var (
	variable     = regexp.MustCompile(`\$?\$\{[^}]*\}?`)
	variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// expand replaces ${NAME} by the value of the environment variable, and $${ by ${. It works on a parsed scalar, so that
// a value cannot change the structure of the YAML. ok is false after a mistake.
func (l *Decoder) expand(n *yamlfile.Node, path string) (text string, ok bool) {
	if !strings.Contains(n.Text, "${") {
		return n.Text, true
	}
	ok, used := true, false
	text = variable.ReplaceAllStringFunc(n.Text, func(s string) string {
		if strings.HasPrefix(s, "$$") {
			return s[1:]
		}
		name := strings.TrimSuffix(s[2:], "}")
		if !strings.HasSuffix(s, "}") || !variableName.MatchString(name) {
			ok = false
			l.Fail(n, path, `"${" must be followed by the name of an environment variable and "}"`, "write $${ for the characters ${ themselves")
			return ""
		}
		value, set := l.getenv(name)
		switch {
		case !set:
			ok = false
			l.Fail(n, path, fmt.Sprintf("the environment variable %s is not set", name), l.variableHint(path, name))
		case value == "" && n.Text == s:
			ok = false
			l.Fail(n, path, fmt.Sprintf("the environment variable %s is empty", name), l.variableHint(path, name))
		}
		used = true
		l.expanded = append(l.expanded, expansion{s, value})
		return value
	})
	if used && ok {
		l.expanded = append(l.expanded, expansion{n.Text, text})
	}
	return text, ok
}

func (l *Decoder) variableHint(path, name string) string {
	if key := path[strings.LastIndex(path, ".")+1:]; l.SecretKeys[key] {
		return "set it, or name a file that holds the value with " + key + "_file:"
	}
	return "set it where bilan is started: export " + name + "=…"
}

// Scrub removes secrets and the values of environment variables from a message.
func (l *Decoder) Scrub(s string) string {
	if s == "" || len(l.expanded)+len(l.secrets) == 0 {
		return yamlfile.MaskDSN(s)
	}
	for _, e := range slices.Backward(l.expanded) { // a whole value was added after its parts, and must be replaced first
		if e.value != "" {
			s = strings.ReplaceAll(s, strconv.Quote(e.value), "the value of "+e.written)
		}
		if len(e.value) >= 4 {
			s = strings.ReplaceAll(s, e.value, e.written)
		}
	}
	for _, secret := range l.secrets {
		if len(secret) >= 6 && !l.SecretKeys[secret] && !yamlfile.OnlyNames.MatchString(secret) {
			s = strings.ReplaceAll(s, secret, yamlfile.Mask)
		}
	}
	return yamlfile.MaskDSN(s)
}

package decode

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/yamlfile"
)

// expansion is a ${NAME} that was replaced. Values from the environment are never quoted in a message.
type expansion struct{ written, value string }

var (
	variable     = regexp.MustCompile(`\$?\$\{[^}]*\}?`)
	variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// expand fills ${NAME} in from the environment; $${NAME} is the text ${NAME}. It works on the parsed scalar, so
// that a value cannot change the YAML around it.
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

// Scrub removes values from the environment and every secret from a message.
func (l *Decoder) Scrub(s string) string {
	if s == "" || len(l.expanded)+len(l.secrets) == 0 {
		return yamlfile.MaskDSN(s)
	}
	for _, e := range slices.Backward(l.expanded) { // a whole value comes after its parts
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

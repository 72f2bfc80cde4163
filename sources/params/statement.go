package params

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
)

// oneSelect refuses anything but a single SELECT, and removes its closing semicolon. The server's read-only transaction
// protects the data; this check gives a clear message, and is the guard if an engine has no such transaction.
func (d Dialect) oneSelect(query string, tokens []token) ([]token, error) {
	i := slices.IndexFunc(tokens, func(t token) bool { return t.kind != blank && t.text != "(" })
	if i < 0 {
		return nil, errors.New("the query is empty")
	}
	if first := tokens[i]; first.kind != word || !slices.Contains(d.starts, strings.ToUpper(first.text)) {
		return nil, fmt.Errorf("%s: a query must be one SELECT, but it starts with %s", describePlace(query, first.at), table.Shorten(first.text))
	}
	for j, t := range tokens {
		if t.kind == operator && t.text == ";" {
			return tokens[:j], onlyBlank(query, tokens[j+1:])
		}
		if bad := d.forbiddenIn(t); bad != "" {
			return nil, fmt.Errorf("%s: %s is not allowed: a query must be one SELECT", describePlace(query, t.at), bad)
		}
	}
	return tokens, nil
}

// forbiddenIn finds the forbidden word that a token is, or ends in when a number is glued to it: 1drop is two words
// to SQL Server.
func (d Dialect) forbiddenIn(t token) string {
	if t.kind != word {
		return ""
	}
	text := strings.ToUpper(t.text)
	glued := text[0] >= '0' && text[0] <= '9'
	for _, bad := range d.forbidden {
		if text == bad || glued && strings.HasSuffix(text, bad) {
			return bad
		}
	}
	return ""
}

func onlyBlank(query string, rest []token) error {
	for _, t := range rest {
		if t.kind != blank && t.text != ";" {
			return fmt.Errorf("%s: a second statement starts here: a query must be one SELECT", describePlace(query, t.at))
		}
	}
	return nil
}

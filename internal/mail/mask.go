package mail

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// mask hides secrets in words that come from outside: some servers repeat the command that they refuse.
type mask struct {
	pairs []string
}

// newMask hides the password, also as PLAIN and LOGIN encode it.
func newMask(password, username string) *mask {
	m := &mask{}
	if password != "" {
		m.add("\x00" + username + "\x00" + password)
		m.add(password)
	}
	return m
}

// add hides s, its base64 forms and its form in a URL. A form shorter than four bytes stays: hiding it would
// tear holes into every sentence.
func (m *mask) add(s string) {
	for _, form := range []string{
		base64.StdEncoding.EncodeToString([]byte(s)), base64.RawStdEncoding.EncodeToString([]byte(s)), s, url.QueryEscape(s),
	} {
		if len(form) >= 4 {
			m.pairs = append(m.pairs, form, "•••")
		}
	}
}

func (m *mask) hide(s string) string {
	return strings.NewReplacer(m.pairs...).Replace(s)
}

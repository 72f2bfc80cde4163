package mail

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// secretMask hides secrets in texts from outside, because some servers repeat the command that they refuse.
type secretMask struct {
	pairs []string
}

// newSecretMask returns a mask that hides the password, also in the encodings of PLAIN and LOGIN.
func newSecretMask(password, username string) *secretMask {
	m := &secretMask{}
	if password != "" {
		m.add("\x00" + username + "\x00" + password)
		m.add(password)
	}
	return m
}

// add hides s, its base64 forms and its URL form. It does not hide a form shorter than four bytes, because that would
// hide parts of ordinary words.
func (m *secretMask) add(s string) {
	for _, form := range []string{
		base64.StdEncoding.EncodeToString([]byte(s)), base64.RawStdEncoding.EncodeToString([]byte(s)), s, url.QueryEscape(s),
	} {
		if len(form) >= 4 {
			m.pairs = append(m.pairs, form, "•••")
		}
	}
}

func (m *secretMask) hide(s string) string {
	return strings.NewReplacer(m.pairs...).Replace(s)
}

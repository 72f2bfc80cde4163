package driver

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Mask removes passwords from texts.
type Mask struct{ secrets []string }

const masked = "•••"

// Add records a password in every form in which a driver may print it.
func (m *Mask) Add(password string) {
	for _, form := range []string{password, url.QueryEscape(password), url.PathEscape(password), url.UserPassword("", password).String()[1:]} {
		if form != "" && !slices.Contains(m.secrets, form) {
			m.secrets = append(m.secrets, form)
		}
	}
	slices.SortFunc(m.secrets, func(a, b string) int { return len(b) - len(a) })
}

var passwordKey = regexp.MustCompile(`(?i)(?:^|[\s;?&])(?:password|pwd|sslpassword)\s*=\s*('(?:[^'\\]|\\.)*'|\{(?:[^}]|}})*\}|"(?:[^"]|"")*"|[^\s;&]+)`)

// AddDSN records everything that may be a password in a connection string of any form, even one that no driver can
// parse.
func (m *Mask) AddDSN(dsn string) {
	for _, found := range passwordKey.FindAllStringSubmatch(dsn, -1) {
		m.Add(strings.Trim(found[1], `'"{}`))
		m.Add(strings.NewReplacer(`\'`, `'`, `\\`, `\`).Replace(strings.Trim(found[1], `'`)))
	}
	user := dsn
	if i := strings.Index(dsn, "://"); i >= 0 {
		user = dsn[i+3:]
	}
	at := strings.LastIndexByte(user, '@')
	if at < 0 {
		return
	}
	if _, password, ok := strings.Cut(user[:at], ":"); ok {
		m.Add(password)
		if plain, err := url.PathUnescape(password); err == nil {
			m.Add(plain)
		}
	}
}

// Clean replaces every password in a text. A password of up to three bytes is replaced only as a separate word, because
// otherwise the text would become illegible.
func (m *Mask) Clean(text string) string {
	for _, s := range m.secrets {
		if len(s) > 3 {
			text = strings.ReplaceAll(text, s, masked)
			continue
		}
		alone := regexp.MustCompile(`(^|[^\pL\pN])` + regexp.QuoteMeta(s) + `($|[^\pL\pN])`)
		text = alone.ReplaceAllString(text, "${1}"+masked+"${2}")
	}
	return text
}

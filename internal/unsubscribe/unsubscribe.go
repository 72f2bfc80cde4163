// Package unsubscribe lets a reader unsubscribe from a report. It writes the headers that mail programs turn into a
// button (RFC 2369, RFC 8058), and answers when the button is pressed. The caller removes the reader.
package unsubscribe

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
)

// Links makes the unsubscribe headers of messages. It is safe for concurrent use.
type Links struct {
	mailto string // a mail address; "" if there is none
	base   string // the https address before Path; "" if there is none
	key    []byte // with which tokens are signed
}

// Path is the part of every link between the base and the token.
const Path = "/unsubscribe/"

// New returns links to a mail address, to a web address, or to both. key is the secret with which tokens are signed.
func New(mailto, base, key string) *Links {
	return &Links{mailto: mailto, base: strings.TrimRight(base, "/"), key: []byte(key)}
}

// Header is a header of a message.
type Header struct{ Name, Value string }

// Headers returns the unsubscribe headers for a report's message to an address; none if there are no links. For
// one-click, a DKIM signature must cover both headers (RFC 8058, section 4).
func (l *Links) Headers(report, address string) (list []Header) {
	if l == nil {
		return nil
	}
	var links []string
	if l.base != "" {
		links = append(links, "<"+l.base+Path+l.makeToken(report, address)+">")
	}
	if l.mailto != "" {
		links = append(links, "<mailto:"+(&url.URL{Path: l.mailto}).EscapedPath()+"?subject="+url.PathEscape("unsubscribe "+report)+">")
	}
	if len(links) > 0 {
		list = append(list, Header{"List-Unsubscribe", strings.Join(links, ", ")})
	}
	if l.base != "" {
		list = append(list, Header{"List-Unsubscribe-Post", oneClick})
	}
	return list
}

// oneClick is the form content that a mail program posts (RFC 8058, section 3.1).
const oneClick = "List-Unsubscribe=One-Click"

// macBytes is the length of the HMAC in a token: 128 bits cannot be guessed.
const macBytes = 16

// makeToken returns a text that identifies a report and an address, and cannot be forged without the key.
func (l *Links) makeToken(report, address string) string {
	text := report + "\x00" + strings.ToLower(address)
	return encode([]byte(text)) + "." + encode(l.mac(text))
}

func (l *Links) mac(text string) []byte {
	h := hmac.New(sha256.New, l.key)
	h.Write([]byte("bilan unsubscribe\x00" + text)) // never fails
	return h.Sum(nil)[:macBytes]
}

var errToken = errors.New("this link was not made by this installation")

// parseToken returns the report and address of a token, or errToken if it is not signed with the key.
func (l *Links) parseToken(token string) (report, address string, err error) {
	encodedText, encodedMAC, _ := strings.Cut(token, ".")
	text, err := decode(encodedText)
	mac, macErr := decode(encodedMAC)
	if err != nil || macErr != nil || !hmac.Equal(mac, l.mac(string(text))) {
		return "", "", errToken
	}
	report, address, _ = strings.Cut(string(text), "\x00")
	return report, address, nil
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func decode(s string) ([]byte, error) { return base64.RawURLEncoding.Strict().DecodeString(s) }

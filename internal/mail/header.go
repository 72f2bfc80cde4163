package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"
)

// The greatest lengths of header values, in bytes. They keep each header line far below the 998 bytes that SMTP allows.
const (
	maxName    = 200
	maxSubject = 400
	maxHeader  = 700
)

var (
	headerName = regexp.MustCompile(`^[A-Za-z0-9-]{1,60}$`)
	messageID  = regexp.MustCompile(`^[A-Za-z0-9._+-]{1,120}@[A-Za-z0-9.-]{1,200}$`)
)

// reservedHeaders are headers that only this package writes. Message.Headers must not contain them.
var reservedHeaders = []string{
	"From", "To", "Cc", "Bcc", "Reply-To", "Sender", "Return-Path", "Subject", "Date", "Message-Id", "Mime-Version",
	"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Auto-Submitted", "X-Auto-Response-Suppress",
}

// MessageID returns a Message-ID for the identity of a delivery, with the domain of the sender. The same identity gives
// the same Message-ID, so that a mailbox recognises a message that was sent twice. The identity cannot be recovered
// from it.
func MessageID(identity, from string) string { return digest(identity, 16) + "@" + domainOf(from) }

func digest(text string, bytes int) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:bytes])
}

func domainOf(from string) string {
	domain := "bilan.invalid"
	if a, err := parseAddress(from); err == nil {
		if _, d := splitAddress(a.Address); messageID.MatchString("x@" + d) {
			domain = strings.ToLower(d)
		}
	}
	return domain
}

func (m Message) setHeaders(msg *gomail.Msg) error {
	if m.Date.IsZero() {
		return errors.New("the date is missing")
	}
	if !messageID.MatchString(m.MessageID) {
		return fmt.Errorf("message id %q does not look like name@domain", m.MessageID)
	}
	if err := checkNoControl(m.Subject); err != nil {
		return fmt.Errorf("subject %q: %w", m.Subject, err)
	}
	msg.SetDateWithValue(m.Date)
	msg.SetMessageIDWithValue(m.MessageID)
	msg.SetGenHeader(gomail.HeaderSubject, encodeWords(headerText(m.Subject, maxSubject)))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	return m.setExtraHeaders(msg)
}

func (m Message) setExtraHeaders(msg *gomail.Msg) error {
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(m.Headers)) {
		key := textproto.CanonicalMIMEHeaderKey(name)
		switch {
		case !headerName.MatchString(name):
			return fmt.Errorf("header name %q: only letters, digits and hyphens are allowed", name)
		case slices.Contains(reservedHeaders, key) || seen[key]:
			return fmt.Errorf("header %q is already written from another field", name)
		}
		if err := checkNoControl(m.Headers[name]); err != nil {
			return fmt.Errorf("header %q: %w", name, err)
		}
		seen[key] = true
		msg.SetGenHeader(gomail.Header(name), encodeWords(headerText(m.Headers[name], maxHeader)))
	}
	return nil
}

// headerText returns a header value that is valid UTF-8 and not longer than the limit, and that no mail program takes
// for an encoded word.
func headerText(s string, limit int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "=?", "= ?")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' }), " ")
	if len(s) <= limit {
		return s
	}
	cut := limit
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.TrimSpace(s[:cut]) + "…"
}

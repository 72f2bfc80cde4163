package bounce

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"net/textproto"
	"slices"
	"strings"
)

const (
	maxBytes = 64 << 20 // largest size of a mail, in bytes; a notification may contain the original message with its attachments
	maxDepth = 5        // greatest depth of nested parts
)

// ErrTooLarge reports that a file is larger than any mail.
var ErrTooLarge = errors.New("it is larger than 64 MB, so it is not a mail")

// Read reads one mail. It returns nil for a mail that is not a delivery status notification.
func Read(r io.Reader) (*Notification, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > maxBytes {
		return nil, ErrTooLarge
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return nil, nil // not a mail
	}
	sum := sha256.Sum256(raw)
	n := &Notification{Digest: hex.EncodeToString(sum[:])}
	n.Date, _ = m.Header.Date()
	n.readPart(textproto.MIMEHeader(m.Header), m.Body, 0)
	if len(n.Recipients) == 0 {
		return nil, nil
	}
	// Some servers name the original message only in the header of the notification.
	for _, name := range []string{"In-Reply-To", "References"} {
		n.addOriginal(m.Header.Get(name))
	}
	return n, nil
}

// readPart reads one part of the mail and the parts inside it. It ignores a part that cannot be read.
func (n *Notification) readPart(h textproto.MIMEHeader, body io.Reader, depth int) {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || depth > maxDepth {
		return
	}
	switch body = decode(h, body); {
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextPart()
			if err != nil {
				return
			}
			n.readPart(p.Header, p, depth+1)
		}
	case kind == "message/delivery-status", kind == "message/global-delivery-status":
		n.readStatus(body)
	case len(n.Recipients) > 0 && slices.Contains([]string{"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}, kind):
		n.readOriginal(body)
	}
}

func decode(h textproto.MIMEHeader, body io.Reader) io.Reader {
	if strings.EqualFold(strings.TrimSpace(h.Get("Content-Transfer-Encoding")), "base64") {
		return base64.NewDecoder(base64.StdEncoding, body)
	}
	return body // multipart.Reader has already decoded quoted-printable
}

// readStatus reads the groups of fields in a delivery status: the first group is about the message, each further group
// about one recipient.
func (n *Notification) readStatus(body io.Reader) {
	text := textproto.NewReader(bufio.NewReader(body))
	for {
		fields, err := text.ReadMIMEHeader()
		if r, ok := parseRecipient(fields); ok {
			n.Recipients = append(n.Recipients, r)
		}
		if err != nil {
			return
		}
	}
}

// parseRecipient parses one group of fields. ok is false if the group is not about a recipient.
func parseRecipient(fields textproto.MIMEHeader) (r Recipient, ok bool) {
	for _, name := range []string{"Original-Recipient", "Final-Recipient"} {
		if a := parseAddress(fields.Get(name)); a != "" && !slices.Contains(r.Addresses, a) {
			r.Addresses = append(r.Addresses, a)
		}
	}
	r.Action = strings.ToLower(firstWord(fields.Get("Action")))
	_, words := splitType(fields.Get("Diagnostic-Code"))
	r.Diagnostic = strings.Join(strings.Fields(words), " ")
	r.Status = moreExactStatus(firstWord(fields.Get("Status")), r.Diagnostic)
	return r, len(r.Addresses) > 0 && r.Action != ""
}

// parseAddress returns the address in a field such as "rfc822; name@domain"; "" if the field contains none.
func parseAddress(field string) string {
	kind, words := splitType(field)
	if kind != "rfc822" && kind != "utf-8" {
		return ""
	}
	a, err := mail.ParseAddress(strings.Trim(words, "<> "))
	if err != nil {
		return ""
	}
	return a.Address
}

// splitType divides a field such as "smtp; 550 5.1.1 no such user" at its semicolon.
func splitType(field string) (kind, words string) {
	kind, words, ok := strings.Cut(field, ";")
	if !ok {
		return "", strings.TrimSpace(field)
	}
	return strings.ToLower(strings.TrimSpace(kind)), strings.TrimSpace(words)
}

// firstWord returns the text before the first space; a comment in brackets may follow it.
func firstWord(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return f[0]
	}
	return ""
}

// readOriginal reads the Message-ID in the headers that the server returned.
func (n *Notification) readOriginal(body io.Reader) {
	fields, _ := textproto.NewReader(bufio.NewReader(body)).ReadMIMEHeader() // after an error, fields contains what was read until then
	n.addOriginal(fields.Get("Message-Id"))
}

func (n *Notification) addOriginal(field string) {
	for _, id := range strings.Fields(field) {
		id = strings.Trim(id, "<>")
		if id != "" && !slices.Contains(n.Originals, id) {
			n.Originals = append(n.Originals, id)
		}
	}
}

// String returns the recipient's result as one line, for logs.
func (r Recipient) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", strings.Join(r.Addresses, " "), r.Action, r.Status, r.Diagnostic))
}

package mail

import (
	"bytes"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// MaxAttachments is the greatest total size of a message's attachments, in bytes.
const MaxAttachments = 15 << 20

// Message is a mail before it is written as bytes. Its values must not contain line breaks, except Text, HTML and
// Attachments.
type Message struct {
	From        string
	To, CC      []string
	BCC         []string // checked like To and CC, but not written into the message
	ReplyTo     string   // "" for none
	Subject     string
	Date        time.Time // in the zone of the reader
	MessageID   string    // without brackets: see MessageID
	Text        []byte    // UTF-8; required
	HTML        []byte    // UTF-8; nil for a text-only mail
	Attachments []Attachment
	Headers     map[string]string // additional headers; those in reservedHeaders are refused
	Allowed     []string          // mail.allowed_domains; every recipient must be in it
}

// Bytes returns the message as bytes. The same Message gives the same bytes. Lines end in CRLF and are not longer than
// 998 bytes. All bytes are ASCII unless an address has accents before its @.
func (m Message) Bytes() ([]byte, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP))
	for _, step := range []func(*gomail.Msg) error{m.setAddresses, m.setHeaders, m.setBodies, m.attach} {
		if err := step(msg); err != nil {
			return nil, fmt.Errorf("message: %w", err)
		}
	}
	var out bytes.Buffer
	out.Grow(m.estimateSize())
	if _, err := msg.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("message: write: %w", err)
	}
	raw := out.Bytes()
	fixBoundaries(raw)
	if !bytes.HasSuffix(raw, []byte("\r\n")) {
		raw = append(raw, "\r\n"...)
	}
	return raw, nil
}

func (m Message) setAddresses(msg *gomail.Msg) error {
	from, err := parseAddress(m.From)
	if err != nil {
		return fmt.Errorf("from: %w", err)
	}
	msg.FromMailAddress(from)
	to, err := parseAddresses("to", m.To)
	if err != nil {
		return err
	}
	cc, err := parseAddresses("cc", m.CC)
	if err != nil {
		return err
	}
	bcc, err := parseAddresses("bcc", m.BCC)
	if err != nil {
		return err
	}
	if err := m.checkRecipients(to, cc, bcc); err != nil {
		return err
	}
	if len(to) > 0 {
		msg.ToMailAddress(to...)
	} else {
		msg.SetGenHeader("To", "undisclosed-recipients:;")
	}
	if len(cc) > 0 {
		msg.CcMailAddress(cc...)
	}
	return m.setReplyTo(msg)
}

func (m Message) checkRecipients(lists ...[]*mail.Address) error {
	n := 0
	for _, list := range lists {
		for _, a := range list {
			n++
			if err := Allowed(smtpPath(a), m.Allowed); err != nil {
				return err
			}
		}
	}
	if n == 0 {
		return errors.New("it has no recipient")
	}
	return nil
}

func (m Message) setReplyTo(msg *gomail.Msg) error {
	if m.ReplyTo == "" {
		return nil
	}
	a, err := parseAddress(m.ReplyTo)
	if err != nil {
		return fmt.Errorf("reply-to: %w", err)
	}
	msg.ReplyToMailAddress(a)
	return nil
}

func (m Message) setBodies(msg *gomail.Msg) error {
	if len(bytes.TrimSpace(m.Text)) == 0 {
		return errors.New("the text part is empty")
	}
	msg.SetBodyString(gomail.TypeTextPlain, tidyText(m.Text))
	if len(m.HTML) > 0 {
		msg.AddAlternativeString(gomail.TypeTextHTML, tidyText(m.HTML))
	}
	return nil
}

func (m Message) estimateSize() int {
	n := 4096 + len(m.Text)*3/2 + len(m.HTML)*5/4
	for _, a := range m.Attachments {
		n += len(a.Bytes)*78/57 + 512
	}
	return n
}

// tidyText returns a body in valid UTF-8, without single carriage returns, which SMTP forbids.
func tidyText(b []byte) string {
	s := strings.ToValidUTF8(string(b), "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.ReplaceAll(s, "\x00", "\uFFFD")
}

package run

import (
	"fmt"
	"time"

	"bilan/internal/mail"
)

// Review is the mail with which somebody checks an edition before its readers get it.
type Review struct {
	By    []string
	Until time.Time // when it is decided without them
	Send  bool      // what it is then
	Turn  string    // as commands name it
}

// ReviewMail writes the edition for those who release it, with what they can do on top.
func (p *Program) ReviewMail(e *Edition, r Review) (raw []byte, messageID string, err error) {
	l, until := e.Plan.Scope.Locale, r.Until.In(e.Plan.Zone)
	otherwise := "review.else.hold"
	if r.Send {
		otherwise = "review.else.send"
	}
	notes := []string{
		l.Word("review.note", l.DateShort(until)+" "+l.Time(until)) + " " + l.Word(otherwise),
		l.Word("review.do", e.Plan.Name, r.Turn),
	}
	m, err := p.message(e, Recipients{To: r.By, Addresses: r.By}, notes)
	if err != nil {
		return nil, "", err
	}
	m.Subject = l.Word("review.subject", m.Subject)
	m.MessageID = mail.MessageID(fmt.Sprintf("review/%s/%s/%s", e.Plan.Name, r.Turn, p.Now.UTC().Format(time.RFC3339Nano)), m.From)
	raw, err = m.Bytes()
	return raw, m.MessageID, err
}

// message is the edition's mail without a Message-ID.
func (p *Program) message(e *Edition, to Recipients, notes []string) (m mail.Message, err error) {
	if err := e.proveNotes(notes); err != nil {
		return m, err
	}
	bodies, err := e.bodies(notes...)
	if err != nil {
		return m, err
	}
	files, err := e.attachments()
	if err != nil {
		return m, fmt.Errorf("mail: %w", err)
	}
	return mail.Message{
		From: p.Config.Mail.From, To: to.To, CC: to.CC, BCC: to.Addresses, ReplyTo: p.replyTo(e.Plan.Name), Subject: e.Document.Subject,
		Date: p.Now.In(e.Plan.Zone), HTML: bodies.html, Text: bodies.text, Allowed: p.Config.Mail.AllowedDomains,
		Attachments: files,
	}, nil
}

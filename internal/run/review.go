package run

import (
	"bytes"
	"fmt"
	"time"

	"bilan/internal/distribution"
	"bilan/internal/mail"
)

// Review describes the mail with which a person checks an edition before its readers get it.
type Review struct {
	By    []string  // the reviewers' addresses
	Until time.Time // when the review ends without a decision
	Send  bool      // what happens then: the edition is sent, else it stays withheld
	Turn  string    // the turn's name in commands

	Distribution *distribution.Distribution `json:"-"` // who would get which edition; nil if there is only one edition
	Samples      []*Edition                 `json:"-"` // members' editions to look at
}

// ReviewMail makes the mail of an edition to its reviewers, with the commands for their decision at its top.
func (p *Program) ReviewMail(e *Edition, r Review) (raw []byte, messageID string, err error) {
	l, until := e.Plan.Scope.Locale, r.Until.In(e.Plan.Zone)
	otherwise := "review.else.hold"
	if r.Send {
		otherwise = "review.else.send"
	}
	notes := []string{
		l.Word("review.note", l.DateShort(until)+" "+l.Time(until)) + " " + l.Word(otherwise),
	}
	hash := ""
	if d := r.Distribution; d != nil {
		hash = " --hash " + d.Hash
	}
	notes = append(notes, l.Word("review.do", e.Plan.Name, r.Turn, hash))
	if d := r.Distribution; d != nil {
		notes = append(notes, l.Word("review.each", d.EditionCount(), d.Hash, e.Plan.Name))
	}
	m, err := p.newMessage(e, Recipients{To: r.By, Addresses: r.By}, notes)
	if err != nil {
		return nil, "", err
	}
	extra, err := r.extraAttachments(e)
	if err != nil {
		return nil, "", err
	}
	m.Attachments = append(m.Attachments[:len(m.Attachments):len(m.Attachments)], extra...)
	m.Subject = l.Word("review.subject", m.Subject)
	m.MessageID = mail.MessageID(fmt.Sprintf("review/%s/%s/%s", e.Plan.Name, r.Turn, p.Now.UTC().Format(time.RFC3339Nano)), m.From)
	raw, err = m.Bytes()
	return raw, m.MessageID, err
}

// extraAttachments returns the additional attachments for reviewers of members' editions: the distribution as text and
// CSV, and the PDFs of the samples.
func (r *Review) extraAttachments(e *Edition) (list []mail.Attachment, err error) {
	if r.Distribution == nil {
		return nil, nil
	}
	for _, form := range []struct{ end, media, format string }{{"txt", "text/plain", "table"}, {"csv", mediaTypes["csv"], "csv"}} {
		var text bytes.Buffer
		if err := r.Distribution.Write(&text, form.format); err != nil {
			return nil, err
		}
		list = append(list, mail.Attachment{Name: e.baseName() + "-plan." + form.end, Type: form.media, Bytes: text.Bytes()})
	}
	for _, sample := range r.Samples {
		list = append(list, mail.Attachment{Name: sample.FileName(), Type: mediaTypes["pdf"], Bytes: sample.PDF})
	}
	return list, nil
}

// newMessage returns the edition's mail, with the notes at its top and without a Message-ID.
func (p *Program) newMessage(e *Edition, to Recipients, notes []string) (m mail.Message, err error) {
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

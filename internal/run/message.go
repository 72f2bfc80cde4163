package run

import (
	"fmt"

	"bilan/internal/mail"
	"bilan/templates"
)

// Outgoing is one message to one address, its bytes written once.
type Outgoing struct {
	Envelope mail.Envelope
	Raw      []byte
}

// FileName is the name of the edition's PDF: report and period, as in suivi-hebdo-2026-W46.pdf.
func (e *Edition) FileName() string { return e.baseName() + ".pdf" }

func (e *Edition) baseName() string { return e.Plan.Name + "-" + e.Document.PeriodID }

// Messages writes the edition's mail for each recipient.
func (p *Program) Messages(e *Edition, to Recipients) ([]Outgoing, error) {
	html, err := templates.HTML(e.Document)
	if err != nil {
		return nil, fmt.Errorf("mail body: %w", err)
	}
	text, err := templates.Text(e.Document)
	if err != nil {
		return nil, fmt.Errorf("mail body: %w", err)
	}
	m := mail.Message{
		From: p.Config.Mail.From, To: to.To, CC: to.CC, BCC: to.Addresses, ReplyTo: p.replyTo(e.Plan.Name), Subject: e.Document.Subject,
		Date: p.Now.In(e.Plan.Zone), HTML: html, Text: text, Allowed: p.Config.Mail.AllowedDomains,
		Attachments: []mail.Attachment{{Name: e.FileName(), Type: "application/pdf", Bytes: e.PDF}},
	}
	list := make([]Outgoing, 0, len(to.Addresses))
	for _, address := range to.Addresses {
		m.MessageID = mail.MessageID(p.identity(e, address), p.Config.Mail.From)
		raw, err := m.Bytes()
		if err != nil {
			return nil, fmt.Errorf("mail to %s: %w", address, err)
		}
		list = append(list, Outgoing{
			Envelope: mail.Envelope{From: p.Config.Mail.From, To: address, Name: e.baseName()}, Raw: raw,
		})
	}
	return list, nil
}

// identity names a delivery: report, slot, period and address. A mail server also sees when: each send by hand
// is a new message, which no mailbox may take for a copy of the last; in a folder the newer one replaces it.
func (p *Program) identity(e *Edition, address string) string {
	id := fmt.Sprintf("%s/%s/%s/%s", e.Plan.Name, e.Plan.Slot, e.Document.PeriodID, address)
	if p.Config.Mail.Folder == "" {
		id += p.Now.UTC().Format("/20060102T150405.000")
	}
	return id
}

func (p *Program) replyTo(report string) string {
	if r := p.Config.Mail.ReplyTo; r != "" {
		return r
	}
	return p.owner(report)
}

package run

import (
	"fmt"
	"time"

	"bilan/internal/mail"
	"bilan/internal/plans"
)

// Mailing is an edition's mail to all its recipients, its bytes written once. Each message is its own head and then the body.
type Mailing struct {
	Body     []byte
	Messages []Outgoing
}

// Outgoing is what one message has of its own.
type Outgoing struct {
	Envelope  mail.Envelope
	MessageID string
	Head      []byte
}

// Posting is what the messages of one sending have in common.
type Posting struct {
	Due     time.Time // when it should have left; zero for a report that was asked for
	Version int       // of the edition, from 1; 0 for a sending that no ledger knows
}

// Messages writes the edition's mail for each recipient.
func (p *Program) Messages(e *Edition, to Recipients, posting Posting) (*Mailing, error) {
	notes := append(p.lateness(e, posting.Due), e.Restated...)
	m, err := p.message(e, to, notes)
	if err != nil {
		return nil, err
	}
	return p.post(e.Plan.Name, m, to, func(address string) (identity, name string) {
		return p.identity(e.name(), e.Plan, address, posting.Version), e.baseName()
	})
}

// post writes a message about a report for each recipient. of names a delivery, and its file where mail goes into a folder.
func (p *Program) post(report string, m mail.Message, to Recipients, of func(address string) (identity, name string)) (*Mailing, error) {
	var made Mailing
	var ids []string
	for _, address := range to.Addresses {
		identity, name := of(address)
		id := mail.MessageID(identity, p.Config.Mail.From)
		ids = append(ids, id)
		envelope := mail.Envelope{From: p.Config.Mail.From, To: address, Name: name}
		made.Messages = append(made.Messages, Outgoing{Envelope: envelope, MessageID: id})
	}
	heads, body, err := m.Copies(ids)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	links := Links(p.Config)
	for i, head := range heads {
		if made.Messages[i].Head, err = mail.Prepend(head, ownHeaders(links, report, to.Addresses[i])...); err != nil {
			return nil, fmt.Errorf("mail: %w", err)
		}
	}
	made.Body = body
	return &made, nil
}

// identity names a delivery: the report's name, slot, period, address and version. Without a ledger a mail server also
// sees when: each send by hand is a new message, which no mailbox may take for a copy of the last. In a folder
// the newer one replaces it.
func (p *Program) identity(name string, plan *plans.Plan, address string, version int) string {
	id := fmt.Sprintf("%s/%s/%s/%s", name, plan.Slot, plan.Calendar.ID(plan.Periods[0]), address)
	switch {
	case version > 1:
		id += fmt.Sprintf("/%d", version)
	case version == 0 && p.Config.Mail.Folder == "":
		id += p.Now.UTC().Format("/20060102T150405.000")
	}
	return id
}

// MessageIDs are the Message-IDs of a report's mails to everybody on its list, under its name and its earlier ones, known without making
// it. version is 1, or more for what was sent again.
func (p *Program) MessageIDs(order plans.Order, version int) ([]string, error) {
	plan, err := plans.New(&p.Program, order)
	if err != nil {
		return nil, err
	}
	to, err := p.Recipients(order.Report, Audience{All: true})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, name := range append([]string{order.Report}, p.Config.Reports[order.Report].RenamedFrom...) {
		for _, address := range to.Addresses {
			ids = append(ids, mail.MessageID(p.identity(name, plan, address, version), p.Config.Mail.From))
		}
	}
	return ids, nil
}

// punctual is how late a report may leave without saying so.
const punctual = 10 * time.Minute

// lateness is the note of a report that leaves late: due 08:00, made 10:12. It stands in the mail only.
func (p *Program) lateness(e *Edition, due time.Time) []string {
	if due.IsZero() || p.Now.Sub(due) < punctual {
		return nil
	}
	loc := e.scope().Locale
	due, made := due.In(e.Plan.Zone), p.Now.In(e.Plan.Zone)
	if due.Format(time.DateOnly) == made.Format(time.DateOnly) {
		return []string{loc.Word("mail.late", loc.Time(due), loc.Time(made))}
	}
	return []string{loc.Word("mail.late", loc.DateShort(due)+" "+loc.Time(due), loc.DateShort(made)+" "+loc.Time(made))}
}

func (p *Program) replyTo(report string) string {
	if r := p.Config.Mail.ReplyTo; r != "" {
		return r
	}
	return plans.Owner(&p.Program, report)
}

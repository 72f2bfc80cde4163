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

// Outgoing is the individual part of one message.
type Outgoing struct {
	Envelope  mail.Envelope
	MessageID string
	Head      []byte
}

// Posting is the common part of the messages of one sending.
type Posting struct {
	Due     time.Time // when it should have been sent; zero for a requested report
	Version int       // of the edition, from 1; 0 for a sending that no ledger knows
}

// Messages writes the edition's mail for each recipient.
func (p *Program) Messages(e *Edition, to Recipients, posting Posting) (*Mailing, error) {
	notes := append(append(p.lateness(e, posting.Due), e.Replaced.sentences()...), e.Restated...)
	m, err := p.message(e, to, notes)
	if err != nil {
		return nil, err
	}
	return p.post(e.Plan.Name, m, to, e.baseName(), func(address string) mail.Identity {
		return mail.Identity{Report: e.Plan.Name, Turn: p.turnName(e.Plan, posting.Version), Edition: e.member(), Address: address}
	})
}

// post writes a message about a report for each recipient. name is its file's name if mail goes into a folder.
func (p *Program) post(report string, m mail.Message, to Recipients, name string, of func(address string) mail.Identity) (*Mailing, error) {
	var made Mailing
	var ids []string
	for _, address := range to.Addresses {
		id := of(address).MessageID(p.Config.Mail.From)
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
		if made.Messages[i].Head, err = mail.Prepend(head, append(ownHeaders(links, report, to.Addresses[i]), to.thread(to.Addresses[i])...)...); err != nil {
			return nil, fmt.Errorf("mail: %w", err)
		}
	}
	made.Body = body
	return &made, nil
}

// turnName names a turn in the identities of its messages: by slot, period and version. Without a ledger a mail server also
// sees when: each send by hand is a new message, which no mailbox may take for a copy of the last. In a folder
// the newer one replaces it.
func (p *Program) turnName(plan *plans.Plan, version int) string {
	id := fmt.Sprintf("%s/%s", plan.Slot, plan.Calendar.ID(plan.Periods[0]))
	switch {
	case version > 1:
		id += fmt.Sprintf("/%d", version)
	case version == 0 && p.Config.Mail.Folder == "":
		id += p.Now.UTC().Format("/20060102T150405.000")
	}
	return id
}

// alertTurn names an evaluation of an alert in the identities of its messages.
func alertTurn(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// Identities are the Message-IDs of a turn's mails to its audience, under the report's current and earlier names,
// without making the report; not those of members' editions. version is 1, or more for what was sent again. due is the
// turn's due time.
func (p *Program) Identities(order plans.Order, to Audience, version int, due time.Time) ([]mail.Identity, error) {
	plan, err := plans.New(&p.Program, order)
	if err != nil {
		return nil, err
	}
	readers, err := p.Recipients(order.Report, to)
	if err != nil {
		return nil, err
	}
	turn := p.turnName(plan, version)
	if plan.Report.Alert != nil {
		turn = alertTurn(due)
	}
	var list []mail.Identity
	for _, name := range append([]string{order.Report}, plan.Report.RenamedFrom...) {
		list = append(list, mail.Identity{Report: name, Turn: turn}) // of no member: their editions share it
		for _, address := range readers.Addresses {
			list = append(list, mail.Identity{Report: name, Turn: turn, Address: address})
		}
	}
	return list, nil
}

// punctual is how late a report may leave without saying so.
const punctual = 10 * time.Minute

// lateness is the note in a report that is sent late: due 08:00, made 10:12. It is only in the mail.
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

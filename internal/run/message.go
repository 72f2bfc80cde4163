package run

import (
	"fmt"
	"time"

	"bilan/internal/mail"
	"bilan/internal/plans"
)

// Mailing is an edition's mail to all its recipients. A message is its own head followed by the common body.
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

// Posting is what the messages of one sending have in common.
type Posting struct {
	Due     time.Time // when the report was due; zero for a report that a person requested
	Version int       // the edition's version, from 1; 0 for a sending without a ledger
}

// Messages makes the edition's mail for each recipient.
func (p *Program) Messages(e *Edition, to Recipients, posting Posting) (*Mailing, error) {
	notes := append(append(p.lateNote(e, posting.Due), e.Replaced.sentences()...), e.Restated...)
	m, err := p.newMessage(e, to, notes)
	if err != nil {
		return nil, err
	}
	return p.makeMessages(e.Plan.Name, m, to, e.baseName(), func(address string) mail.Identity {
		return mail.Identity{Report: e.Plan.Name, Turn: p.turnName(e.Plan, posting.Version), Edition: e.member(), Address: address}
	})
}

// makeMessages makes a message about a report for each recipient. identityOf returns the identity of the message to an
// address. name is the name of its file if mail is written to a folder.
func (p *Program) makeMessages(report string, m mail.Message, to Recipients, name string, identityOf func(address string) mail.Identity) (*Mailing, error) {
	var mailing Mailing
	var ids []string
	for _, address := range to.Addresses {
		id := identityOf(address).MessageID(p.Config.Mail.From)
		ids = append(ids, id)
		envelope := mail.Envelope{From: p.Config.Mail.From, To: address, Name: name}
		mailing.Messages = append(mailing.Messages, Outgoing{Envelope: envelope, MessageID: id})
	}
	heads, body, err := m.Copies(ids)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	links := Links(p.Config)
	for i, head := range heads {
		if mailing.Messages[i].Head, err = mail.Prepend(head, append(ownHeaders(links, report, to.Addresses[i]), to.thread(to.Addresses[i])...)...); err != nil {
			return nil, fmt.Errorf("mail: %w", err)
		}
	}
	mailing.Body = body
	return &mailing, nil
}

// turnName returns the name of a turn in the identities of its messages: slot, period and version. For a sending
// without a ledger to a mail server it also has the instant, because no mailbox may take the new message for a copy of
// an older one. In a folder, the new message replaces the older one.
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

// alertTurn returns the name of an alert's evaluation in the identities of its messages.
func alertTurn(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// Identities returns the identities of a turn's mails to its audience, under the report's present and former names. It
// does not make the report, and leaves out the mails of members' editions. version is 1 for the first sending of the
// turn. due is when an alert's evaluation was due.
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
		list = append(list, mail.Identity{Report: name, Turn: turn}) // without an address: what all of the turn's mails share
		for _, address := range readers.Addresses {
			list = append(list, mail.Identity{Report: name, Turn: turn, Address: address})
		}
	}
	return list, nil
}

// lateAfter is how late a report may be sent without a note about it.
const lateAfter = 10 * time.Minute

// lateNote returns the note for the mail of a report that is sent late: due 08:00, made 10:12. It is empty for a punctual
// report.
func (p *Program) lateNote(e *Edition, due time.Time) []string {
	if due.IsZero() || p.Now.Sub(due) < lateAfter {
		return nil
	}
	loc := e.scope().Locale
	due, madeAt := due.In(e.Plan.Zone), p.Now.In(e.Plan.Zone)
	if due.Format(time.DateOnly) == madeAt.Format(time.DateOnly) {
		return []string{loc.Word("mail.late", loc.Time(due), loc.Time(madeAt))}
	}
	return []string{loc.Word("mail.late", loc.DateShort(due)+" "+loc.Time(due), loc.DateShort(madeAt)+" "+loc.Time(madeAt))}
}

func (p *Program) replyTo(report string) string {
	if r := p.Config.Mail.ReplyTo; r != "" {
		return r
	}
	return plans.Owner(&p.Program, report)
}

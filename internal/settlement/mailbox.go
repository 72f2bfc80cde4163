package settlement

import (
	"fmt"
	"slices"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

// Mailbox is a folder of mails.
type Mailbox struct {
	folder string
	ids    map[string]bool
	byTurn map[string][]string // mail.Trace.Message by mail.Trace.Turn
	// All says that the folder has the mails of all recipients, so that a mail which is not there did not leave.
	// Otherwise it is the mailbox of one recipient, and the others have the same mails.
	All bool
}

// Whose says whose mails are in a folder.
type Whose int

// A person's answers about a folder.
const (
	Unsaid    Whose = iota // no answer: Open decides by the number of recipients in the folder
	OnePerson              // the folder is one person's mailbox
	Everybody              // the folder has the mails of all recipients
)

// Open reads a folder of mails. If whose is Unsaid, a folder with three recipients of one turn is Everybody's. With two
// recipients it may be one person's with two addresses: that is an error if the answer matters.
func Open(folder string, whose Whose, turns []Turn) (*Mailbox, error) {
	ids, err := mail.IDsIn(folder)
	if err != nil {
		return nil, err
	}
	m := &Mailbox{folder: folder, ids: ids, byTurn: map[string][]string{}, All: whose == Everybody}
	for id := range ids {
		if t, ok := mail.ParseTrace(id); ok {
			m.byTurn[t.Turn] = append(m.byTurn[t.Turn], t.Message)
		}
	}
	if whose != Unsaid {
		return m, nil
	}
	recipients, incomplete := m.countRecipients(turns)
	if recipients == 2 && incomplete {
		return nil, fmt.Errorf("%s has the mails of one turn to two addresses: add --everybody if it has the mails of all recipients, or --one-mailbox if it is one person's. Nothing is settled", folder)
	}
	m.All = recipients > 1
	return m, nil
}

// countRecipients returns the largest number of recipients of one turn whose mails are found. part says whether there
// is a turn of which some mails are found and others are not.
func (m *Mailbox) countRecipients(turns []Turn) (most int, incomplete bool) {
	for _, t := range turns {
		found := m.foundMessages(t)
		different := map[string]bool{}
		for _, message := range found {
			different[mail.RecipientOf(message)] = true
		}
		most = max(most, len(different))
		incomplete = incomplete || len(found) > 0 && !allFound(t, found)
	}
	return most, incomplete
}

// allFound reports whether the found messages are all that the turn can have sent.
func allFound(t Turn, found []string) bool {
	if t.State == ledger.Produced {
		return len(found) == len(t.Waiting)
	}
	return !t.Members && !slices.ContainsFunc(t.List, func(message string) bool { return !slices.Contains(found, message) })
}

// String says whose mails the folder is assumed to have.
func (m *Mailbox) String() string {
	if m.All {
		return m.folder + " is taken for the mails of all recipients: a mail that is not in it was not sent."
	}
	return m.folder + " is taken for the mailbox of one person: a turn that was sent to him was sent to all. (--everybody says that it has the mails of all.)"
}

// Settle returns for each turn what left of it.
func (m *Mailbox) Settle(turns []Turn) []Settled {
	list := make([]Settled, len(turns))
	left := map[ledger.Key]bool{}
	for i, t := range turns {
		list[i] = Settled{Turn: t, Messages: m.foundMessages(t)}
		left[t.turnKey()] = left[t.turnKey()] || len(list[i].Messages) > 0
	}
	for i, s := range list {
		list[i].Verdict = m.verdict(s, left[s.turnKey()])
	}
	return replayedWithoutMail(list)
}

// turnKey returns the key that all editions of a turn have in common.
func (t Turn) turnKey() ledger.Key {
	k := t.Key
	k.Row = ""
	return k
}

// foundMessages returns the mail.Trace.Message of the turn's messages in the folder. For a turn that is produced in the
// state, it looks only for the messages that wait in the state.
func (m *Mailbox) foundMessages(t Turn) (list []string) {
	for _, id := range t.Waiting {
		if trace, ok := mail.ParseTrace(id); ok && m.ids[id] {
			list = append(list, trace.Message)
		}
	}
	if t.State == ledger.Produced {
		return list
	}
	for _, name := range t.Names {
		list = append(list, m.byTurn[name]...)
	}
	return list
}

func (m *Mailbox) verdict(s Settled, left bool) Verdict {
	switch {
	case !left:
		return Nothing
	case !m.All, allFound(s.Turn, s.Messages):
		return All
	}
	return Part
}

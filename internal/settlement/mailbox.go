package settlement

import (
	"slices"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

// Mailbox is a folder of mails.
type Mailbox struct {
	folder string
	ids    map[string]bool
	byTurn map[string][]string // mail.Trace.Message by mail.Trace.Turn
	// All: the mails of every recipient are in it, so that one which is not there did not leave. Else it is the mailbox of one of them, and
	// the others have what he has.
	All bool
}

// Open reads a folder. all says that it has the mails of every recipient; it also counts as such where a turn's messages to two of them are in it.
func Open(folder string, all bool, turns []Turn) (*Mailbox, error) {
	ids, err := mail.IDsIn(folder)
	if err != nil {
		return nil, err
	}
	m := &Mailbox{folder: folder, ids: ids, byTurn: map[string][]string{}, All: all}
	recipients := map[string]string{}
	for id := range ids {
		if t, ok := mail.TraceOf(id); ok {
			m.byTurn[t.Turn] = append(m.byTurn[t.Turn], t.Message)
		}
	}
	for _, t := range turns {
		for _, name := range t.Names {
			for _, message := range m.byTurn[name] {
				to := mail.RecipientOf(message)
				m.All = m.All || recipients[name] != "" && recipients[name] != to
				recipients[name] = to
			}
		}
	}
	return m, nil
}

// String says what the folder is taken for.
func (m *Mailbox) String() string {
	if m.All {
		return m.folder + " is taken for the mails of all recipients: a mail that is not there did not leave."
	}
	return m.folder + " is taken for the mailbox of one recipient: what left to him left to all. (--everybody says that it has the mails of all.)"
}

// Settle says what left of each turn.
func (m *Mailbox) Settle(turns []Turn) []Settled {
	list := make([]Settled, len(turns))
	left := map[ledger.Key]bool{}
	for i, t := range turns {
		list[i] = Settled{Turn: t, Messages: m.found(t)}
		left[t.turn()] = left[t.turn()] || len(list[i].Messages) > 0
	}
	for i, s := range list {
		list[i].Verdict = m.verdict(s, left[s.turn()])
	}
	return quieted(list)
}

// turn is the key that the editions of a turn have in common.
func (t Turn) turn() ledger.Key {
	k := t.Key
	k.Row = ""
	return k
}

// found returns a turn's messages in the folder: for a turn that is produced in the state, those that wait there.
func (m *Mailbox) found(t Turn) (list []string) {
	for _, id := range t.Waiting {
		if trace, ok := mail.TraceOf(id); ok && m.ids[id] {
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
	missing := func(message string) bool { return !slices.Contains(s.Messages, message) }
	switch {
	case !left:
		return Nothing
	case !m.All:
		return All
	case s.State == ledger.Produced && len(s.Messages) == len(s.Waiting), s.State != ledger.Produced && !s.Members && !slices.ContainsFunc(s.List, missing):
		return All
	}
	return Part
}

package letter

import (
	"strings"
	"time"

	"bilan/internal/ledger"
)

// Undelivered tells the owner of a report which messages of a turn did not arrive. It lists refused messages before
// those with an unknown result, each with the server's answer, and then the addresses that are now suspended.
func (w *Writer) Undelivered(now time.Time, k ledger.Key, list []ledger.Delivery, suspended []string) []ledger.Delivery {
	var subjects, lines []string
	for _, state := range []ledger.DeliveryState{ledger.Dead, ledger.Uncertain} {
		if messages := inState(list, state); len(messages) > 0 {
			subject, replies := w.describeMessages(k.Report, "notice."+string(state), messages)
			subjects = append(subjects, subject)
			lines = append(append(append(lines, subject, ""), replies...), "")
		}
	}
	l := w.Locale(k.Report)
	if len(suspended) > 0 {
		lines = append(lines, l.Word("notice.suspended.list", strings.Join(suspended, ", ")), l.Word("notice.suspended.lift"), "")
	}
	lines = append(lines, l.Word("notice.look", k.Report, k.Slot))
	return w.ToOwner(now, ledger.NoticeKey(k, "undelivered "+list[0].Address), strings.Join(subjects, "; "), strings.Join(lines, "\n"), k)
}

// describeMessages returns a sentence about messages that are in one state, and a line for each with the server's
// answer. The sentence contains the address if there is only one message.
func (w *Writer) describeMessages(report, word string, list []ledger.Delivery) (subject string, replies []string) {
	l, title := w.Locale(report), w.Title(report)
	if len(list) == 1 {
		return l.Word(word, title, list[0].Address), []string{list[0].Reply}
	}
	for _, p := range list {
		replies = append(replies, p.Address+": "+OneLine(p.Reply))
	}
	return l.Word(word+".many", title, len(list)), replies
}

func inState(list []ledger.Delivery, state ledger.DeliveryState) (messages []ledger.Delivery) {
	for _, p := range list {
		if p.State == state {
			messages = append(messages, p)
		}
	}
	return messages
}

// Suspended tells an owner once that no reports are sent to an address any more, with the server's answer.
func (w *Writer) Suspended(now time.Time, k ledger.Key, address, reason string, since time.Time) []ledger.Delivery {
	l := w.Locale(k.Report)
	subject := l.Word("notice.suspended", address)
	return w.ToOwner(now, sinceKey(k, address, since), subject, strings.Join([]string{subject, "", OneLine(reason), "", l.Word("notice.suspended.lift")}, "\n"), k)
}

// Unsubscribed tells an owner once that a reader has unsubscribed from a report.
func (w *Writer) Unsubscribed(now time.Time, k ledger.Key, address string) []ledger.Delivery {
	l := w.Locale(k.Report)
	subject := l.Word("notice.unsubscribed", w.Title(k.Report), address)
	return w.ToOwner(now, sinceKey(k, address, now), subject, subject+"\n\n"+l.Word("notice.unsubscribed.lift", address), k)
}

func sinceKey(k ledger.Key, address string, since time.Time) string {
	return strings.Join([]string{"suspended", k.Report, address, since.Format(time.RFC3339Nano)}, "/")
}

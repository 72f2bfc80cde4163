package letter

import (
	"strings"
	"time"

	"bilan/internal/ledger"
)

// Undelivered tells the owner of a report which messages of a turn did not arrive. It lists refused messages before
// those with an unknown result, each with the server's answer, and then the addresses that are now suspended.
func (w *Writer) Undelivered(now time.Time, k ledger.Key, list []ledger.Delivery, suspended []string) []ledger.Delivery {
	var heads, lines []string
	for _, state := range []ledger.DeliveryState{ledger.Dead, ledger.Uncertain} {
		if of := inState(list, state); len(of) > 0 {
			head, told := w.untaken(k.Report, "notice."+string(state), of)
			heads = append(heads, head)
			lines = append(append(append(lines, head, ""), told...), "")
		}
	}
	l := w.Words(k.Report)
	if len(suspended) > 0 {
		lines = append(lines, l.Word("notice.suspended.list", strings.Join(suspended, ", ")), l.Word("notice.suspended.lift"), "")
	}
	lines = append(lines, l.Word("notice.look", k.Report, k.Slot))
	return w.ToOwner(now, ledger.NoticeKey(k, "undelivered "+list[0].Address), strings.Join(heads, "; "), strings.Join(lines, "\n"), k)
}

// untaken returns a sentence about messages that are in one state, and a line for each with the server's answer. The
// sentence contains the address if there is only one message.
func (w *Writer) untaken(report, word string, list []ledger.Delivery) (head string, told []string) {
	l, title := w.Words(report), w.Title(report)
	if len(list) == 1 {
		return l.Word(word, title, list[0].Address), []string{list[0].Reply}
	}
	for _, p := range list {
		told = append(told, p.Address+": "+OneLine(p.Reply))
	}
	return l.Word(word+".many", title, len(list)), told
}

func inState(list []ledger.Delivery, state ledger.DeliveryState) (kept []ledger.Delivery) {
	for _, p := range list {
		if p.State == state {
			kept = append(kept, p)
		}
	}
	return kept
}

// Suspended tells an owner once that no reports are sent to an address any more, with the server's answer.
func (w *Writer) Suspended(now time.Time, k ledger.Key, address, reason string, since time.Time) []ledger.Delivery {
	l := w.Words(k.Report)
	head := l.Word("notice.suspended", address)
	return w.ToOwner(now, sinceKey(k, address, since), head, strings.Join([]string{head, "", OneLine(reason), "", l.Word("notice.suspended.lift")}, "\n"), k)
}

// Unsubscribed tells an owner once that a reader has unsubscribed from a report.
func (w *Writer) Unsubscribed(now time.Time, k ledger.Key, address string) []ledger.Delivery {
	l := w.Words(k.Report)
	head := l.Word("notice.unsubscribed", w.Title(k.Report), address)
	return w.ToOwner(now, sinceKey(k, address, now), head, head+"\n\n"+l.Word("notice.unsubscribed.lift", address), k)
}

func sinceKey(k ledger.Key, address string, since time.Time) string {
	return strings.Join([]string{"suspended", k.Report, address, since.Format(time.RFC3339Nano)}, "/")
}

package letter

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/mailaddr"
)

// Delay tells the readers of a turn that it will be late: once each reader on the report's list, and each member with
// an edition of his own.
func (w *Writer) Delay(now time.Time, k ledger.Key, due time.Time, members []string) (list []ledger.Delivery) {
	l, title := w.Locale(k.Report), w.Title(k.Report)
	text := l.Word("delay.text", title, w.moment(k.Report, due))
	for _, address := range Readers(w.Report(k.Report), members...) {
		list = append(list, w.write(now, address, cmp.Or(w.Config.Mail.ReplyTo, w.Owner(k.Report)), l.Word("delay.subject", title), text, ledger.Delivery{
			Name: "delay-" + k.Report + "-" + k.Slot, Purpose: ledger.Delay, Dedupe: ledger.NoticeKey(k, "delay "+address), Key: k,
		})...)
	}
	return list
}

// Readers returns the bare addresses on a report's list and those in more, without repetitions.
func Readers(r config.Report, more ...string) (list []string) {
	for _, a := range slices.Concat(r.To, r.CC, r.BCC, more) {
		if a = mailaddr.Bare(a); !slices.ContainsFunc(list, func(b string) bool { return strings.EqualFold(a, b) }) {
			list = append(list, a)
		}
	}
	return list
}

// LastTurn tells an owner that the report ends with this turn.
func (w *Writer) LastTurn(now time.Time, k ledger.Key, due time.Time) []ledger.Delivery {
	l := w.Locale(k.Report)
	subject := l.Word("notice.ends", w.Title(k.Report), l.DateShort(due.In(w.Zone(k.Report))))
	return w.ToOwner(now, LastTurnKey(k), subject, subject+"\n\n"+l.Word("notice.ends.cure", k.Report), k)
}

// LastTurnKey returns the key by which the ledger sends the mail of Ends only once.
func LastTurnKey(k ledger.Key) string { return ledger.NoticeKey(k, "ends") }

// Unreleased tells an owner that nobody released a turn in time.
func (w *Writer) Unreleased(now time.Time, k ledger.Key) []ledger.Delivery {
	l := w.Locale(k.Report)
	subject := l.Word("notice.unreleased", w.Title(k.Report))
	return w.ToOwner(now, ledger.NoticeKey(k, "unreleased"), subject, subject+"\n\n"+l.Word("notice.unreleased.cure", k.Report, k.Slot), k)
}

// Refused tells an owner that somebody refused a turn.
func (w *Writer) Refused(now time.Time, k ledger.Key, by, why string) []ledger.Delivery {
	l := w.Locale(k.Report)
	subject := l.Word("notice.refused", w.Title(k.Report), by)
	return w.ToOwner(now, ledger.NoticeKey(k, "refused"), subject, strings.Join([]string{subject, "", why, "", l.Word("notice.refused.cure", k.Report)}, "\n"), k)
}

// Package letter writes the plain mails about reports: to owners about trouble and its end, to readers about a delay,
// each in the report's language. It does not know when to send one.
package letter

import (
	"cmp"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/locale"
	outbox "bilan/internal/mail"
	"bilan/internal/mailaddr"
)

// Writer writes the letters of one YAML.
type Writer struct {
	Config *config.Config
	Gone   map[string]config.Report           // reports that were removed from the file, whose owners are still notified
	Zone   func(report string) *time.Location // the zone of the report's days and times
}

// Report returns the report's settings in the file, or its last ones if it was removed.
func (w *Writer) Report(name string) config.Report {
	if r, ok := w.Config.Reports[name]; ok {
		return r
	}
	return w.Gone[name]
}

// Locale returns the locale of a report, or that of the company if there is no such report.
func (w *Writer) Locale(report string) *locale.Locale {
	if l, err := locale.For(cmp.Or(w.Report(report).Locale, w.Config.Locale)); err == nil {
		return l
	}
	l, _ := locale.For("en")
	return l
}

// Owner returns the address that is notified of trouble with a report, or "" if there is none.
func (w *Writer) Owner(report string) string {
	return cmp.Or(w.Report(report).Owner, w.Config.Owner)
}

// Title returns the name of a report for mails.
func (w *Writer) Title(report string) string { return cmp.Or(w.Report(report).Title, report) }

// Notice writes the mail that tells the owner of a report about a trouble, or about its end. The ledger sends each kind
// only once for each slot. The report's recipients do not get it.
func (w *Writer) Notice(now time.Time, k ledger.Key, kind, why string, until time.Time) []ledger.Delivery {
	l, title := w.Locale(k.Report), w.Title(k.Report)
	lines := []string{l.Word("notice."+kind, title), "", why, ""}
	if !until.IsZero() {
		lines = append(lines, l.Word("notice.until", w.moment(k.Report, until)), "")
	}
	help := "notice.look"
	switch kind {
	case "held":
		help = "notice.cure"
	case "left":
		help = "notice.return"
	}
	lines = append(lines, l.Word(help, k.Report, k.Slot))
	return w.ToOwner(now, ledger.NoticeKey(k, kind), l.Word("notice."+kind, title), strings.Join(lines, "\n"), k)
}

// moment formats a date and time in the report's zone and language.
func (w *Writer) moment(report string, t time.Time) string {
	l, t := w.Locale(report), t.In(w.Zone(report))
	return l.DateShort(t) + " " + l.Time(t)
}

// ToOwner writes a plain mail to the owner of a report. It returns nil if there is no owner.
func (w *Writer) ToOwner(now time.Time, dedupe, subject, text string, k ledger.Key) []ledger.Delivery {
	if w.Owner(k.Report) == "" {
		return nil
	}
	return w.Letter(now, w.Owner(k.Report), dedupe, subject, text, k)
}

// Letter writes a plain mail to a person who is responsible for reports.
func (w *Writer) Letter(now time.Time, to, dedupe, subject, text string, k ledger.Key) []ledger.Delivery {
	return w.write(now, to, w.Config.Mail.ReplyTo, subject, text, ledger.Delivery{
		Name: "notice-" + k.Report + "-" + k.Slot, Purpose: ledger.Notice, Dedupe: dedupe, Key: k,
	})
}

func (w *Writer) write(now time.Time, to, replyTo, subject, text string, d ledger.Delivery) []ledger.Delivery {
	d.MessageID = outbox.MessageID(d.Dedupe, w.Config.Mail.From)
	m := outbox.Message{
		From: w.Config.Mail.From, To: []string{to}, ReplyTo: replyTo, Subject: OneLine(subject), Date: now.In(w.Zone(d.Key.Report)),
		MessageID: d.MessageID, Text: []byte(text + "\n"), Allowed: w.Config.Mail.AllowedDomains,
	}
	raw, err := m.Bytes()
	if err != nil {
		return nil // the loader checked the addresses, so no retry would help
	}
	d.Address, d.Sender, d.Role, d.Raw = mailaddr.Bare(to), w.Config.Mail.Sender(), "to", raw
	return []ledger.Delivery{d}
}

// OneLine replaces each run of blanks and line breaks by a blank.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

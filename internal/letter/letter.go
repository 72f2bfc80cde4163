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
	Gone   map[string]config.Report           // reports removed from the file: their owners are told
	Zone   func(report string) *time.Location // where its days begin
}

// Report is the report's settings in the file, or its last ones.
func (w *Writer) Report(name string) config.Report {
	if r, ok := w.Config.Reports[name]; ok {
		return r
	}
	return w.Gone[name]
}

// Words are a report's fixed words, in its own language; in the company's when there is no such report.
func (w *Writer) Words(report string) *locale.Locale {
	if l, err := locale.For(cmp.Or(w.Report(report).Locale, w.Config.Locale)); err == nil {
		return l
	}
	l, _ := locale.For("en")
	return l
}

// Owner is the address that is notified of trouble with a report, "" if there is none.
func (w *Writer) Owner(report string) string {
	return cmp.Or(w.Report(report).Owner, w.Config.Owner)
}

// Title is the name of a report in mails about it.
func (w *Writer) Title(report string) string { return cmp.Or(w.Report(report).Title, report) }

// Notice is the mail that tells a report's owner about a trouble, or its end. The ledger makes sure that each kind is
// sent once per slot. No recipient of the report ever gets one.
func (w *Writer) Notice(now time.Time, k ledger.Key, kind, why string, until time.Time) []ledger.Delivery {
	l, title := w.Words(k.Report), w.Title(k.Report)
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

// moment is a day and an hour in the report's zone, as its readers write them.
func (w *Writer) moment(report string, t time.Time) string {
	l, t := w.Words(report), t.In(w.Zone(report))
	return l.DateShort(t) + " " + l.Time(t)
}

// ToOwner is a plain mail to a report's owner; none if there is no owner.
func (w *Writer) ToOwner(now time.Time, dedupe, subject, text string, k ledger.Key) []ledger.Delivery {
	if w.Owner(k.Report) == "" {
		return nil
	}
	return w.Letter(now, w.Owner(k.Report), dedupe, subject, text, k)
}

// Letter is a plain mail to a person who looks after reports.
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
		return nil // the loader checked every address; anything else cannot be mailed at all
	}
	d.Address, d.Sender, d.Role, d.Raw = mailaddr.Bare(to), w.Config.Mail.Sender(), "to", raw
	return []ledger.Delivery{d}
}

// OneLine puts words on one line.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

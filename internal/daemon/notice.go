package daemon

import (
	"cmp"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

// notice is the one mail by which a report's owner hears of a trouble, or of its end. The ledger sees to it that
// each kind is told once per slot. No recipient of the report ever gets one.
func (g *generation) notice(now time.Time, k ledger.Key, kind, why string, until time.Time) []ledger.Delivery {
	owner := g.owner(k.Report)
	if owner == "" {
		return nil
	}
	l, title := g.words(k.Report), g.title(k.Report)
	lines := []string{l.Word("notice."+kind, title), "", why, ""}
	if !until.IsZero() {
		local := until.In(g.zone(k.Report))
		lines = append(lines, l.Word("notice.until", l.DateShort(local)+" "+l.Time(local)), "")
	}
	help := "notice.look"
	switch kind {
	case "held":
		help = "notice.cure"
	case "left":
		help = "notice.return"
	}
	lines = append(lines, l.Word(help, k.Report, k.Slot))
	return g.letter(now, owner, ledger.NoticeKey(k, kind), l.Word("notice."+kind, title), strings.Join(lines, "\n"), k)
}

// title is what a report is called in mails about it.
func (g *generation) title(report string) string {
	return cmp.Or(g.report(report).Title, report)
}

// letter is a plain mail to the owner.
func (g *generation) letter(now time.Time, owner, dedupe, subject, text string, k ledger.Key) []ledger.Delivery {
	id := mail.MessageID(dedupe, g.cfg.Mail.From)
	m := mail.Message{
		From: g.cfg.Mail.From, To: []string{owner}, ReplyTo: g.cfg.Mail.ReplyTo, Subject: oneLine(subject), Date: now.In(g.zone(k.Report)),
		MessageID: id, Text: []byte(text + "\n"), Allowed: g.cfg.Mail.AllowedDomains,
	}
	raw, err := m.Bytes()
	if err != nil {
		return nil // the loader checked every address; what is left cannot be mailed at all
	}
	return []ledger.Delivery{{
		Address: bare(owner), Sender: bare(g.cfg.Mail.From), Role: "to", Name: "notice-" + k.Report + "-" + k.Slot, MessageID: id, Raw: raw,
		Purpose: ledger.Notice, Dedupe: dedupe, Key: k,
	}}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

package agenda

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/letter"
	"bilan/internal/schedule"
)

// mailCount returns the number of mails that leave when a turn of a report is due. It is 0 for a report that waits for a
// release, and for an alert, because an alert rarely sends mail.
func (a *Agenda) mailCount(name string) int {
	switch r := a.cfg.Reports[name]; {
	case r.State == "draft":
		return 1
	case len(r.Release.By) > 0, r.Alert != nil:
		return 0
	case a.Known.Mails[name] > 0:
		return a.Known.Mails[name]
	default:
		return len(letter.Readers(r))
	}
}

// remark returns the text in brackets after a turn: the reason why it is not made or, without one, its remarks.
func (t Turn) remark() string {
	if t.whyNot != "" {
		return t.whyNot
	}
	return strings.Join(t.notes, "; ")
}

// notes returns remarks about properties of a turn or its report: alerts, draft, editions per member, release, last
// turn.
func (a *Agenda) notes(name string, o schedule.Occurrence) (list []string) {
	r := a.cfg.Reports[name]
	if len(r.OnlyIf) > 0 {
		list = append(list, a.onlyIfNote(r.OnlyIf))
	}
	switch dims := a.cfg.EachDimensions(r); {
	case r.State == "draft":
		list = append(list, "a draft: to its owner only")
	case len(dims) > 0:
		list = append(list, "an edition for each "+strings.Join(dims, " and "))
	}
	if len(r.Release.By) > 0 && r.State != "draft" {
		list = append(list, "sent once it is released")
	}
	if _, more := a.Next(name, o.Due); !more && !r.Ends.IsZero() {
		list = append(list, fmt.Sprintf("the last one: ends %s", r.Ends))
	}
	return list
}

// onlyIfNote names the alerts on which a turn depends, and says whether one is open now.
func (a *Agenda) onlyIfNote(alerts []string) string {
	words := "only if alert " + alerts[0] + " is open"
	if len(alerts) > 1 {
		words = "only if one of the alerts " + strings.Join(alerts, ", ") + " is open"
	}
	if a.Open == nil {
		return words
	}
	for _, name := range alerts {
		if a.Open(name) {
			return words + ": " + name + " is now"
		}
	}
	if len(alerts) > 1 {
		return words + ": none is open now"
	}
	return words + ": it is not open now"
}

func (a *Agenda) dayText(t time.Time) string { return a.words.Weekday(t) + " " + a.words.Date(t) }

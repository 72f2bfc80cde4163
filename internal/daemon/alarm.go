package daemon

import (
	"context"
	"time"

	"bilan/internal/alarm"
	"bilan/internal/clock"
	"bilan/internal/ledger"
	"bilan/internal/mailaddr"
)

// sendAlarm raises alarms until ctx ends, in parallel with the loop, because a webhook or a command may be slow.
func (d *Daemon) sendAlarm(ctx context.Context) {
	d.tellAlarms(ctx)
	clock.Every(ctx, d.intervals.plan, func() { d.tellAlarms(ctx) })
}

// tellAlarms raises the alarms that are due: in the log, through the webhook and the command, and in a mail to the
// company's owner, which waits until it can be sent.
func (d *Daemon) tellAlarms(ctx context.Context) {
	list, err := d.Ledger.ClaimAlarms(ctx)
	if err != nil {
		return // the planner reports an unavailable state
	}
	for _, a := range list {
		if err := d.tellAlarm(ctx, d.active(), a); err != nil {
			d.Log.Error("alarm could not be sent, trying again", "kind", a.Kind, "err", err)
		}
	}
}

func (d *Daemon) tellAlarm(ctx context.Context, g *generation, a ledger.Alarm) error {
	if a.Over.IsZero() {
		d.Log.Error("alarm", "kind", a.Kind, "since", a.Since, "reason", a.Reason)
	} else {
		d.Log.Warn("alarm is over", "kind", a.Kind, "since", a.Since, "until", a.Over)
	}
	head, text := g.alarmText(a)
	to := append([]string{}, g.cfg.Alarm.To...)
	if a.Kind == ledger.MailAlarm && g.cfg.Owner != "" { // the owner gets other notices about alarms of other kinds
		to = append(to, g.cfg.Owner)
	}
	if err := d.mailAlarm(ctx, g, a, to, head, text); err != nil {
		return err
	}
	call := alarm.Message{Kind: a.Kind, Over: !a.Over.IsZero(), Since: a.Since, Company: g.cfg.Company, Text: text}
	if err := g.channels.Send(ctx, call); err != nil {
		return err
	}
	return d.Ledger.AlarmRaised(ctx, a)
}

// mailAlarm queues one mail to each address. It leaves once the mail server accepts messages again.
func (d *Daemon) mailAlarm(ctx context.Context, g *generation, a ledger.Alarm, to []string, head, text string) error {
	dedupe := "alarm/" + a.Kind + "/" + a.Since.Format(time.RFC3339Nano)
	if !a.Over.IsZero() {
		dedupe += "/over"
	}
	for _, address := range to {
		key := dedupe
		if address != g.cfg.Owner {
			key += "/" + mailaddr.Bare(address)
		}
		if err := d.Ledger.Notify(ctx, g.Letter(d.Now(), address, key, head, text, ledger.Key{})...); err != nil {
			return err
		}
	}
	return nil
}

// alarmKeys are the keys of an alarm's texts in the locale: its description, and what to do.
var alarmKeys = map[string][2]string{
	ledger.MailAlarm:   {"alarm.mail", "alarm.mail.do"},
	ledger.BehindAlarm: {"notice.behind", "notice.behind.cure"},
	ledger.AheadAlarm:  {"notice.ahead", "notice.ahead.cure"},
}

// alarmText returns an alarm in the company's language: its first line, and the full text.
func (g *generation) alarmText(a ledger.Alarm) (head, text string) {
	l := g.Locale("")
	if !a.Over.IsZero() {
		head = l.Word("alarm." + a.Kind + ".over")
		return head, head
	}
	since := a.Since.In(g.cfg.Timezone.Location())
	keys := alarmKeys[a.Kind]
	head = l.Word(keys[0], l.DateShort(since)+" "+l.Time(since))
	return head, head + "\n\n" + a.Reason + "\n\n" + l.Word(keys[1])
}

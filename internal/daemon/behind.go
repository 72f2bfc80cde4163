package daemon

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/run"
)

// waitUntilSettled holds back all work while the state is one that was restored from a copy, tells the owners once, and looks at
// each tick whether a person has settled it. False when ctx ended first.
func (d *Daemon) waitUntilSettled(ctx context.Context) (bool, error) {
	tick := time.NewTicker(d.pace.plan)
	defer tick.Stop()
	for told := false; ; told = true {
		b, err := d.Ledger.Behind(ctx)
		if err != nil {
			return false, err
		}
		d.stats.behind.Store(b != nil)
		if b == nil {
			return true, nil
		}
		if !told {
			d.Log.Error("paused: the state was restored from a copy (bilan state reconcile settles it)", "since", b.Since, "why", b.Why)
			ready(d.now())
			if err := d.tellBehind(ctx, b); err != nil {
				d.Log.Error("tell the owner failed", "err", err)
			}
		}
		alive()
		select {
		case <-ctx.Done():
			return false, nil
		case <-tick.C:
		}
	}
}

// MaybeSent is a turn that may have left since the copy was made that the state was restored from.
type MaybeSent struct {
	ledger.SentBefore
	Known ledger.State // what the state knows of it, "" for nothing
	// MessageIDs are those of its mails, by which a mailbox shows whether it left.
	MessageIDs []string
}

// MaybeSent lists the turns that fell due since each report was last planned, and those that are open in the state; the
// earliest first.
func (d *Daemon) MaybeSent(ctx context.Context) ([]MaybeSent, error) {
	g, now := d.now(), d.Now()
	b, err := d.Ledger.Behind(ctx)
	if err != nil || b == nil {
		return nil, err
	}
	open, err := d.Ledger.Unfinished(ctx)
	if err != nil {
		return nil, err
	}
	var list []MaybeSent
	for _, s := range open {
		if !s.Due.After(now) {
			list = append(list, MaybeSent{SentBefore: ledger.SentBefore{Key: s.Key, Work: s.Work, On: s.On, Due: s.Due}, Known: s.State})
		}
	}
	planned, err := d.Ledger.Watermarks(ctx)
	if err != nil {
		return nil, err
	}
	for report, table := range g.tables {
		until := b.Since // by hand only
		if mark, known := planned[report]; known {
			until = mark.Until
		}
		for _, o := range table.DueBetween(until, now) {
			t := TurnOf(table, o)
			k := ledger.Key{Report: report, Slot: t.Slot}
			list = append(list, MaybeSent{SentBefore: ledger.SentBefore{Key: k, Work: t.Work, On: t.On, Due: o.Due}})
		}
	}
	slices.SortStableFunc(list, func(a, b MaybeSent) int { return a.Due.Compare(b.Due) })
	for i := range list {
		list[i].MessageIDs = g.messageIDs(list[i].SentBefore, now)
	}
	return list, nil
}

// messageIDs are those of a turn's mails; none for a report that the file does not have.
func (g *generation) messageIDs(s ledger.SentBefore, now time.Time) []string {
	turn, err := g.turnOf(ledger.Slot{Key: s.Key, Work: s.Work})
	if err != nil {
		return nil
	}
	p := run.Program{Config: g.cfg, Now: now}
	ids, err := p.MessageIDs(run.Order{Report: s.Report, Slot: turn.Slot, Period: turn.Period, Anyway: turn.Anyway}, s.Extra+1)
	if err != nil {
		return nil
	}
	return ids
}

// mostNamed is how many turns one mail names.
const mostNamed = 20

// tellBehind mails each owner which turns may have left. Its mail is delivered at once: nothing else would be, for long.
func (d *Daemon) tellBehind(ctx context.Context, b *ledger.Behind) error {
	g := d.now()
	list, err := d.MaybeSent(ctx)
	if err != nil {
		return err
	}
	owners := map[string][]MaybeSent{}
	if g.cfg.Owner != "" {
		owners[g.cfg.Owner] = nil
	}
	for _, m := range list {
		if owner := g.owner(m.Report); owner != "" {
			owners[owner] = append(owners[owner], m)
		}
	}
	for _, owner := range slices.Sorted(maps.Keys(owners)) {
		dedupe := fmt.Sprintf("behind/%d/%s", b.Since.Unix(), owner)
		if err := d.Ledger.Notify(ctx, g.letter(d.Now(), owner, dedupe, g.words("").Word("notice.behind"), g.behindText(b, owners[owner]), ledger.Key{})...); err != nil {
			return err
		}
		if err := d.Ledger.DrainNotice(ctx, dedupe, d.Workers(), d.limits()); err != nil {
			return err
		}
	}
	return nil
}

func (g *generation) behindText(b *ledger.Behind, list []MaybeSent) string {
	l, since := g.words(""), b.Since.In(g.zone(""))
	lines := []string{l.Word("notice.behind"), ""}
	if len(list) > 0 {
		lines = append(lines, l.Word("notice.behind.turns", l.DateShort(since)+" "+l.Time(since)))
		for i, m := range list {
			if i == mostNamed {
				lines = append(lines, fmt.Sprintf("… (%d)", len(list)-i))
				break
			}
			lines = append(lines, g.title(m.Report)+" · "+m.Slot)
		}
		lines = append(lines, "")
	}
	return strings.Join(append(lines, l.Word("notice.behind.cure")), "\n")
}

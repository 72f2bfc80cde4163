package timetable

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/schedule"
)

// Effect describes in English the effect of a changed file on one report's schedule.
type Effect struct{ Report, Words string }

// Effects returns the effects on the schedules in the ledger, by report, if the config is loaded at an instant.
func Effects(ctx context.Context, l *ledger.Ledger, cfg *config.Config, at time.Time) ([]Effect, error) {
	tables := ByReport(cfg)
	marks, err := l.Watermarks(ctx)
	if err != nil {
		return nil, err
	}
	renameMarks(marks, cfg)
	names := map[string]bool{}
	for name := range tables {
		names[name] = true
	}
	for name := range marks {
		names[name] = true
	}
	var list []Effect
	for _, name := range slices.Sorted(maps.Keys(names)) {
		c := change{mark: marks[name], Edit: schedule.Edit{New: tables[name], At: at}}
		if _, c.stays = cfg.Reports[name]; !c.readOld() {
			continue
		}
		for _, known := range append([]string{name}, cfg.Reports[name].RenamedFrom...) {
			slots, err := l.Slots(ctx, ledger.Filter{Report: known, NoExtras: true, Since: at.AddDate(0, 0, -lookBack)})
			if err != nil {
				return nil, err
			}
			c.slots = append(c.slots, slots...)
		}
		list = append(list, Effect{name, c.describe()})
	}
	return list, nil
}

// PrintEffects writes the effects for people.
func PrintEffects(w io.Writer, list []Effect) {
	for _, e := range list {
		fmt.Fprintf(w, "edit: %s: %s\n", e.Report, e.Words)
	}
	if len(list) == 0 {
		fmt.Fprintln(w, "edit: no schedule changes")
	}
}

// renameMarks moves the watermarks of renamed reports to their new names, as Rename will.
func renameMarks(marks map[string]ledger.Watermark, cfg *config.Config) {
	for name, r := range cfg.Reports {
		for _, from := range r.RenamedFrom {
			if m := marks[from]; m.Rule != "" && marks[name].Rule == "" {
				marks[name] = m
				delete(marks, from)
			}
		}
	}
}

// lookBack is how many days before an edit are searched for turns with the same work as a coming one.
const lookBack = 100

// change is an edit of one report, and its turns in the ledger.
type change struct {
	stays bool // whether the report is still in the file
	mark  ledger.Watermark
	slots []ledger.Slot
	schedule.Edit
}

// readOld reads the old timetable. It returns false if nothing changes.
func (c *change) readOld() bool {
	text := ""
	if c.New != nil {
		text = c.New.Text()
	}
	if text == c.mark.Rule {
		return false
	}
	if c.mark.Rule != "" {
		var err error
		if c.Old, err = schedule.ParseTimetable(c.mark.Rule); err != nil {
			return false // an earlier version wrote it; the new timetable then applies to all turns
		}
	}
	return true
}

func (c *change) describe() string {
	before, after := c.nextBefore(), c.nextAfter()
	var parts []string
	switch {
	case c.New == nil && !c.stays:
		parts = append(parts, "it is no longer in the file, so it is not sent any more (next was "+before+")")
	case c.New == nil:
		parts = append(parts, "it is no longer sent by schedule (next was "+before+")")
	case c.Old == nil:
		parts = append(parts, "next "+after)
	case before == after:
		parts = append(parts, "next "+after+", as before")
	default:
		parts = append(parts, "next "+after+" instead of "+before)
	}
	return strings.Join(append(parts, c.madeNow()), "; ")
}

// madeNow says which turns are made immediately: those that were due before the edit and are not planned yet.
func (c *change) madeNow() string {
	due := dueTurnsOf(c.Old, c.mark.Until, c.At)
	switch {
	case !c.stays && (len(due) > 0 || slices.ContainsFunc(c.slots, c.isOpen)):
		return "its owner is told about the open work"
	case len(due) == 1:
		return "what was due " + c.formatInstant(due[0].Due) + " by the old schedule is made now"
	case len(due) > 1:
		return fmt.Sprintf("what was due %d times by the old schedule, last %s, is made now", len(due), c.formatInstant(due[len(due)-1].Due))
	}
	return "nothing is sent now"
}

func (c *change) isOpen(s ledger.Slot) bool { return !s.State.Final() }

func (c *change) nextBefore() string {
	if c.Old == nil {
		return "never"
	}
	if o, ok := c.Old.NextDue(c.At); ok {
		return c.formatInstant(o.Due)
	}
	return "never"
}

// nextAfter returns the instant of the first turn after the edit: one that keeps its old instant, or one of the new
// timetable that is not done yet.
func (c *change) nextAfter() string {
	var next time.Time
	if ahead := c.KeptTurns(); len(ahead) > 0 {
		next = ahead[0].Due
	}
	if c.New != nil {
		at := c.At
		for range lookBack {
			o, ok := c.New.NextDue(at)
			if !ok || !next.IsZero() && next.Before(o.Due) {
				break
			}
			if at = o.Due; !c.isDone(c.New.Work(o)) {
				next = o.Due
				break
			}
		}
	}
	if next.IsZero() {
		return "never"
	}
	return c.formatInstant(next)
}

// isDone reports whether a turn's work is done already, or planned, by the old timetable.
func (c *change) isDone(w schedule.Work) bool {
	for _, s := range c.slots {
		dropped := s.State == ledger.Skipped && s.Edited == ledger.ByEdit
		known := workOf(s)
		if !dropped && s.State != ledger.Planned && (known.Key == w.Key || s.Day != "" && s.Rule != c.New.Hash() && known.Same(w)) {
			return true
		}
	}
	for _, o := range dueTurnsOf(c.Old, c.mark.Until, c.At) {
		if c.Old.Work(o.Occurrence).Same(w) {
			return true
		}
	}
	return false
}

func (c *change) formatInstant(t time.Time) string {
	zone := time.UTC
	if c.New != nil {
		zone = c.New.Zone()
	} else if c.Old != nil {
		zone = c.Old.Zone()
	}
	return t.In(zone).Format("Mon 2 Jan 2006 15:04 MST")
}

// workOf returns the Work of a slot in the state.
func workOf(s ledger.Slot) schedule.Work {
	return schedule.Work{Key: s.Key.Slot, Day: s.Day, Unit: s.Unit, Span: s.Span, Due: s.Due}
}

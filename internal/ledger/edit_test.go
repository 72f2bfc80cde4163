package ledger

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// rulebook plans a report by a sequence of rules. It has the turns of each rule, by the rule's name.
type rulebook struct {
	t     *testing.T
	l     *Ledger
	clock *testClock
	rules map[string][]Turn
	ahead []Turn                // turns that are sent at their old due time after the next edit
	fates map[string]EditEffect // the effect of the next edit by slot; Dropped for other slots
	moved map[string]Turn       // the new turn of a slot that the next edit moves
}

func newRulebook(t *testing.T, o Options) *rulebook {
	b := &rulebook{t: t, clock: &testClock{}, rules: map[string][]Turn{}}
	b.clock.set(monday)
	o.Now = b.clock.now
	b.l = locked(t, o)
	return b
}

// on returns a turn of a rule on a day of November 2026.
func on(day, hour int, unit, span string) Turn {
	text := fmt.Sprintf("2026-11-%02d", day)
	return Turn{Slot: text, Work: Work{Day: text, Unit: unit, Span: span}, On: text, Due: time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC)}
}

func (b *rulebook) between(rule string, after, until time.Time) (list []Turn) {
	for _, turn := range b.rules[rule] {
		if turn.Due.After(after) && !turn.Due.After(until) {
			turn.Rule = rule
			list = append(list, turn)
		}
	}
	return list
}

// plan plans a report at the time now by a rule that was loaded at another time.
func (b *rulebook) plan(report, rule string, loaded, now time.Time) []string {
	b.t.Helper()
	b.clock.set(now)
	return slotNames(must[[]Slot](b.t)(b.l.Plan(b.t.Context(), now.Add(time.Minute), b.schedule(report, rule, loaded))))
}

func (b *rulebook) schedule(report, rule string, loaded time.Time) Schedule {
	return Schedule{Report: report, Rule: rule, Loaded: loaded,
		List: func(after, until time.Time) []Turn { return b.between(rule, after, until) },
		Edit: func(before string, after, until time.Time) Edit {
			e := Edit{EditEffect: func(s Slot) (EditEffect, Turn) { return b.fates[s.Key.Slot], b.moved[s.Key.Slot] }}
			e.Turns = append(e.Turns, b.between(before, after, loaded)...)
			e.Turns = append(e.Turns, b.ahead...)
			e.Turns = append(e.Turns, b.between(rule, loaded, until)...)
			return e
		}}
}

func (b *rulebook) states(report string) (list []string) {
	b.t.Helper()
	for _, s := range must[[]Slot](b.t)(b.l.Slots(b.t.Context(), Filter{Report: report})) {
		list = append(list, s.Key.Slot+" "+string(s.State)+" "+s.Due.Format("02 15:04")+" "+s.Reason)
	}
	return list
}

func (b *rulebook) want(report string, want ...string) {
	b.t.Helper()
	if diff := cmp.Diff(want, b.states(report)); diff != "" {
		b.t.Error(diff)
	}
}

// Turns that were due by the old rule before the edit are made. Turns that the new rule has before the edit are not.
func TestEditActsFromItsInstant(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		b := newRulebook(t, o)
		b.rules["old"] = []Turn{on(16, 8, "day", ""), on(17, 8, "day", ""), on(18, 8, "day", "")}
		b.rules["new"] = []Turn{on(16, 9, "hour", ""), on(17, 6, "hour", ""), on(19, 6, "hour", "")}
		b.plan("sales", "old", monday, monday)
		edit := monday.Add(26 * time.Hour) // the 17th at 9:00, after a day off
		if diff := cmp.Diff([]string{"2026-11-16 planned", "2026-11-17 planned"}, b.plan("sales", "new", edit, edit)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"2026-11-19 planned"}, b.plan("sales", "new", edit, edit.Add(72*time.Hour))); diff != "" {
			t.Error(diff)
		}
	})
}

// Turns of two rules are the same turn if their days, their due times, or their units and spans are equal.
func TestSameWorkIsOneTurn(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		b := newRulebook(t, o)
		instant := Turn{Slot: "2026-11-20T08:00Z", Work: Work{Day: "2026-11-20", Unit: Instants}, Due: on(20, 8, "", "").Due}
		other := Turn{Slot: "2026-11-20T09:00Z", Work: Work{Day: "2026-11-20", Unit: Instants}, Due: on(20, 9, "", "").Due}
		for name, test := range map[string]struct {
			before, after Turn
			same          bool
		}{
			"day":                {on(16, 8, "week", "a"), on(16, 12, "day", "b"), true},
			"span":               {on(16, 8, "week", "a"), on(20, 8, "week", "a"), true},
			"no span":            {on(16, 8, "week", ""), on(20, 8, "week", ""), false},
			"span of other unit": {on(16, 8, "week", "a"), on(20, 8, "day", "a"), false},
			"instant":            {on(20, 8, "day", "a"), instant, true},
			"other instant":      {on(20, 8, "day", "a"), other, false},
			"from instants":      {instant, on(20, 12, "day", "a"), false},
		} {
			b.rules["old"], b.rules["new"] = []Turn{test.before}, []Turn{test.after}
			b.fates = map[string]EditEffect{test.before.Slot: Stays}
			b.plan(name, "old", monday, test.before.Due.Add(-time.Minute))
			b.plan(name, "new", test.before.Due.Add(-time.Second), test.after.Due)
			planned := must[[]Slot](t)(b.l.Slots(t.Context(), Filter{Report: name, States: []State{Planned}}))
			if same := len(planned) == 1; same != test.same {
				t.Errorf("%s: %v", name, b.states(name))
			}
		}
	})
}

// An edit keeps, moves or skips slots that are planned. A skipped slot is restored by a later rule that has it.
func TestPlannedSlotsAtAnEdit(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		b := newRulebook(t, o)
		b.rules["old"] = []Turn{on(16, 8, "week", "a")}
		b.rules["none"] = nil
		eight := on(16, 8, "", "").Due
		b.plan("sales", "old", monday, eight.Add(-time.Minute))
		b.plan("sales", "none", eight.Add(-50*time.Second), eight.Add(-50*time.Second))
		b.want("sales", "2026-11-16 skipped 16 08:00 the schedule no longer holds it")
		b.plan("sales", "old", eight.Add(-40*time.Second), eight.Add(-40*time.Second))
		b.want("sales", "2026-11-16 planned 16 08:00 ")
		b.rules["later"] = []Turn{on(16, 12, "week", "a")}
		b.fates, b.moved = map[string]EditEffect{"2026-11-16": Moves}, map[string]Turn{"2026-11-16": on(16, 12, "week", "a")}
		b.plan("sales", "later", eight.Add(-30*time.Second), eight.Add(-30*time.Second))
		b.want("sales", "2026-11-16 planned 16 12:00 ")
		b.fates = map[string]EditEffect{"2026-11-16": Stays}
		b.plan("sales", "past", eight, eight)
		b.want("sales", "2026-11-16 planned 16 12:00 ")
		of := &office{}
		check(t, b.l.Drain(t.Context(), Key{}, of.workers(), Limits{}))
		if len(of.made) != 0 {
			t.Error(of.made)
		}
		b.clock.set(eight.Add(4 * time.Hour))
		check(t, b.l.Drain(t.Context(), Key{}, of.workers(), Limits{}))
		if len(of.made) != 1 {
			t.Error(of.made)
		}
		b.fates = nil
		b.plan("sales", "old", eight.Add(5*time.Hour), eight.Add(5*time.Hour))
		b.want("sales", "2026-11-16 produced 16 12:00 ")
	})
}

// A turn that an edit leaves at its old due time is stored immediately, however far ahead it is. A pause does not skip
// it.
func TestTurnAheadIsKept(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		b := newRulebook(t, o)
		b.rules["old"], b.rules["new"] = []Turn{on(27, 8, "month", "a")}, []Turn{on(13, 8, "month", "a")}
		b.plan("sales", "old", monday, monday)
		check(t, b.l.Pause(t.Context(), "sales", ""))
		ahead := on(27, 8, "month", "a")
		ahead.Edited = ByEdit
		b.ahead = []Turn{ahead}
		b.plan("sales", "new", monday.Add(time.Hour), monday.Add(time.Hour))
		b.want("sales", "2026-11-27 planned 27 08:00 ")
	})
}

// A report that is removed from the file while work is open ends that work and notifies the owner once. If it returns
// soon, the work is resumed.
func TestReportLeavesAndReturns(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		b := newRulebook(t, o)
		ctx := t.Context()
		b.rules["old"] = []Turn{on(16, 8, "week", "a"), on(17, 8, "week", "b"), on(18, 8, "week", "c")}
		b.plan("sales", "old", monday, on(16, 8, "", "").Due)
		of := &office{out: func(j Job) Outcome { return AsHeld("not closed", b.clock.now().Add(time.Hour), time.Time{}) }}
		check(t, b.l.Drain(ctx, Key{}, of.workers(), Limits{}))
		leave := on(17, 9, "", "").Due
		told := 0
		for range 2 {
			s := b.schedule("sales", "", leave)
			s.OnRemoved = func(open []Slot) []Delivery {
				told = len(open)
				return []Delivery{{Address: "owner@x.example", Dedupe: "left", Raw: []byte("x")}}
			}
			b.clock.set(leave)
			must[[]Slot](t)(b.l.Plan(ctx, leave.Add(time.Minute), s))
		}
		if told != 2 {
			t.Errorf("told of %d", told)
		}
		b.want("sales", "2026-11-17 skipped 17 08:00 "+ReportRemoved, "2026-11-16 skipped 16 08:00 "+ReportRemoved)
		if list := must[[]string](t)(b.l.Reports(ctx, must[map[string]Watermark](t)(b.l.Watermarks(ctx)))); len(list) != 0 {
			t.Error(list)
		}
		back := leave.Add(48 * time.Hour)
		b.plan("sales", "old", back, back)
		b.want("sales", "2026-11-17 retrying 17 08:00 ", "2026-11-16 retrying 16 08:00 ")
		if n := len(must[[]Delivery](t)(b.l.NoticesOf(ctx, "sales", ""))); n != 1 {
			t.Errorf("%d notices", n)
		}
	})
}

// The new name of a report takes over everything from its earlier name, also open work. A replica that still has the
// earlier name plans nothing.
func TestRename(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		b := newRulebook(t, o)
		ctx := t.Context()
		b.rules["old"] = []Turn{on(16, 8, "week", "a"), on(23, 8, "week", "b")}
		due := on(16, 8, "", "").Due
		b.plan("été", "old", monday, due)
		of := &office{}
		check(t, b.l.Drain(ctx, Key{}, of.workers(), Limits{}))
		check(t, b.l.Notify(ctx, Delivery{Address: "o@x.example", Dedupe: NoticeKey(Key{Report: "été", Slot: "2026-11-16"}, "held"), Key: Key{Report: "été", Slot: "2026-11-16"}, Raw: []byte("x")}))
		check(t, b.l.Pause(ctx, "été", "why"))
		b.clock.set(due.Add(time.Hour))
		for range 2 {
			check(t, b.l.Rename(ctx, "été", "summer"))
		}
		b.want("été")
		b.want("summer", "2026-11-16 produced 16 08:00 ")
		if told := must[bool](t)(b.l.HasDedupe(ctx, NoticeKey(Key{Report: "summer", Slot: "2026-11-16"}, "held"))); !told {
			t.Error("the notice keeps the earlier name")
		}
		if list := must[[]Edition](t)(b.l.Editions(ctx, "summer", "")); len(list) != 1 {
			t.Error(list)
		}
		if list := must[[]Pause](t)(b.l.Paused(ctx)); len(list) != 1 || list[0].Report != "summer" {
			t.Error(list)
		}
		must[bool](t)(b.l.Resume(ctx, "summer"))
		late := due.AddDate(0, 0, 8)
		if diff := cmp.Diff([]string{"2026-11-23 planned"}, b.plan("summer", "old", due.Add(time.Hour), late)); diff != "" {
			t.Error(diff)
		}
		if o.Postgres != "" {
			if list := b.plan("été", "old", due, late); list != nil {
				t.Errorf("the older replica plans %v", list)
			}
		}
	})
}

// The new name may be declared some time after the report was renamed.
func TestRenameLate(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		b := newRulebook(t, o)
		ctx := t.Context()
		b.rules["old"] = []Turn{on(16, 8, "week", "a"), on(17, 8, "week", "b")}
		due := on(16, 8, "", "").Due
		b.plan("a", "old", monday, due)
		s := b.schedule("a", "", due.Add(time.Minute))
		s.OnRemoved = func([]Slot) []Delivery { return nil }
		b.clock.set(due.Add(time.Minute))
		must[[]Slot](t)(b.l.Plan(ctx, due.Add(2*time.Minute), s))
		b.plan("b", "old", due.Add(time.Minute), due.Add(24*time.Hour))
		check(t, b.l.Rename(ctx, "a", "b"))
		b.want("b", "2026-11-17 planned 17 08:00 ", "2026-11-16 retrying 16 08:00 ")
	})
}

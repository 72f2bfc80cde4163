package daemon

import (
	"fmt"
	"time"

	"bilan/internal/alarm"
	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/locale"
	"bilan/internal/mail"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// generation is everything that follows from one state of the YAML. All that can fail is built before it takes
// the place of the one before; then it never changes.
type generation struct {
	*Timetable
	cfg      *config.Config
	snapshot *config.Snapshot
	sender   mail.Sender
	maker    Maker
	ways     alarm.Ways
	missed   map[string]schedule.Missed
}

// build makes a generation of a config.
func (d *Daemon) build(cfg *config.Config, snapshot *config.Snapshot) (*generation, error) {
	g := &generation{cfg: cfg, snapshot: snapshot, missed: map[string]schedule.Missed{}}
	var err error
	if g.Timetable, err = NewTimetable(cfg); err != nil {
		return nil, err
	}
	for name := range g.cadences {
		if g.missed[name], err = schedule.ParseMissed(cfg.Reports[name].Missed); err != nil {
			return nil, fmt.Errorf("report %q: missed: %w", name, err)
		}
	}
	if g.sender, err = d.Sender(cfg); err != nil {
		return nil, err
	}
	g.maker, g.ways = d.Maker(cfg), alarm.New(cfg.Alarm, Environment())
	return g, nil
}

// schedules says for each report what falls due in a window.
func (g *generation) schedules(now time.Time) []ledger.Schedule {
	list := make([]ledger.Schedule, 0, len(g.cadences))
	for name := range g.cadences {
		zone := g.zones[name]
		list = append(list, ledger.Schedule{
			Report: name, Rule: g.rules[name], Start: now, Today: period.DateOf(now.In(zone)).In(zone),
			List: func(after, until time.Time) []ledger.Turn { return g.turns(name, after, until) },
		})
	}
	return list
}

// lookAhead is how far the planner looks: what is due before the next look is asked for in time.
const lookAhead = time.Minute

// turns lists a report's occurrences in (after, until]. until lies lookAhead after now: what is further back
// than now was missed, and the policy says what becomes of it.
func (g *generation) turns(report string, after, until time.Time) []ledger.Turn {
	r := g.cfg.Reports[report]
	due := g.cadences[report].DueBetween(after, until, g.calendar, g.zones[report])
	grace := time.Duration(r.Grace) * 24 * time.Hour
	run, missed := g.missed[report].Split(due, until.Add(-lookAhead), grace)
	turns := make([]ledger.Turn, 0, len(due))
	for _, o := range missed {
		turns = append(turns, turn(o, ledger.Missed, "nobody was there when it was due (missed: "+r.Missed+")"))
	}
	for _, o := range run {
		turns = append(turns, turn(o, ledger.Planned, ""))
	}
	return turns
}

func turn(o schedule.Occurrence, s ledger.State, reason string) ledger.Turn {
	return ledger.Turn{Slot: o.Slot.String(), On: o.On.String(), Due: o.Due, State: s, Reason: reason}
}

// words are a report's fixed words, in its own language; in the company's when there is no such report.
func (g *generation) words(report string) *locale.Locale {
	tag := g.cfg.Locale
	if r, ok := g.cfg.Reports[report]; ok && r.Locale != "" {
		tag = r.Locale
	}
	if l, err := locale.For(tag); err == nil {
		return l
	}
	l, _ := locale.For("en")
	return l
}

// owner is who hears of trouble with a report, "" when nobody is named.
func (g *generation) owner(report string) string {
	if o := g.cfg.Reports[report].Owner; o != "" {
		return o
	}
	return g.cfg.Owner
}

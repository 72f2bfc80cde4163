package daemon

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/alarm"
	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/locale"
	"bilan/internal/mail"
	"bilan/internal/period"
	"bilan/internal/run"
	"bilan/internal/schedule"
)

// generation is everything that follows from one state of the YAML. All that can fail is built before it takes
// the place of the one before; then it never changes.
type generation struct {
	cfg      *config.Config
	snapshot *config.Snapshot
	sender   mail.Sender
	maker    Maker
	ways     alarm.Ways
	zones    map[string]*time.Location // of each report
	calendar *period.Calendar
	cadences map[string]*schedule.Cadence // of the reports that have one
	rules    map[string]string            // each cadence as text, with all that bears on when it is due
	missed   map[string]schedule.Missed
}

// build makes a generation of a config.
func (d *Daemon) build(cfg *config.Config, snapshot *config.Snapshot) (*generation, error) {
	g := &generation{cfg: cfg, snapshot: snapshot, cadences: map[string]*schedule.Cadence{}, rules: map[string]string{}, zones: map[string]*time.Location{}, missed: map[string]schedule.Missed{}}
	var err error
	if g.calendar, err = run.Calendar(cfg.Calendar); err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	days := fingerprint(cfg.Calendar)
	for name, r := range cfg.Reports {
		if g.zones[name], err = time.LoadLocation(r.Timezone); err != nil {
			return nil, fmt.Errorf("report %q: timezone: %w", name, err)
		}
		if r.Send == (config.Send{}) {
			continue
		}
		if g.cadences[name], err = schedule.Parse(r.Spec()); err != nil {
			return nil, fmt.Errorf("report %q: send: %w", name, err)
		}
		g.rules[name] = fmt.Sprintf("%s %s %s", g.cadences[name], g.zones[name], days)
		if g.missed[name], err = schedule.ParseMissed(r.Missed); err != nil {
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

// fingerprint is a calendar as text: when it changes, what is due today is looked at again.
func fingerprint(c config.Calendar) string { return strings.ReplaceAll(fmt.Sprintf("%v", c), " ", ",") }

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

// zone is where a report's days begin; UTC for one that the file does not know.
func (g *generation) zone(report string) *time.Location {
	if z := g.zones[report]; z != nil {
		return z
	}
	return time.UTC
}

// owner is who hears of trouble with a report, "" when nobody is named.
func (g *generation) owner(report string) string {
	if o := g.cfg.Reports[report].Owner; o != "" {
		return o
	}
	return g.cfg.Owner
}

package daemon

import (
	"cmp"
	"fmt"
	"time"

	"bilan/internal/alarm"
	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/locale"
	"bilan/internal/mail"
	"bilan/internal/schedule"
)

// generation is everything that follows from one state of the YAML. All that can fail is built before it takes
// the place of the one before; then it never changes.
type generation struct {
	*Timetable
	cfg      *config.Config
	snapshot *load.Snapshot
	loaded   time.Time // since when it is in force
	sender   mail.Sender
	maker    Maker
	ways     alarm.Ways
	missed   map[string]schedule.Missed
	gone     map[string]config.Report // what the file held before and holds no more, since the start
}

// build makes a generation of a config.
func (d *Daemon) build(cfg *config.Config, snapshot *load.Snapshot) (*generation, error) {
	g := &generation{cfg: cfg, snapshot: snapshot, loaded: d.Now(), missed: map[string]schedule.Missed{}}
	var err error
	if g.Timetable, err = NewTimetable(cfg); err != nil {
		return nil, err
	}
	for name, r := range cfg.Reports {
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

// remember keeps what the generation before knew of reports that are no longer in the file: their owners are told.
func (g *generation) remember(before *generation) {
	g.gone = map[string]config.Report{}
	for _, known := range []map[string]config.Report{before.gone, before.cfg.Reports} {
		for name, r := range known {
			if _, stays := g.cfg.Reports[name]; !stays {
				g.gone[name] = r
			}
		}
	}
}

// report is what the file says of a report, or said last.
func (g *generation) report(name string) config.Report {
	if r, ok := g.cfg.Reports[name]; ok {
		return r
	}
	return g.gone[name]
}

// words are a report's fixed words, in its own language; in the company's when there is no such report.
func (g *generation) words(report string) *locale.Locale {
	if l, err := locale.For(cmp.Or(g.report(report).Locale, g.cfg.Locale)); err == nil {
		return l
	}
	l, _ := locale.For("en")
	return l
}

// owner is who hears of trouble with a report, "" when nobody is named.
func (g *generation) owner(report string) string { return cmp.Or(g.report(report).Owner, g.cfg.Owner) }

package daemon

import (
	"time"

	"bilan/internal/alarm"
	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/letter"
	"bilan/internal/mail"
	"bilan/internal/maker"
	"bilan/internal/timetable"
)

// generation is everything that follows from one state of the YAML. All that can fail is built before it takes
// the place of the one before; then it never changes.
type generation struct {
	*timetable.Timetable
	*letter.Writer
	cfg      *config.Config
	snapshot *load.Snapshot
	loaded   time.Time // since when it is in force
	sender   mail.Sender
	maker    maker.Maker
	ways     alarm.Ways
}

// build makes a generation of a config.
func (d *Daemon) build(cfg *config.Config, snapshot *load.Snapshot) (*generation, error) {
	g := &generation{cfg: cfg, snapshot: snapshot, loaded: d.Now()}
	var err error
	if g.Timetable, err = timetable.New(cfg); err != nil {
		return nil, err
	}
	g.Writer = &letter.Writer{Config: cfg, Zone: g.ZoneOf}
	if g.sender, err = d.Sender(cfg); err != nil {
		return nil, err
	}
	g.maker, g.ways = d.Maker(cfg), alarm.New(cfg.Alarm, maker.Environment())
	return g, nil
}

// remember keeps what the generation before knew of reports that are no longer in the file: their owners are told.
func (g *generation) remember(before *generation) {
	g.Gone = map[string]config.Report{}
	for _, known := range []map[string]config.Report{before.Gone, before.cfg.Reports} {
		for name, r := range known {
			if _, stays := g.cfg.Reports[name]; !stays {
				g.Gone[name] = r
			}
		}
	}
}

package daemon

import (
	"time"

	"bilan/internal/alarm"
	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/mail"
	"bilan/internal/maker"
	"bilan/internal/period"
	"bilan/internal/schedule"
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

// remember keeps the previous generation's knowledge of reports that are no longer in the file, because their owners
// are notified.
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

// turnOf returns the turn of a ledger's slot. The reported day was fixed when the slot was planned. The minute
// distinguishes the turns of one day, also in the names of their messages.
func (g *generation) turnOf(s ledger.Slot) (maker.Turn, error) {
	t, err := maker.ParseTurn(s.Key.Slot)
	if err != nil || s.Day == "" {
		return t, err
	}
	day, err := period.ParseDate(s.Day)
	t.Slot = schedule.On(day)
	if at, ok := schedule.InstantOf(t.Key); ok {
		local := at.In(g.ZoneOf(s.Report))
		t.Slot.Minute = local.Hour()*60 + local.Minute()
	}
	return t, err
}

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

// generation is a version of the YAML and everything that is built from it. Everything that can fail is built before a
// generation is put in force; after that, it never changes.
type generation struct {
	*timetable.Timetable
	*letter.Writer
	cfg      *config.Config
	snapshot *load.Snapshot
	loaded   time.Time // when it was put in force
	sender   mail.Sender
	maker    maker.Maker
	channels alarm.Channels
}

// rememberGone copies the reports that are no longer in the file from the previous generation, so that their owners can
// be told.
func (g *generation) rememberGone(before *generation) {
	g.Gone = map[string]config.Report{}
	for _, known := range []map[string]config.Report{before.Gone, before.cfg.Reports} {
		for name, r := range known {
			if _, stays := g.cfg.Reports[name]; !stays {
				g.Gone[name] = r
			}
		}
	}
}

// turnOf returns the turn of a ledger's slot. Its day was fixed when the slot was planned. Its minute distinguishes the
// turns of one day, also in the names of their messages.
func (g *generation) turnOf(s ledger.Slot) (maker.Turn, error) {
	t, err := maker.ParseTurn(s.Key.Slot)
	if err != nil || s.Day == "" {
		return t, err
	}
	day, err := period.ParseDate(s.Day)
	t.Slot = schedule.SlotOn(day)
	if at, ok := schedule.InstantOf(t.Key); ok {
		local := at.In(g.ZoneOf(s.Report))
		t.Slot.Minute = local.Hour()*60 + local.Minute()
	}
	return t, err
}

package daemon

import (
	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// turnOf is the turn of a ledger's slot: the day that it reports was fixed when it was planned. The minute tells the turns of one
// day apart, in their messages' names too.
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

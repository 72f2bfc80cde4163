package daemon

import (
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/mail"
	"bilan/internal/maker"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

func TestAReportIsDueInItsOwnZone(t *testing.T) {
	mondays, err := schedule.Parse(schedule.Spec{Every: "week", Day: "monday", At: "08:00"})
	check(t, err)
	inParis, err := scalar.ParseZone("Europe/Paris")
	check(t, err)
	inNewYork, err := scalar.ParseZone("America/New_York")
	check(t, err)
	cfg := &config.Config{Timezone: inParis, Reports: map[string]config.Report{
		"paris":    {Timezone: inParis, Cadence: mondays, Missed: "latest", Grace: 3, Periods: []period.Phrase{period.MustPhrase("last week")}},
		"new-york": {Timezone: inNewYork, Cadence: mondays, Missed: "latest", Grace: 3, Periods: []period.Phrase{period.MustPhrase("last week")}},
	}}
	check(t, cfg.FillIn())
	d := &Daemon{
		Now:    func() time.Time { return monday },
		Sender: func(*config.Config) (mail.Sender, error) { return mail.NewFolder(t.TempDir(), nil), nil },
		Maker:  func(*config.Config) maker.Maker { return nil },
	}
	g, err := d.build(cfg, nil)
	if err != nil {
		t.Fatal(err)
	}
	sunday := time.Date(2026, 11, 15, 12, 0, 0, 0, time.UTC)
	due := map[string]time.Time{}
	for name := range g.Tables {
		for _, turn := range g.ScheduleOf(name, g.loaded).List(sunday, sunday.AddDate(0, 0, 2)) {
			due[name] = turn.Due.UTC()
		}
	}
	for name, want := range map[string]string{"paris": "2026-11-16T07:00:00Z", "new-york": "2026-11-16T13:00:00Z"} {
		if got := due[name].Format(time.RFC3339); got != want {
			t.Errorf("%s is due at %s, want %s", name, got, want)
		}
	}
}

package mail

import (
	"testing"

	"bilan/internal/config"
)

func TestPace(t *testing.T) {
	for _, c := range []struct {
		limits                   string
		max, wantMinute, wantDay int
	}{
		{"", 0, 0, 0}, {"", 12, 12, 0}, {"exchange-online", 0, 30, 10_000}, {"exchange-online", 12, 12, 10_000}, {"exchange-online", 60, 30, 10_000},
		{"google-workspace", 0, 0, 2_000}, {"google-workspace", 12, 12, 2_000},
	} {
		if m, d := Pace(config.Mail{MaxPerMinute: c.max, SMTP: config.SMTP{Limits: c.limits}}); m != c.wantMinute || d != c.wantDay {
			t.Errorf("%q, at most %d: %d a minute, %d a day", c.limits, c.max, m, d)
		}
	}
}

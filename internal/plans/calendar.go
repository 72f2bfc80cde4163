package plans

import (
	"bilan/internal/config"
	"bilan/internal/period"
)

// Calendar is the company's calendar as the YAML describes it.
func Calendar(c config.Calendar) (*period.Calendar, error) {
	return period.NewCalendar(c.Options())
}

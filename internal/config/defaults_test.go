package config

import (
	"strings"
	"testing"

	"bilan/internal/config/scalar"
)

func TestFillInWritesDefaults(t *testing.T) {
	c := &Config{Owner: "anne@lenoir.example", Reports: map[string]Report{"weekly": {Send: Send{Every: "week", Day: "monday", At: "08:00"}}, "by-hand": {}}}
	if err := c.FillIn(); err != nil {
		t.Fatal(err)
	}
	weekly := c.Reports["weekly"]
	if weekly.Send.IfHoliday != "send" || weekly.Owner != c.Owner || weekly.Timezone != scalar.UTC {
		t.Errorf("%+v", weekly)
	}
	if r := c.Reports["by-hand"]; r.Send != (Send{}) {
		t.Errorf("a report that is made by hand is due: %+v", r.Send)
	}
	if c.WorkingCalendar() == nil || c.Serve.Listen == "" {
		t.Error("no calendar, or no address")
	}
}

// If Check overlooks a value that cannot be read, the error of FillIn names the key.
func TestFillInNamesTheKey(t *testing.T) {
	for key, c := range map[string]*Config{
		"calendar: ":    {Calendar: Calendar{Workdays: "monday-blueday"}},
		"alerts.late: ": {Alerts: map[string]Alert{"late": {When: "sometimes"}}},
	} {
		if err := c.FillIn(); err == nil || !strings.HasPrefix(err.Error(), key) {
			t.Errorf("%s %v", key, err)
		}
	}
}

package config

import (
	"errors"
	"strings"

	"bilan/internal/config/scalar"
	"bilan/internal/schedule"
)

// checkSend checks a schedule with package schedule, which reports one key at a time. It removes a refused key and
// checks the rest again.
func (l *checker) checkSend(path string, s Send) {
	spec := s.Spec()
	fields := map[string]*string{"every": &spec.Every, "day": &spec.Day, "month": &spec.Month, "cron": &spec.Cron, "at": &spec.At, "if_holiday": &spec.IfHoliday}
	if !l.Sound(path + ".every") {
		return
	}
	for range len(fields) {
		_, err := schedule.Parse(spec)
		if err == nil {
			break
		}
		key, rest, _ := strings.Cut(err.Error(), ": ")
		message, hint := scalar.SplitHint(errors.New(rest))
		if at := fields[key]; at != nil && scalar.CalendarWords[strings.ToLower(*at)] != "" {
			hint = "write " + scalar.CalendarWords[strings.ToLower(*at)]
		}
		l.Wrong(path+"."+key, message, hint)
		if fields[key] == nil || key == "every" || key == "cron" {
			break
		}
		*fields[key] = ""
	}
	c := l.config.Calendar
	if s.IfHoliday != "" && s.IfHoliday != "send" && c.Holidays == "" && c.AddHolidays == nil && c.Closures == nil && l.Sound("calendar") {
		l.Wrong(path+".if_holiday", "no holidays are set", "add calendar: {holidays: FR} on the outermost level")
	}
}

package config

import (
	"errors"
	"strings"

	"bilan/internal/config/scalar"
	"bilan/internal/schedule"
)

// readSend reads when a report or an alert is due; nil if its send: is not written or has a mistake. The schedule reports
// one key at a time: a refused key is removed and the rest is read again.
func (l *checker) readSend(path string, spec schedule.Spec) *schedule.Cadence {
	if !l.Written(path) {
		return nil
	}
	l.checkHolidays(path, spec)
	if !l.AllLegible(path + ".every") {
		return nil
	}
	fields := map[string]*string{"every": &spec.Every, "day": &spec.Day, "month": &spec.Month, "cron": &spec.Cron, "at": &spec.At, "if_holiday": &spec.IfHoliday}
	cadence, err := schedule.Parse(spec)
	for refused := err; refused != nil; _, refused = schedule.Parse(spec) {
		key, rest, _ := strings.Cut(refused.Error(), ": ")
		message, hint := scalar.SplitHint(errors.New(rest))
		if at := fields[key]; at != nil && scalar.CalendarWords[strings.ToLower(*at)] != "" {
			hint = "write " + scalar.CalendarWords[strings.ToLower(*at)]
		}
		l.AddMistake(path+"."+key, message, hint)
		if fields[key] == nil || *fields[key] == "" || key == "every" || key == "cron" {
			break
		}
		*fields[key] = ""
	}
	return cadence
}

// checkHolidays requires holidays for a rule about them.
func (l *checker) checkHolidays(path string, spec schedule.Spec) {
	c := l.config.Calendar
	if spec.IfHoliday != defaultIfHoliday && c.Holidays == "" && c.AddHolidays == nil && c.Closures == nil && l.AllLegible("calendar") {
		l.AddMistake(path+".if_holiday", "no holidays are set", "add calendar: {holidays: FR} on the outermost level")
	}
}

package config

import (
	"errors"
	"strings"

	"bilan/internal/schedule"
)

// checkSend asks the schedule, which names one key at a time: what it refuses is left out and it is asked again.
func (l *loader) checkSend(path string, s Send) {
	spec := s.Spec()
	fields := map[string]*string{"every": &spec.Every, "day": &spec.Day, "month": &spec.Month, "cron": &spec.Cron, "at": &spec.At, "if_holiday": &spec.IfHoliday}
	if !l.sound(path + ".every") {
		return
	}
	for range len(fields) {
		_, err := schedule.Parse(spec)
		if err == nil {
			break
		}
		key, rest, _ := strings.Cut(err.Error(), ": ")
		message, hint := parts(errors.New(rest))
		if at := fields[key]; at != nil && french[strings.ToLower(*at)] != "" {
			hint = "write " + french[strings.ToLower(*at)]
		}
		l.wrong(path+"."+key, message, hint)
		if fields[key] == nil || key == "every" || key == "cron" {
			break
		}
		*fields[key] = ""
	}
	c := l.config.Calendar
	if s.IfHoliday != "" && s.IfHoliday != "send" && c.Holidays == "" && c.AddHolidays == nil && c.Closures == nil && l.sound("calendar") {
		l.wrong(path+".if_holiday", "no holiday is known", "add calendar: {holidays: FR} on the outermost level")
	}
}

// french has the calendar's words for people who write theirs.
var french = map[string]string{
	"lundi": "monday", "mardi": "tuesday", "mercredi": "wednesday", "jeudi": "thursday", "vendredi": "friday", "samedi": "saturday", "dimanche": "sunday",
	"janvier": "january", "février": "february", "fevrier": "february", "mars": "march", "avril": "april", "mai": "may", "juin": "june",
	"juillet": "july", "août": "august", "aout": "august", "septembre": "september", "octobre": "october", "novembre": "november",
	"décembre": "december", "decembre": "december", "dernier": "last", "fin": "last", "fin de mois": "last", "dernier jour": "last",
	"dernier jour ouvré": "last business day", "premier": "1",
}

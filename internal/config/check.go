package config

import (
	"maps"
	"slices"

	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
)

// checker finds mistakes that concern several keys.
type checker struct {
	*section.Checker
	config *Config
}

// Check records the mistakes that concern several keys, and reads when reports and alerts are due.
func (c *Config) Check(n *place.Notes) {
	figures := &figure.Checker{Notes: n, Set: c.Figures()}
	l := &checker{&section.Checker{Checker: figures}, c}
	for _, name := range slices.Sorted(maps.Keys(c.Sources)) {
		l.checkSource("sources."+name, c.Sources[name])
	}
	figures.Check()
	figures.CheckIdentities(c.Identities)
	for _, name := range slices.Sorted(maps.Keys(c.Reports)) {
		r, path := c.Reports[name], "reports."+name
		r.Cadence = l.readSend(path+".send", r.Spec())
		c.Reports[name] = r
		l.checkReport(path, r)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Alerts)) {
		a, path := c.Alerts[name], "alerts."+name
		a.Cadence = l.readSend(path+".send", a.Spec())
		c.Alerts[name] = a
		l.checkAlert(path, a)
	}
	l.checkRenames(c.Reports)
	l.checkCalendar(c.Calendar)
	l.checkMail(c.Mail)
	l.checkUnsubscribe(c.Mail.Unsubscribe)
	l.checkAlarm(c.Alarm)
	l.checkGroups(c)
	l.checkScheduled(c)
}

// Figures returns the datasets, dimensions, metrics and targets of the file.
func (c *Config) Figures() figure.Set {
	return figure.Set{Currency: c.Currency, Datasets: c.Datasets, Dimensions: c.Dimensions, Metrics: c.Metrics, Targets: c.Targets}
}

// checkScheduled checks that scheduled reports and alerts have recipients, and the top-level keys that they need.
func (l *checker) checkScheduled(c *Config) {
	for _, name := range slices.Sorted(maps.Keys(c.Reports)) {
		r, path := c.Reports[name], "reports."+name
		if !l.Written(path + ".send") {
			continue
		}
		if len(r.To)+len(r.CC)+len(r.BCC)+len(r.Each) == 0 && l.AllLegible(path+".to") {
			l.AddMistake(path+".send", "is sent by schedule, but has no recipient", "add to: [direction@lenoir.example]")
		}
		l.checkScheduleNeeds(c, path+".send", r.Owner)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Alerts)) {
		if path := "alerts." + name + ".send"; l.Written(path) {
			l.checkScheduleNeeds(c, path, c.Alerts[name].Owner)
		}
	}
}

// checkScheduleNeeds checks the top-level keys that something with a schedule needs: timezone, mail and owner.
func (l *checker) checkScheduleNeeds(c *Config, path, owner string) {
	if c.Timezone == (scalar.Zone{}) && l.AllLegible("timezone") {
		l.AddMistake(path, "has a time of day, but no time zone is set", "add timezone: Europe/Paris on the outermost level")
	}
	if !l.Written("mail") && l.AllLegible("mail") {
		l.AddMistake(path, "is sent by schedule, but the file does not say how to send mail", `add mail: {from: "Bilan <bilan@lenoir.example>", folder: out}`)
	}
	if c.Owner == "" && owner == "" && l.AllLegible("owner") {
		l.AddMistake(path, "is sent by schedule, but nobody would be told about problems", "add owner: salesops@lenoir.example")
	}
}

package config

import (
	"fmt"
	"maps"
	"slices"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// Alert is a figure about which a mail is sent when it crosses a threshold, and again when it is back.
type Alert struct {
	Title    string            `yaml:"title" is:"languages" def:"the figure, in the mail's subject" eg:"Ventes en retard" doc:"The alert's name in the mails."`
	Metric   string            `yaml:"metric" is:"req,ref=metric" eg:"revenue" doc:"The figure."`
	By       string            `yaml:"by" is:"ref=dimension" eg:"region" doc:"A dimension: each of its members has an alert of its own. One mail lists all that changed."`
	Member   scalar.StringList `yaml:"member" eg:"Nord" doc:"With 'by', only these members, by key or name."`
	When     string            `yaml:"when" is:"req,alert_when" eg:"below 90 % of objective" doc:"The condition: 'below 40000', 'above 12 %', 'below 90 % of objective', '10 % below last year', 'falls 5000 against previous', '2 points below objective'. In a period that is not over, objective, last year and the period before are those to date, by business days."`
	For      string            `yaml:"for" is:"alert_for" def:"1 evaluation" eg:"2 evaluations" doc:"How long the figure must be beyond its threshold before the alert opens, and back before the alert closes: a number of evaluations in a row, or '3 days'."`
	Deadband string            `yaml:"deadband" is:"alert_band" def:"2 % of the threshold; 1 point of a per cent or a score" eg:"3 %" doc:"How far the figure must be back past the threshold before the alert closes: in percent of the threshold, in points, or in the figure's own unit. 0 means no deadband."`
	Period   period.Phrase     `yaml:"period" is:"relative" def:"month to date" eg:"week to date" doc:"The period that is evaluated. With a period to date, the alert begins again in each period."`
	Through  string            `yaml:"through" is:"one=yesterday|today" def:"yesterday" eg:"today" doc:"The last day that counts: yesterday, the day before the evaluation, or today, the day of the evaluation."`
	Send     Send              `yaml:"send" is:"req" eg:"{every: day, at: \"07:30\"}" doc:"When the alert is evaluated."`
	To       scalar.StringList `yaml:"to" is:"address" eg:"[direction@lenoir.example]" doc:"Who gets the mails."`
	AddTo    scalar.StringList `yaml:"add_to" is:"ref=report" eg:"suivi-hebdo" doc:"Reports that the readers of this alert also get while it is open."`
	Owner    string            `yaml:"owner" is:"address" def:"the company's owner" eg:"salesops@lenoir.example" doc:"Who is told about problems with the alert's data, and gets the answers to its mails."`
	Locale   string            `yaml:"locale" is:"locale" def:"the company's locale" eg:"en-GB" doc:"The language of its mails."`
	Timezone scalar.Zone       `yaml:"timezone" is:"zone" def:"the company's zone" eg:"America/New_York" doc:"The time zone of its days and of its time."`
	Rule     scalar.AlertRule  // from 'when', 'deadband' and 'for'
	Cadence  *schedule.Cadence // from 'send'
}

// AlertPrefix begins an alert's name where names of reports are used. An alert's turns are stored like a report's. A
// report in the YAML cannot have such a name, because names must not contain a colon.
const AlertPrefix = "alert:"

// ToDate reports whether the alert's period is to date, so that the alert begins anew in each new period.
func (a *Alert) ToDate() bool { return a.Period.ToDate() }

// ReportNames lists the reports of the YAML by name, without those that were added for alerts.
func (c *Config) ReportNames() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(c.Reports)), func(name string) bool { return c.Reports[name].Alert != nil })
}

// AddedReaders returns the addresses that open alerts add to a report's readers.
func (c *Config) AddedReaders(report string, open func(alert string) bool) (addresses []string) {
	for _, name := range slices.Sorted(maps.Keys(c.Alerts)) {
		if a := c.Alerts[name]; slices.Contains(a.AddTo, report) && open(name) {
			addresses = append(addresses, a.To...)
		}
	}
	return addresses
}

// AddsReaders reports whether an alert that is open adds readers to a report.
func (c *Config) AddsReaders(report string) bool {
	return len(c.AddedReaders(report, func(string) bool { return true })) > 0
}

// Spec is the alert's cadence in the schedule's own terms.
func (a Alert) Spec() schedule.Spec {
	spec := a.Send.Spec()
	spec.Through = a.Through
	return spec
}

// metricReport returns the report that computes the alert's figure, in total or by member.
func (a *Alert) metricReport() Report {
	r := Report{
		Alert: a, Title: a.Title, Owner: a.Owner, Locale: a.Locale, Timezone: a.Timezone, Periods: []period.Phrase{a.Period}, Through: a.Through,
		Send: a.Send, Cadence: a.Cadence, To: a.To, IfEmpty: "send", Sections: []section.Section{{Scorecard: &section.Scorecard{Metrics: []string{a.Metric}}}},
	}
	if a.By != "" {
		r.Sections = []section.Section{{Members: &section.Members{By: a.By, Columns: []section.MemberColumn{{Metric: a.Metric, Show: "value"}}}}}
	}
	return r
}

func (a *Alert) fillIn(c *Config) (err error) {
	scalar.Fill(&a.For, "1 evaluation")
	scalar.Fill(&a.Period, period.MonthToDate)
	if unit := c.Metrics[a.Metric].Unit; unit == "percent" || unit == "score" {
		scalar.Fill(&a.Deadband, "1 point")
	}
	scalar.Fill(&a.Deadband, "2 %")
	a.Rule, err = scalar.ParseAlertRule(a.When, a.Deadband, a.For)
	return err
}

// AlertMetrics returns the metric of each alert, by the alert's name.
func (c *Config) AlertMetrics() map[string]string {
	list := make(map[string]string, len(c.Alerts))
	for name, a := range c.Alerts {
		list[name] = a.Metric
	}
	return list
}

// alertReports fills in the alerts' defaults, and adds a report for each alert.
func (c *Config) alertReports() error {
	for _, name := range slices.Sorted(maps.Keys(c.Alerts)) {
		a := c.Alerts[name]
		if err := a.fillIn(c); err != nil {
			return fmt.Errorf("alerts.%s: %w", name, err)
		}
		c.Alerts[name] = a
		if c.Reports == nil {
			c.Reports = map[string]Report{}
		}
		c.Reports[AlertPrefix+name] = a.metricReport()
	}
	return nil
}

func (l *checker) checkAlert(path string, a Alert) {
	l.CheckAlert(path, a.Metric, a.By, a.When)
	l.CheckNeeds(path, "member", "by", a.By != "")
	l.CheckDuplicates(path+".add_to", a.AddTo)
	l.checkRecipients(path, Report{To: a.To, Owner: a.Owner})
	if len(a.To) == 0 {
		l.CheckNeeds(path, "add_to", "to", false)
		if len(a.AddTo) == 0 && l.AllLegible(path+".to") && !l.hasDependentReport(path) {
			l.AddMistake(path, "notifies nobody, and no report depends on it", "add to: [direction@lenoir.example], or only_if: to a report")
		}
	}
}

// hasDependentReport reports whether a report is sent only while the alert is open.
func (l *checker) hasDependentReport(path string) bool {
	for _, r := range l.config.Reports {
		if slices.ContainsFunc(r.OnlyIf, func(name string) bool { return "alerts."+name == path }) {
			return true
		}
	}
	return false
}

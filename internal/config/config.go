// Package config defines the keys of the YAML file, their defaults, and the checks that concern several keys. It opens
// no source, computes no figure and sends no mail. Package load reads a Config.
//
// The structs mirror the YAML. Each key is described by its struct tags: 'yaml' is its name, 'is' lists the rules that
// the decoder applies (see package keys), 'def' is the default and 'eg' an example for people, and 'doc' explains the
// key. The decoder, the JSON Schema and docs/configuration.md are made from these tags.
package config

import (
	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/internal/sales/mapping"
	"bilan/internal/schedule"
	"cmp"
)

// Config is one loaded file with everything it includes. It is read-only once loaded, and safe for
// concurrent use.
type Config struct {
	Include    scalar.StringList            `yaml:"include" eg:"reports/*.yaml" doc:"More files, as paths or patterns. The content of these files is added to this file. The paths in a file start in that file's folder."`
	Company    string                       `yaml:"company" is:"languages" eg:"Maison Lenoir" doc:"The company's name, on every page."`
	Logo       string                       `yaml:"logo" is:"path,png" eg:"logo.png" doc:"The company's logo, a PNG."`
	Accent     string                       `yaml:"accent" is:"colour" def:"a dark blue" eg:"\"#1f4e79\"" doc:"The colour of titles, written between quotes: a bare # starts a comment."`
	Owner      string                       `yaml:"owner" is:"address" eg:"salesops@lenoir.example" doc:"Who is told about problems with reports that have no owner of their own."`
	Locale     string                       `yaml:"locale" is:"locale" def:"en" eg:"fr-FR" doc:"The language, and how numbers and dates are written: French, English, German, Spanish, Italian, Dutch or Portuguese, as a tag with its country."`
	Currency   string                       `yaml:"currency" is:"currency" eg:"EUR" doc:"The currency of metrics that name none, as an ISO 4217 code."`
	Timezone   scalar.Zone                  `yaml:"timezone" is:"zone" def:"UTC; needed when a report has 'send'" eg:"Europe/Paris" doc:"The time zone of days and of sending."`
	Calendar   Calendar                     `yaml:"calendar" doc:"The company's working calendar."`
	Sources    map[string]Source            `yaml:"sources" doc:"Where the data is, by name."`
	Dimensions map[string]figure.Dimension  `yaml:"dimensions" doc:"What figures are divided by, by name: rep, team, region, product."`
	Datasets   map[string]figure.Dataset    `yaml:"datasets" doc:"The queries, by name."`
	Metrics    map[string]figure.Metric     `yaml:"metrics" doc:"The figures, by name."`
	Identities scalar.StringList            `yaml:"identities" is:"raw" eg:"[revenue = sales * basket]" doc:"Metrics that are the product of other metrics. Insights then divide a difference between the factors."`
	Targets    []figure.Target              `yaml:"targets" doc:"What metrics should reach. If two targets apply, the first one counts."`
	Sales      mapping.Mapping              `yaml:"sales" doc:"Which of your tables are orders, reps, quotas and so on: datasets, dimensions, metrics and targets are derived from this mapping."`
	Alerts     map[string]Alert             `yaml:"alerts" doc:"Alerts, by name: each is a figure, a threshold, and the readers of a mail when the figure crosses it."`
	Reports    map[string]Report            `yaml:"reports" doc:"The reports, by name."`
	Groups     map[string]scalar.StringList `yaml:"groups" is:"address" eg:"{comex: [dg@lenoir.example, daf@lenoir.example]}" doc:"Lists of addresses by name. A name may be used wherever a report or an alarm lists addresses."`
	Mail       Mail                         `yaml:"mail" doc:"How mail is sent."`
	Closings   map[string]Closing           `yaml:"closings" doc:"The months that are closed, by name, for reports that wait for a closing."`
	State      State                        `yaml:"state" doc:"Where the daemon stores what it planned, made and sent."`
	Serve      Serve                        `yaml:"serve" doc:"How the daemon runs."`
	Alarm      Alarm                        `yaml:"alarm" doc:"How the daemon raises an alarm when it cannot send mail."`

	days   *period.Calendar // from 'calendar'
	origin Origin           // contains pointers only, so that formatting a Config never prints a file
}

// WorkingCalendar returns the company's calendar: periods, holidays and business days.
func (c *Config) WorkingCalendar() *period.Calendar { return c.days }

// Calendar contains the settings of the company's working calendar.
type Calendar struct {
	Holidays         string        `yaml:"holidays" is:"holidays" eg:"FR" doc:"The country or region whose public holidays are not working days, as an ISO code; join several with +."`
	AddHolidays      []period.Date `yaml:"add_holidays" is:"single" eg:"[2026-12-24]" doc:"More days on which nobody works."`
	RemoveHolidays   []period.Date `yaml:"remove_holidays" is:"single" eg:"[2026-05-25]" doc:"Public holidays that are working days."`
	Closures         []Span        `yaml:"closures" is:"single" eg:"[{from: 2026-08-03, until: 2026-08-14}]" doc:"Days on which the company is closed, both ends included."`
	Workdays         string        `yaml:"workdays" is:"workdays" def:"monday-friday" eg:"monday-saturday" doc:"The working days of the week: a range, or several parts with commas."`
	FiscalYearStarts string        `yaml:"fiscal_year_starts" is:"month" def:"january" eg:"april" doc:"The month in which the fiscal year starts."`
	FiscalYearNamed  string        `yaml:"fiscal_year_named" is:"one=start|end" def:"end; start for a year of weeks from February" eg:"start" doc:"Whether a fiscal year is named after the calendar year in which it starts or ends."`
	Pattern          string        `yaml:"pattern" is:"one=4-4-5|4-5-4|5-4-4" def:"calendar months" eg:"4-4-5" doc:"For fiscal years of whole weeks: the weeks of each quarter's months."`
	YearEnds         string        `yaml:"year_ends" is:"year_end" def:"saturday nearest january 31" eg:"last saturday of january" doc:"With 'pattern', the day on which the fiscal year ends."`
	Weeks            string        `yaml:"weeks" is:"one=iso|us" def:"iso" eg:"iso" doc:"How weeks are counted: 'iso' from Monday, 'us' from Sunday."`
}

// Options converts the settings to those of package period.
func (c Calendar) Options() period.Options {
	o := period.Options{
		Holidays: c.Holidays, Add: c.AddHolidays, Remove: c.RemoveHolidays, Workdays: c.Workdays, FiscalYearStarts: c.FiscalYearStarts,
		FiscalYearNamed: c.FiscalYearNamed, Weeks: c.Weeks, Pattern: c.Pattern, YearEnds: c.YearEnds,
	}
	for _, s := range c.Closures {
		o.Closures = append(o.Closures, [2]period.Date{s.From, s.Until})
	}
	return o
}

// Span is a range of days in the YAML; both days are included.
type Span struct {
	From  period.Date `yaml:"from" is:"req" eg:"2026-08-03" doc:"The first day."`
	Until period.Date `yaml:"until" is:"req" eg:"2026-08-14" doc:"The last day."`
}

// Report is title, periods, sections, schedule and recipients.
type Report struct {
	Pack           string            `yaml:"pack" eg:"objectives" doc:"A pack: title, periods and sections that are derived from the sales model. The keys of the report take precedence. The report's own sections come after the pack's."`
	Quiet          scalar.StringList `yaml:"quiet" eg:"[cohorts]" doc:"With a pack: which of its quiet sections to show, by name, or all. 'bilan packs' lists them."`
	Title          string            `yaml:"title" is:"languages,req" eg:"Suivi hebdomadaire des ventes" doc:"The title on page one and in the mail."`
	RenamedFrom    scalar.StringList `yaml:"renamed_from" eg:"suivi-hebdo" doc:"The report's earlier name, or a list of its earlier names. The report keeps its history under these names."`
	Owner          string            `yaml:"owner" is:"address" def:"the company's owner" eg:"salesops@lenoir.example" doc:"Who is told about problems, and gets the answers to the mail."`
	Locale         string            `yaml:"locale" is:"locale" def:"the company's locale" eg:"en-GB" doc:"The language of this report."`
	Timezone       scalar.Zone       `yaml:"timezone" is:"zone" def:"the company's zone" eg:"America/New_York" doc:"The time zone of the report's days and times. An instant with a zone becomes a day in this time zone; a time without a zone is used as it is written."`
	Periods        []period.Phrase   `yaml:"periods" is:"relative" def:"[last month]" eg:"[last week, month to date]" doc:"The periods that the report shows. A section without a period of its own uses the first of them."`
	Through        string            `yaml:"through" is:"one=yesterday|today" def:"yesterday" eg:"today" doc:"The last day that counts: the day before the report is due or, for a report that is sent in the evening, the day on which it is due."`
	Headline       scalar.StringList `yaml:"headline" is:"ref=metric" def:"the first metric of the sections" eg:"[revenue, orders]" doc:"The metrics for the headline, on the page and in the mail: the first one with data is used, whatever the sections show. If none has data, there is only the title."`
	Send           Send              `yaml:"send" doc:"When the report is sent by schedule."`
	To             scalar.StringList `yaml:"to" is:"recipient" eg:"[direction@lenoir.example]" doc:"The recipients: addresses, or names of groups."`
	CC             scalar.StringList `yaml:"cc" is:"recipient" eg:"[finance@lenoir.example]" doc:"Recipients of a copy."`
	BCC            scalar.StringList `yaml:"bcc" is:"recipient" eg:"[archive@lenoir.example]" doc:"Recipients whom the others do not see."`
	Subject        string            `yaml:"subject" is:"languages" def:"title, figure and share of the target" eg:"'{title}, {period} : CA {revenue}, marge {margin_rate}'" doc:"The mail's subject in words of your own. Bilan replaces {title}, {company}, {period}, {figure} (the headline's figure), {compared} (its share of the target), and the name of any metric in braces by its figure."`
	SubjectFigures *bool             `yaml:"subject_figures" def:"true" eg:"false" doc:"Whether the mail's subject contains the figure, which lock screens show."`
	Each           []Each            `yaml:"each" is:"single" eg:"rep" doc:"The dimension, or the dimensions, whose members get an edition each. Each edition contains the member's own rows and goes to his own address; 'to' then gets the edition of all members, from the same figures."`
	Names          string            `yaml:"names" is:"one=shown|initials|hidden" def:"colleagues have no line" eg:"initials" doc:"With 'each': how the names of colleagues are printed in sections with a line for each member. Without this key a member sees only his own line."`
	Expect         scalar.RowCount   `yaml:"expect" is:"rows" eg:"10..14" doc:"With 'each': how many editions there must be, as 12 or 10..14. Any other number holds the report."`
	IfNoRows       string            `yaml:"if_no_rows" is:"one=skip|send" def:"skip" eg:"send" doc:"With 'each': what happens with the edition of a member without any row in its first period."`
	IfOneFails     string            `yaml:"if_one_fails" is:"one=hold all|send others" def:"hold all" eg:"send others" doc:"With 'each': what happens with the other editions when one cannot be drawn. An edition that shows another member's data always holds all of them."`
	Attach         scalar.StringList `yaml:"attach" is:"one=pdf|xlsx|csv|rows" def:"pdf" eg:"[pdf, xlsx]" doc:"The files attached to the mail: the pages, the figures as a workbook or as CSV, and the rows of the table sections, each as a CSV of its own."`
	PDF            PDF               `yaml:"pdf" doc:"The kind of PDF: for archiving, or with a password."`
	Layout         Layout            `yaml:"layout" doc:"The paper, the number of pages, and the text at the top and the foot of each page."`
	OnlyIf         scalar.StringList `yaml:"only_if" is:"ref=alert" eg:"ventes-en-retard" doc:"The report is sent only while one of these alerts is open. The history shows a turn that was left out, with the reason."`
	State          string            `yaml:"state" is:"one=live|draft" def:"live" eg:"draft" doc:"A draft goes to the owner only, marked on every page."`
	Ready          Ready             `yaml:"ready" doc:"What must be true before the report is made."`
	IfEmpty        string            `yaml:"if_empty" is:"one=hold|send|skip" def:"hold" eg:"skip" doc:"What happens when its first period has no row at all."`
	Hold           Hold              `yaml:"hold" doc:"What happens when the data is not usable."`
	Missed         schedule.Missed   `yaml:"missed" is:"one=latest|all|skip" def:"latest" eg:"all" doc:"Which missed turns are made after the daemon was off: the latest, all, or none."`
	Grace          int               `yaml:"grace" is:"days" def:"3 days" eg:"1 day" doc:"How late a missed turn may still be made."`
	Release        Release           `yaml:"release" doc:"Who must approve the report before it is sent."`
	DelayNotice    DelayNotice       `yaml:"delay_notice" eg:"{after: 2h}" doc:"When readers are told that the report will be late."`
	Note           []Note            `yaml:"note" is:"single" eg:"{text: Deux commandes de Nord sont en litige., until: 2026-11-30, figure: revenue}" doc:"A text of the owner for the readers, for some days. The text is printed on page one and in the mail, beside its figure."`
	Ends           period.Date       `yaml:"ends" eg:"2027-03-31" doc:"The last day on which the report is due. The report's owner is told two weeks before."`
	Ping           string            `yaml:"ping" is:"url" eg:"https://ping.example/abc" doc:"An address that is called after each success, for an external monitor that raises an alarm when the calls stop."`
	Titles         string            `yaml:"titles" is:"one=sentences|labels" def:"labels" eg:"sentences" doc:"The headings of the sections: labels; or sentences, where a section has the most important sentence about its figure, if there is one, with the label above it."`
	Alert          *Alert            // the alert that the report was added for; nil for a report of the YAML
	Cadence        *schedule.Cadence // from 'send'; nil without 'send'
	Sections       []section.Section `yaml:"sections" is:"req" eg:"[scorecard: [revenue]]" doc:"The parts of the report, in order."`
}

// Send is the schedule of a report.
type Send struct {
	Every     string `yaml:"every" is:"one=day|week|month|quarter|year" eg:"week" doc:"How often the report is sent."`
	Day       string `yaml:"day" is:"day" eg:"monday" doc:"Which day: a weekday; for month, quarter and year a number from 1 to 28, 'last', 'business day 3' or 'last business day'."`
	Month     string `yaml:"month" is:"send_month" eg:"january" doc:"Which month of the year by its name, or which month of the quarter from 1 to 3."`
	Cron      string `yaml:"cron" is:"cron" eg:"\"0 8 * * 1\"" doc:"The time as a cron expression of five fields, instead of 'every', 'day', 'month' and 'at'."`
	At        string `yaml:"at" is:"clock" eg:"\"08:00\"" doc:"The time of day, in the report's zone."`
	IfHoliday string `yaml:"if_holiday" is:"one=next|previous|skip|send" def:"send" eg:"next" doc:"What happens on a day that is not a working day: the report is sent on the next or the previous working day, not at all, or anyway."`
}

// Spec converts the report's schedule to the form of package schedule.
func (r Report) Spec() schedule.Spec {
	spec := r.Send.Spec()
	spec.Through, spec.Ends = r.Through, r.Ends
	return spec
}

// Spec converts a schedule to the form of package schedule.
func (s Send) Spec() schedule.Spec {
	return schedule.Spec{Every: s.Every, Day: s.Day, Month: s.Month, Cron: s.Cron, At: s.At, IfHoliday: cmp.Or(s.IfHoliday, defaultIfHoliday)}
}

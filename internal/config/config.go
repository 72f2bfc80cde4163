// Package config knows the YAML: its words, its defaults and every mistake in it, with its line. It does
// nothing with what it reads: it opens no source, computes no figure and sends no mail.
package config

import "bilan/internal/period"

// Config is one loaded file with everything it includes. It is read-only once loaded.
type Config struct {
	Include    StringList           `yaml:"include"`
	Company    string               `yaml:"company"`
	Logo       string               `yaml:"logo"`   // PNG; relative to the file it stands in, absolute once loaded
	Accent     string               `yaml:"accent"` // #rrggbb
	Owner      string               `yaml:"owner"`
	Locale     string               `yaml:"locale"`
	Currency   string               `yaml:"currency"`
	Timezone   string               `yaml:"timezone"`
	Calendar   Calendar             `yaml:"calendar"`
	Sources    map[string]Source    `yaml:"sources"`
	Dimensions map[string]Dimension `yaml:"dimensions"`
	Datasets   map[string]Dataset   `yaml:"datasets"`
	Metrics    map[string]Metric    `yaml:"metrics"`
	Targets    []Target             `yaml:"targets"`
	Reports    map[string]Report    `yaml:"reports"`
	Mail       Mail                 `yaml:"mail"`

	positions map[string]Position // by path, as "metrics.revenue.value" or "targets[0].metric"
}

// Calendar is the company's working calendar.
type Calendar struct {
	Holidays         string        `yaml:"holidays"` // ISO country code, FR
	AddHolidays      []period.Date `yaml:"add_holidays"`
	RemoveHolidays   []period.Date `yaml:"remove_holidays"`
	Closures         []Span        `yaml:"closures"`
	Workdays         string        `yaml:"workdays"` // monday-friday
	FiscalYearStarts string        `yaml:"fiscal_year_starts"`
	Weeks            string        `yaml:"weeks"` // iso | us
}

// Span is an inclusive range of days as people write it.
type Span struct {
	From  period.Date `yaml:"from"`
	Until period.Date `yaml:"until"`
}

// Dimension is what figures are cut by. Without a dataset its members are the values found.
type Dimension struct {
	Label   string            `yaml:"label"`   // the heading on paper; on a dimension with a roster: see LabelColumn
	Dataset string            `yaml:"dataset"` // the roster
	Key     string            `yaml:"key"`
	Name    string            `yaml:"name"`
	Mail    string            `yaml:"mail"`
	Parent  string            `yaml:"parent"` // roster column; also the name of the parent dimension
	Active  Active            `yaml:"active"`
	Aliases map[string]string `yaml:"aliases"` // value found → roster key
}

// Active names the roster columns of a member's first and last day.
type Active struct {
	From  string `yaml:"from"`
	Until string `yaml:"until"`
}

// Dataset is a named query on one source, or on other datasets when Source is empty.
type Dataset struct {
	Source string            `yaml:"source"`
	Query  string            `yaml:"query"`
	Keys   map[string]string `yaml:"keys"` // dimension → column
	Checks Checks            `yaml:"checks"`
}

// Checks is what a dataset must satisfy before its figures may be shown.
type Checks struct {
	Fresh   Fresh      `yaml:"fresh"`
	Rows    string     `yaml:"rows"` // ">= 1", "10..200"
	Unique  StringList `yaml:"unique"`
	NotNull StringList `yaml:"not_null"`
	Sum     []Control  `yaml:"sum"`
	NoRows  []Query    `yaml:"no_rows"`
}

// Fresh demands that the newest value of a date column is not older than Within days before the cut-off.
type Fresh struct {
	Column string `yaml:"column"`
	Within int    `yaml:"within"` // days; 0: only shown in the trust line
}

// Control compares a column's sum with a control total.
type Control struct {
	Column    string `yaml:"column"`
	Equals    string `yaml:"equals"` // a number, or a SELECT on datasets that gives one
	Tolerance Number `yaml:"tolerance"`
}

// Query is a SELECT with the sentence to print when it returns rows.
type Query struct {
	SQL string `yaml:"query"`
	Say string `yaml:"say"`
}

// Metric is a named figure.
type Metric struct {
	Label    string `yaml:"label"`
	Dataset  string `yaml:"dataset"`
	Date     string `yaml:"date"`
	Value    string `yaml:"value"`  // one SQL aggregate
	Filter   string `yaml:"filter"` // SQL condition on the dataset's rows
	Unit     string `yaml:"unit"`   // currency | number | percent | days
	Currency string `yaml:"currency"`
	Decimals *int   `yaml:"decimals"`
	Better   string `yaml:"better"`   // higher | lower
	AddsUp   *bool  `yaml:"adds_up"`  // default: true for a plain sum or count
	OnTrack  Number `yaml:"on_track"` // attainment; default 100%
	AtRisk   Number `yaml:"at_risk"`  // attainment; default 90%
}

// Target is what a metric should reach: from a dataset, or a literal in Value when Dataset is empty.
type Target struct {
	Metric     string      `yaml:"metric"`
	Dataset    string      `yaml:"dataset"`
	Per        string      `yaml:"per"`   // day | week | month | quarter | year
	Date       string      `yaml:"date"`  // column
	Value      string      `yaml:"value"` // column, or a number ("28%")
	By         StringList  `yaml:"by"`
	Scale      Number      `yaml:"scale"`
	Duplicates string      `yaml:"duplicates"` // fail | last
	From       period.Date `yaml:"from"`
	Until      period.Date `yaml:"until"` // inclusive
}

// Report is title, periods, sections, schedule and recipients.
type Report struct {
	Title          string     `yaml:"title"`
	Owner          string     `yaml:"owner"`
	Locale         string     `yaml:"locale"`
	Periods        []string   `yaml:"periods"`
	Send           Send       `yaml:"send"`
	To             StringList `yaml:"to"`
	CC             StringList `yaml:"cc"`
	BCC            StringList `yaml:"bcc"`
	SubjectFigures *bool      `yaml:"subject_figures"`
	Sections       []Section  `yaml:"sections"`
}

// Send is a report's cadence.
type Send struct {
	Every     string `yaml:"every"` // day | week | month | quarter | year
	Day       string `yaml:"day"`   // weekday, number, last, business day 3, last business day
	Month     string `yaml:"month"` // for quarter and year
	Cron      string `yaml:"cron"`
	At        string `yaml:"at"`         // "08:00"
	IfHoliday string `yaml:"if_holiday"` // next | previous | skip | send
}

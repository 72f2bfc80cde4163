package config

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
	"bilan/internal/schedule"
)

// These are defaults of the YAML. The 'def' tags state them for people; a test compares both.
const (
	defaultWorkdays    = "monday-friday"
	defaultYear        = "january"
	defaultWeeks       = "iso"
	defaultTimeout     = 5 * time.Minute
	defaultRows        = 5_000_000
	defaultPaper       = "A4"
	defaultFit         = "pages"
	defaultOrientation = "portrait"
	defaultIfHoliday   = "send"
	defaultSMTP        = 587
	defaultSMTPS       = 465
	defaultMessage     = 100 * time.Second
	defaultKeep        = 730  // in days
	defaultKeepPhotos  = 1100 // in days
	defaultListen      = "127.0.0.1:9118"
	defaultMemory      = 3072 // in MB
	defaultDeadline    = 15 * time.Minute
	defaultRetry       = 15 * time.Minute
	defaultHold        = 12 * time.Hour
	defaultGrace       = 3 // in days
	defaultRelease     = 4 * time.Hour
)

// FillIn sets the defaults of a config in which Check found no mistake, and makes the calendar. Its error names the key.
func (c *Config) FillIn() error {
	scalar.Fill(&c.Locale, scalar.DefaultLocale)
	scalar.Fill(&c.Timezone, scalar.UTC)
	scalar.Fill(&c.Calendar.Workdays, defaultWorkdays)
	scalar.Fill(&c.Calendar.FiscalYearStarts, defaultYear)
	scalar.Fill(&c.Calendar.Weeks, defaultWeeks)
	days, err := period.NewCalendar(c.Calendar.Options())
	if err != nil {
		return fmt.Errorf("calendar: %w", err)
	}
	c.days = days
	scalar.FillEach(c.Sources, func(s *Source) {
		scalar.Fill(&s.Timeout, defaultTimeout)
		scalar.Fill(&s.MaxRows, defaultRows)
	})
	scalar.FillEach(c.Metrics, func(m *figure.Metric) { m.FillIn(c.Currency) })
	for i := range c.Targets {
		c.Targets[i].FillIn()
	}
	if err := c.alertReports(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(c.Reports)) {
		r := c.Reports[name]
		r.fillIn(c)
		c.Reports[name] = r
	}
	c.fillGroups()
	scalar.Fill(&c.Mail.Uncertain, "resend")
	scalar.Fill(&c.State.Keep, defaultKeep)
	scalar.Fill(&c.State.KeepPhotos, defaultKeepPhotos)
	scalar.Fill(&c.Serve.Listen, defaultListen)
	scalar.Fill(&c.Serve.Memory, defaultMemory)
	scalar.Fill(&c.Serve.Deadline, defaultDeadline)
	if c.origin.Text.Written("mail.smtp") {
		c.Mail.SMTP.fillIn()
	}
	return nil
}

func (r *Report) fillIn(c *Config) {
	scalar.Fill(&r.Owner, c.Owner)
	scalar.Fill(&r.Locale, c.Locale)
	scalar.Fill(&r.Timezone, c.Timezone)
	if len(r.Periods) == 0 {
		r.Periods = []period.Phrase{period.LastMonth}
	}
	if r.Send != (Send{}) {
		scalar.Fill(&r.Send.IfHoliday, defaultIfHoliday)
	}
	if len(r.Attach) == 0 {
		r.Attach = scalar.StringList{"pdf"}
	}
	scalar.Fill(&r.State, "live")
	scalar.Fill(&r.Titles, "labels")
	scalar.Fill(&r.IfEmpty, "hold")
	if r.PerMember() {
		scalar.Fill(&r.IfNoRows, "skip")
		scalar.Fill(&r.IfOneFails, "hold all")
	}
	scalar.Fill(&r.Hold.Retry, defaultRetry)
	scalar.Fill(&r.Hold.For, defaultHold)
	scalar.Fill(&r.Hold.Then, "hold")
	scalar.Fill(&r.Missed, schedule.MissedLatest)
	if len(r.Release.By) > 0 {
		scalar.Fill(&r.Release.Within, defaultRelease)
		scalar.Fill(&r.Release.Else, "hold")
	}
	scalar.Fill(&r.Grace, defaultGrace)
	if r.SubjectFigures == nil {
		yes := true
		r.SubjectFigures = &yes
	}
	scalar.Fill(&r.Layout.Paper, defaultPaper)
	scalar.Fill(&r.Layout.Orientation, defaultOrientation)
	scalar.Fill(&r.Layout.Fit, defaultFit)
	for i := range r.Sections {
		scalar.Fill(&r.Sections[i].Width, "full")
		r.Sections[i].FillIn(c.Figures())
	}
}

func (s *SMTP) fillIn() {
	switch {
	case s.TLS == "" && s.Port == defaultSMTPS:
		s.TLS = "implicit"
	case s.TLS == "" && !scalar.Loopback(s.Host): // on this machine, the default is what the server offers
		s.TLS = "starttls"
	}
	port := defaultSMTP
	if s.TLS == "implicit" {
		port = defaultSMTPS
	}
	scalar.Fill(&s.Port, port)
	if (s.Auth == "" || s.Auth == "auto") && s.OAuth2.TokenURL != "" {
		s.Auth = "xoauth2"
	}
	scalar.Fill(&s.Auth, "auto")
	scalar.Fill(&s.Timeout, defaultMessage)
}

package config

import (
	"math/big"
	"time"
)

// What the YAML does not say. The 'def' tags say the same to people; a test holds the two together.
const (
	defaultLocale     = "en"
	defaultZone       = "UTC"
	defaultWorkdays   = "monday-friday"
	defaultYear       = "january"
	defaultWeeks      = "iso"
	defaultUnit       = "number"
	defaultBetter     = "higher"
	defaultPeriod     = "last month"
	defaultTimeout    = 5 * time.Minute
	defaultRows       = 5_000_000
	defaultBars       = 12
	defaultParts      = 6 // of a donut
	defaultSeries     = 5
	defaultSteps      = 12
	defaultMembers    = 30
	defaultPanels     = 12
	defaultHeat       = 30
	defaultCohorts    = 12
	defaultScenario   = "target"
	defaultShare      = "business_days"
	defaultPaper      = "A4"
	defaultLies       = "portrait"
	defaultLines      = 1000
	defaultSMTP       = 587
	defaultSMTPS      = 465
	defaultMessage    = 100 * time.Second
	defaultKeep       = 730  // days
	defaultKeepPhotos = 1100 // days
	defaultListen     = "127.0.0.1:9118"
	defaultMemory     = 3072 // MB
	defaultDeadline   = 15 * time.Minute
	defaultRetry      = 15 * time.Minute
	defaultHold       = 12 * time.Hour
	defaultGrace      = 3 // days
)

// fillIn writes the defaults into a config that has no mistake.
func (c *Config) fillIn() {
	or(&c.Locale, defaultLocale)
	or(&c.Timezone, defaultZone)
	or(&c.Calendar.Workdays, defaultWorkdays)
	or(&c.Calendar.FiscalYearStarts, defaultYear)
	or(&c.Calendar.Weeks, defaultWeeks)
	change(c.Sources, func(s *Source) {
		or(&s.Timeout, defaultTimeout)
		or(&s.MaxRows, defaultRows)
	})
	change(c.Metrics, func(m *Metric) { m.fillIn(c.Currency) })
	for i := range c.Targets {
		c.Targets[i].fillIn()
	}
	change(c.Reports, func(r *Report) { r.fillIn(c) })
	or(&c.Mail.Uncertain, "resend")
	or(&c.State.Keep, defaultKeep)
	or(&c.State.KeepPhotos, defaultKeepPhotos)
	or(&c.Serve.Listen, defaultListen)
	or(&c.Serve.Memory, defaultMemory)
	or(&c.Serve.Deadline, defaultDeadline)
	if c.text != nil && c.text.has("mail.smtp") {
		c.Mail.SMTP.fillIn()
	}
}

func (t *Target) fillIn() {
	or(&t.Scenario, defaultScenario)
	or(&t.Share, defaultShare)
	or(&t.Duplicates, "fail")
	if t.Scale.Rat == nil {
		t.Scale = Number{Rat: big.NewRat(1, 1)}
	}
}

func (m *Metric) fillIn(currency string) {
	or(&m.Unit, defaultUnit)
	or(&m.Better, defaultBetter)
	if m.Unit == "currency" {
		or(&m.Currency, currency)
	}
	if m.OnTrack.Rat == nil {
		m.OnTrack = Number{Rat: big.NewRat(1, 1), Percent: true}
	}
	if m.AtRisk.Rat == nil {
		m.AtRisk = Number{Rat: big.NewRat(9, 10), Percent: true}
	}
}

func (r *Report) fillIn(c *Config) {
	or(&r.Owner, c.Owner)
	or(&r.Locale, c.Locale)
	or(&r.Timezone, c.Timezone)
	if len(r.Periods) == 0 {
		r.Periods = []string{defaultPeriod}
	}
	if r.Send != (Send{}) {
		or(&r.Send.IfHoliday, "send")
	}
	if len(r.Attach) == 0 {
		r.Attach = StringList{"pdf"}
	}
	or(&r.State, "live")
	or(&r.IfEmpty, "hold")
	or(&r.Hold.Retry, defaultRetry)
	or(&r.Hold.For, defaultHold)
	or(&r.Hold.Then, "hold")
	or(&r.Missed, "latest")
	or(&r.Grace, defaultGrace)
	if r.SubjectFigures == nil {
		yes := true
		r.SubjectFigures = &yes
	}
	or(&r.Layout.Paper, defaultPaper)
	or(&r.Layout.Orientation, defaultLies)
	for i := range r.Sections {
		or(&r.Sections[i].Width, "full")
		r.Sections[i].fillIn(c)
	}
}

func (s *SMTP) fillIn() {
	switch {
	case s.TLS == "" && s.Port == defaultSMTPS:
		s.TLS = "implicit"
	case s.TLS == "" && !Loopback(s.Host): // there, what the server offers
		s.TLS = "starttls"
	}
	port := defaultSMTP
	if s.TLS == "implicit" {
		port = defaultSMTPS
	}
	or(&s.Port, port)
	if (s.Auth == "" || s.Auth == "auto") && s.OAuth2.TokenURL != "" {
		s.Auth = "xoauth2"
	}
	or(&s.Auth, "auto")
	or(&s.Timeout, defaultMessage)
}

func or[T comparable](v *T, otherwise T) {
	var zero T
	if *v == zero {
		*v = otherwise
	}
}

func change[T any](m map[string]T, fill func(*T)) {
	for name, v := range m {
		fill(&v)
		m[name] = v
	}
}

func (t *text) has(path string) bool { _, ok := t.positions[path]; return ok }

// Package schedule computes cadences: the days, or with cron the minutes, that a rule names, and the instant at which
// each is due. It reads no clock and knows no report.
package schedule

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/period"
)

// Spec is a cadence in the words of the YAML. Either Every or Cron is set. Ledgers store its JSON, so its keys must not
// change.
type Spec struct {
	Every     string      `json:"every,omitempty"`      // day | week | month | quarter | year
	Day       string      `json:"day,omitempty"`        // week: a weekday; month and longer: 1 to 28, last, business day 3, last business day
	Month     string      `json:"month,omitempty"`      // quarter: 1 to 3; year: january … december
	Cron      string      `json:"cron,omitempty"`       // five fields, in local time
	At        string      `json:"at,omitempty"`         // such as "08:00"; "" with cron, whose expression has the time
	IfHoliday string      `json:"if_holiday,omitempty"` // next | previous | skip | send (default)
	Through   string      `json:"through,omitempty"`    // the last day that a slot counts: yesterday (default) | today
	Ends      period.Date `json:"ends,omitzero"`        // the last day on which the report is sent; zero if there is none
}

// Policy says what happens to a slot on a day off.
type Policy string

// The policies for days off.
const (
	Send     Policy = "send"     // it is sent on the day off
	Next     Policy = "next"     // it is sent on the next business day
	Previous Policy = "previous" // it is sent on the business day before
	Skip     Policy = "skip"     // it is not sent
)

// today is the value of Spec.Through for slots that count their own day.
const today = "today"

var policies = []Policy{Send, Next, Previous, Skip}

// defaultMinute is the minute since midnight at which a report without at: is due.
const defaultMinute = 8 * 60

// Cadence is a parsed rule. It is immutable and safe for concurrent use.
type Cadence struct {
	rule   rule
	cron   *expression // nil if rule is used
	at     int         // with rule: minutes since midnight, in local time
	policy Policy
	spec   Spec // from which the cadence was parsed
}

// Parse parses a cadence. An error starts with the wrong key of the YAML and ends with the correction.
func Parse(s Spec) (*Cadence, error) {
	policy := Policy(strings.TrimSpace(s.IfHoliday))
	if policy == "" {
		policy = Send
	}
	if !slices.Contains(policies, policy) {
		return nil, fmt.Errorf("if_holiday: %q is not known (write next, previous, skip or send)", s.IfHoliday)
	}
	if !slices.Contains([]string{"", "yesterday", today}, s.Through) {
		return nil, fmt.Errorf("through: %q is not known (write yesterday or today)", s.Through)
	}
	if strings.TrimSpace(s.Cron) != "" {
		return parseCronCadence(s, policy)
	}
	at, err := parseAt(s.At)
	if err != nil {
		return nil, err
	}
	r, err := parseRule(s)
	if err != nil {
		return nil, err
	}
	return &Cadence{rule: r, at: at, policy: policy, spec: s}, nil
}

func parseCronCadence(s Spec, policy Policy) (*Cadence, error) {
	for _, other := range [][2]string{{"every", s.Every}, {"day", s.Day}, {"month", s.Month}, {"at", s.At}} {
		if strings.TrimSpace(other[1]) != "" {
			return nil, fmt.Errorf("%s: cron already says it (remove %s, or remove cron)", other[0], other[0])
		}
	}
	e, err := parseCron(s.Cron)
	if err != nil {
		return nil, err
	}
	return &Cadence{cron: e, policy: policy, spec: s}, nil
}

var clock = regexp.MustCompile(`^([0-9]{1,2})[:h]([0-9]{2})$`)

// ParseClock reads a time of day such as 08:00 or 8h30, in minutes since midnight; ok is false for other text.
func ParseClock(s string) (minute int, ok bool) {
	m := clock.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, false
	}
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	return 60*hours + minutes, hours < 24 && minutes < 60
}

func parseAt(s string) (minute int, err error) {
	if strings.TrimSpace(s) == "" {
		return defaultMinute, nil
	}
	minute, ok := ParseClock(s)
	if !ok {
		return 0, fmt.Errorf(`at: %q is not a time of day (write "08:00")`, s)
	}
	return minute, nil
}

func parseRule(s Spec) (rule, error) {
	r := rule{unit: period.Unit(strings.TrimSpace(s.Every))}
	switch r.unit {
	case "":
		return r, fmt.Errorf("every: is missing (write day, week, month, quarter or year, or give cron)")
	case period.Day, period.Week, period.Month, period.Quarter, period.Year:
	default:
		return r, fmt.Errorf("every: %q is not known (write day, week, month, quarter or year)", s.Every)
	}
	if err := parseMonth(&r, s.Month); err != nil {
		return r, err
	}
	err := parseDay(&r, s.Day)
	return r, err
}

func parseMonth(r *rule, s string) error {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return nil
	case r.unit != period.Quarter && r.unit != period.Year:
		return fmt.Errorf("month: only every: quarter and every: year take a month (remove it)")
	}
	if n, err := strconv.Atoi(s); err == nil && r.unit == period.Quarter && n >= 1 && n <= 3 {
		r.nth = n
		return nil
	}
	m, err := period.ParseMonth(s)
	if err != nil && r.unit == period.Quarter {
		return fmt.Errorf("month: %q is not a month of a quarter (write 1, 2 or 3)", s)
	}
	if err != nil {
		return fmt.Errorf("month: %w", err)
	}
	r.month = m
	return nil
}

var businessDay = regexp.MustCompile(`^(?:(last) business day|business day (-?\d+))$`)

const dayHint = `write a number from 1 to 28, last, "business day 3" or "last business day"`

func parseDay(r *rule, s string) error {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	switch r.unit {
	case period.Day:
		if s != "" {
			return fmt.Errorf("day: every: day takes no day (remove it; if_holiday: skip leaves out days off)")
		}
		return nil
	case period.Week:
		return parseWeekday(r, s)
	}
	if s == "" {
		r.day = 1
		return nil
	}
	if s == "last" {
		r.day = -1
		return nil
	}
	if m := businessDay.FindStringSubmatch(s); m != nil {
		return parseBusinessDay(r, s, m)
	}
	n, err := strconv.Atoi(s)
	switch {
	case err != nil:
		return fmt.Errorf("day: %q is not a day of a month (%s)", s, dayHint)
	case n >= 29 && n <= 31:
		return fmt.Errorf("day: not every month has a day %d (write last for the last day of the month)", n)
	case n < 1 || n > 28:
		return fmt.Errorf("day: %d is not a day of a month (%s)", n, dayHint)
	}
	r.day = n
	return nil
}

func parseWeekday(r *rule, s string) error {
	if s == "" {
		s = "monday"
	}
	wd, err := period.ParseWeekday(s)
	if err != nil {
		return fmt.Errorf("day: %w", err)
	}
	r.weekday = wd
	return nil
}

func parseBusinessDay(r *rule, s string, m []string) error {
	r.business = true
	if m[1] == "last" {
		r.day = -1
		return nil
	}
	n, err := strconv.Atoi(m[2])
	if err != nil || n == 0 || n < -15 || n > 15 {
		return fmt.Errorf("day: %q: a month may have only 15 business days (write business day 1 to 15, or last business day)", s)
	}
	r.day = n
	return nil
}

package schedule

import (
	"errors"
	"fmt"
	"math/bits"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"bilan/internal/period"
)

// expression is a parsed cron expression: days, and minutes of the local time.
type expression struct {
	text    string
	spec    *cron.SpecSchedule
	minutes []int // minutes since midnight, in order, never empty
}

// starBit is the bit that the parser sets for a field that is "*".
const starBit = 1 << 63

// leapCycle is a number of days above the longest time between two 29 Februaries: eight years, as from 2096 to 2104.
const leapCycle = 366 * 9

var (
	cronFields = []string{"minute", "hour", "day of month", "month", "day of week"}
	cronChars  = regexp.MustCompile(`^[0-9A-Za-z*?/-]+(,[0-9A-Za-z*?/-]+)*$`)
	cronParser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
)

const cronHint = `write five fields: minute, hour, day of month, month, day of week, as "0 8 * * 1-5"`

func parseCron(s string) (*expression, error) {
	fields := strings.Fields(s)
	switch {
	case strings.Contains(s, "TZ="):
		return nil, fmt.Errorf("cron: %q: a time zone is not allowed here (write it as timezone:)", s)
	case strings.HasPrefix(strings.TrimSpace(s), "@"):
		return nil, fmt.Errorf("cron: %q: a word is not allowed here (%s, or use every:)", s, cronHint)
	case len(fields) != len(cronFields):
		return nil, fmt.Errorf("cron: %q has %d fields, not 5 (%s)", s, len(fields), cronHint)
	}
	for i := range fields {
		if err := checkField(fields, i); err != nil {
			return nil, fmt.Errorf("cron: %q: %s: %w", s, cronFields[i], err)
		}
	}
	spec, err := parseFields(fields)
	if err != nil {
		return nil, fmt.Errorf("cron: %q: %w", s, err)
	}
	e := &expression{text: strings.Join(strings.Fields(s), " "), spec: spec, minutes: minutesOf(spec)}
	if _, ok := e.seek(period.NewDate(2000, time.January, 1), 1); !ok {
		return nil, fmt.Errorf("cron: %q names a day that never comes (such as 30 February)", s)
	}
	return e, nil
}

// checkField rewrites one field as the parser wants it, and parses it alone so that an error names this field.
func checkField(fields []string, i int) error {
	if !cronChars.MatchString(fields[i]) {
		return fmt.Errorf("%q is not understood (%s)", fields[i], cronHint)
	}
	if i == 2 && strings.ContainsAny(strings.ToUpper(fields[i]), "LW") {
		return errors.New(`cron has no word for the last day (write every: month with day: last, or "last business day")`)
	}
	if i == 4 {
		var err error
		if fields[i], err = rewriteSundays(fields[i]); err != nil {
			return err
		}
	}
	single := []string{"*", "*", "*", "*", "*"}
	single[i] = fields[i]
	_, err := parseFields(single)
	return err
}

// parseFields calls the library. It turns a panic of the library, which some input causes, into an error.
func parseFields(fields []string) (spec *cron.SpecSchedule, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New(cronHint)
		}
	}()
	s, err := cronParser.Parse(strings.Join(fields, " "))
	if err != nil {
		return nil, err
	}
	spec, ok := s.(*cron.SpecSchedule)
	if !ok {
		return nil, errors.New(cronHint)
	}
	return spec, nil
}

var sundayRange = regexp.MustCompile(`^([0-7a-z]+)-(7|sun)(?:/(\d+))?$`)

// rewriteSundays rewrites 7, and a range that ends on Sunday, for the parser, in which Sunday is only 0.
func rewriteSundays(field string) (string, error) {
	items := strings.Split(strings.ToLower(field), ",")
	for i, item := range items {
		m := sundayRange.FindStringSubmatch(item)
		switch {
		case item == "7":
			items[i] = "0"
		case m != nil && item != "sun-sun" && item != "0-sun":
			days, err := upToSunday(m[1], m[3])
			if err != nil {
				return "", err
			}
			items[i] = days
		}
	}
	return strings.Join(items, ","), nil
}

func upToSunday(from, step string) (string, error) {
	first, err := strconv.Atoi(from)
	if err != nil {
		wd, err := period.ParseWeekday(from)
		if err != nil {
			return "", err
		}
		first = int(wd)
	}
	by, err := strconv.Atoi("0" + step)
	if err != nil || step != "" && by == 0 {
		return "", fmt.Errorf("%q is not a step (write 1 or more)", step)
	}
	var days []string
	for d := first; d <= 7; d += max(by, 1) {
		days = append(days, strconv.Itoa(d%7))
	}
	return strings.Join(days, ","), nil
}

func minutesOf(s *cron.SpecSchedule) (out []int) {
	for h := range 24 {
		for m := range 60 {
			if s.Hour&(1<<h) != 0 && s.Minute&(1<<m) != 0 {
				out = append(out, h*60+m)
			}
		}
	}
	return out
}

// matches reports whether the expression names the day. If both a day of month and a day of week are given, either is
// enough, as in cron.
func (e *expression) matches(d period.Date) bool {
	if e.spec.Month&(1<<uint(d.Month)) == 0 {
		return false
	}
	dom := e.spec.Dom&(1<<uint(d.Day)) != 0
	dow := e.spec.Dow&(1<<uint(d.Weekday())) != 0
	if e.spec.Dom&starBit != 0 || e.spec.Dow&starBit != 0 {
		return dom && dow
	}
	return dom || dow
}

// everyDay reports whether the expression is daily, perhaps without the weekend: every day of the month and at least four
// days of the week.
func (e *expression) everyDay() bool {
	return e.spec.Dom&starBit != 0 && e.spec.Month&starBit != 0 && bits.OnesCount64(e.spec.Dow&0x7f) >= 4
}

// seek returns the first day after d (step 1) or the last day before d (step −1) that the expression names; false if
// there is none.
func (e *expression) seek(d period.Date, step int) (period.Date, bool) {
	for range leapCycle {
		if d = d.AddDays(step); e.matches(d) {
			return d, true
		}
	}
	return period.Date{}, false
}

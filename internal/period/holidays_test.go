package period

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// The holidays of 2024 to 2029 are those in a file of dates on which two sources agree; its first lines name the sources.
// A day with a star is one on which they disagree and a law decides.
func TestHolidaysThatTwoSourcesAgreeOn(t *testing.T) {
	text, err := os.ReadFile("testdata/holidays.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(strings.ReplaceAll(line, "*", ""))
		code, year, want := fields[0], fields[1], fields[2:]
		seen[code]++
		cal := mustCalendar(t, Options{Holidays: code})
		if got := weekdayHolidays(cal, day(t, year+"-01-01")); !slices.Equal(got, want) {
			t.Errorf("%s %s:\n got %v\nwant %v", code, year, got, want)
		}
	}
	for _, code := range HolidayCodes() {
		if code != "TARGET" && code != "ECB" && seen[code] != 6 { // TestHolidaysOfFranceAndTarget tests these two
			t.Errorf("%s has %d years to be held against", code, seen[code])
		}
	}
}

// weekdayHolidays returns the days off from Monday to Friday in the year that begins on first.
func weekdayHolidays(cal *Calendar, first Date) (days []string) {
	for d := first; d.Year == first.Year; d = d.AddDays(1) {
		if _, ok := cal.Holiday(d); ok && d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			days = append(days, d.String()[5:])
		}
	}
	return days
}

// A holiday on a workday is a day off on its own date. A holiday on a free day has a substitute.
func TestSubstituteDays(t *testing.T) {
	for _, c := range []struct{ holidays, workdays, from, until, off string }{
		// If Christmas is a Saturday and Boxing Day a Sunday, Monday and Tuesday are off.
		{"GB", "monday-friday", "2027-12-20", "2028-01-05", "12-27 12-28 01-03"},
		{"GB", "monday-saturday", "2027-12-20", "2028-01-05", "12-25 12-28 01-01"},
		{"GB", "monday-sunday", "2027-12-20", "2028-01-05", "12-25 12-26 01-01"},
		// If Christmas is a Sunday, Tuesday is off, because Monday is Boxing Day.
		{"GB", "monday-friday", "2022-12-20", "2023-01-05", "12-26 12-27 01-02"},
		{"GB", "monday-saturday", "2022-12-20", "2023-01-05", "12-26 12-27 01-02"},
		{"GB", "monday-sunday", "2022-12-20", "2023-01-05", "12-25 12-26 01-01"},
		{"GB", "tuesday-saturday", "2022-12-20", "2023-01-05", "12-27"},
		// In Scotland, 2 January is a holiday. If 1 January is a Sunday, its substitute is therefore Tuesday.
		{"GB-SCT", "monday-friday", "2023-01-01", "2023-01-10", "01-02 01-03"},
		{"GB-SCT", "monday-friday", "2022-01-01", "2022-01-10", "01-03 01-04"},
		{"GB-SCT", "monday-saturday", "2022-01-01", "2022-01-10", "01-01 01-04"},
		// In the US, the substitute of a Saturday is Friday, which may be in the year before.
		{"US", "monday-friday", "2027-12-20", "2028-01-05", "12-24 12-31"},
		{"US", "monday-saturday", "2027-12-20", "2028-01-05", "12-25 01-01"},
		{"US", "monday-sunday", "2026-07-01", "2026-07-08", "07-04"},
		{"US", "monday-friday", "2026-07-01", "2026-07-08", "07-03"},
		{"US", "sunday-thursday", "2027-07-01", "2027-07-08", "07-04"},
		// The Dutch King's Day is on Saturday instead of a Sunday, even for a company that works on Sundays.
		{"NL", "monday-sunday", "2025-04-22", "2025-04-30", "04-26"},
		// Japan has three holidays in a row. The substitute of one on a Sunday is the day after all three.
		{"JP", "monday-friday", "2026-05-01", "2026-05-10", "05-04 05-05 05-06"},
		{"CA-QC", "monday-friday", "2029-06-20", "2029-07-05", "06-25 07-02"},
		{"CA-QC", "monday-sunday", "2029-06-20", "2029-07-05", "06-24 07-01"},
		{"FR", "monday-saturday", "2021-12-20", "2022-01-05", "12-25 01-01"},
	} {
		cal := mustCalendar(t, Options{Holidays: c.holidays, Workdays: c.workdays})
		var off []string
		for d := day(t, c.from); d.Before(day(t, c.until)); d = d.AddDays(1) {
			if cal.IsWorkday(d.Weekday()) && !cal.IsBusinessDay(d) {
				off = append(off, d.String()[5:])
			}
		}
		if got := strings.Join(off, " "); got != c.off {
			t.Errorf("%s, working %s, from %s: off on %s, want %s", c.holidays, c.workdays, c.from, got, c.off)
		}
	}
}

func TestHolidaysThatAreRefused(t *testing.T) {
	for code, want := range map[string]string{
		"CH":    `holidays: the holidays of CH differ by canton (write the canton, CH-ZH)`,
		"ca":    `holidays: the holidays of CA differ by province (write the province, CA-ON)`,
		"CH-FR": `holidays: the holidays of CH-FR depend on the commune (write a canton that keeps your days, CH-LU with Corpus Christi or CH-BE without, then add_holidays and remove_holidays)`,
		"FR+BG": `holidays: the holidays of BG are not the same in all lists (write none, and your days in add_holidays)`,
		"ES-MD": `holidays: ES-MD has no list, only its country (write ES, and the region's own days in add_holidays)`,
		"GB-XX": `holidays: "GB-XX" is not known (write GB, GB-ENG, GB-NIR, GB-SCT, GB-WLS)`,
	} {
		_, err := NewCalendar(Options{Holidays: code})
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", code, err, want)
		}
	}
	for code := range refusedCodes {
		if countries[code] != nil {
			t.Errorf("%s is refused and has a list", code)
		}
	}
}

func TestHolidayNamesInTheRegionsLanguage(t *testing.T) {
	for _, c := range []struct{ code, day, want string }{
		{"CH-ZH", "2026-04-03", "Karfreitag"}, {"CH-VD", "2026-09-21", "Lundi du Jeûne fédéral"},
		{"CH-GE", "2026-09-10", "Jeûne genevois"}, {"CH-TI", "2026-06-29", "Santi Pietro e Paolo"},
		{"CH-GL", "2026-04-09", "Näfelser Fahrt"}, {"CH-GL", "2027-04-01", "Näfelser Fahrt"},
		{"CA-QC", "2026-05-18", "Journée nationale des patriotes"}, {"CA-ON", "2026-05-18", "Victoria Day"},
		{"GB-SCT", "2026-11-30", "St Andrew's Day"}, {"PT", "2026-06-10", "Dia de Portugal"},
	} {
		if name, _ := mustCalendar(t, Options{Holidays: c.code}).Holiday(day(t, c.day)); name != c.want {
			t.Errorf("%s %s is %q, want %q", c.code, c.day, name, c.want)
		}
	}
}

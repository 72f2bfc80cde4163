package scalar

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"bilan/internal/locale"
	"bilan/internal/nearest"
	"bilan/internal/period"
	"bilan/internal/schedule"
	"bilan/internal/yamlfile"

	"github.com/bojanz/currency"
)

// rule checks the text of a key. Its error ends with a correction in parentheses.
type rule func(disk yamlfile.Disk, text string) error

// Rules are the rules that struct tags name.
var Rules map[string]rule

func init() { // an initializer would refer to itself, because rules read struct tags
	Rules = map[string]rule{
		"address":    withoutDisk(checkAddress),
		"recipient":  withoutDisk(checkRecipient),
		"alert_band": withoutDisk(checkAlertBand), "alert_for": withoutDisk(checkAlertFor), "alert_when": withoutDisk(checkAlertWhen),
		"cells":     withoutDisk(checkCells),
		"clock":     withoutDisk(checkTimeOfDay),
		"condition": withoutDisk(checkCondition),
		"colour":    withoutDisk(checkColour),
		"currency":  withoutDisk(checkCurrency),
		"delimiter": withoutDisk(checkDelimiter),
		"quote":     withoutDisk(checkQuote),
		"dates":     withoutDisk(checkDates),
		"days":      withoutDisk(func(string) error { return nil }),                                          // Key.Integer checks it
		"cron":      checkedLater, "day": checkedLater, "send_month": checkedLater, "year_end": checkedLater, // readSend and checkCalendar check these
		"decimal":   withoutDisk(checkDecimal),
		"domain":    withoutDisk(checkDomain),
		"encoding":  withoutDisk(checkEncoding),
		"file":      checkFile,
		"growth":    checkedByType,
		"holidays":  withoutDisk(checkHolidays),
		"host":      withoutDisk(checkHost),
		"listen":    withoutDisk(checkListen),
		"locale":    withoutDisk(checkLocale),
		"month":     withoutDisk(checkMonth),
		"png":       checkPNG,
		"positive":  withoutDisk(checkPositive),
		"preset":    withoutDisk(checkPreset),
		"range":     withoutDisk(checkRange),
		"relative":  checkedByType,
		"rows":      checkedByType,
		"running":   checkedByType,
		"span":      checkedByType,
		"thousands": withoutDisk(checkThousands),
		"total":     checkedByType,
		"type":      withoutDisk(checkType),
		"url":       withoutDisk(CheckURL),
		"workdays":  withoutDisk(checkWorkdays),
		"zone":      checkedByType,
	}
}

// checkedLater is a rule that does not check anything, because the check concerns several keys. The schema uses its name.
func checkedLater(yamlfile.Disk, string) error { return nil }

// checkedByType is a rule that does not check anything, because the key's type does. The schema uses its name.
func checkedByType(yamlfile.Disk, string) error { return nil }

func withoutDisk(check func(string) error) rule {
	return func(_ yamlfile.Disk, text string) error { return check(text) }
}

// HexColour matches a colour such as #1f4e79.
var HexColour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func checkColour(s string) error {
	if HexColour.MatchString(s) {
		return nil
	}
	hint := `"#1f4e79"`
	if len(s) == 4 && s[0] == '#' && HexColour.MatchString("#"+s[1:]+s[1:]) {
		hint = fmt.Sprintf(`"#%c%c%c%c%c%c"`, s[1], s[1], s[2], s[2], s[3], s[3])
	} else if HexColour.MatchString("#" + s) {
		hint = `"#` + s + `"`
	}
	return fmt.Errorf("%q is not a colour (write %s)", s, hint)
}

func checkTimeOfDay(s string) error {
	if _, ok := schedule.ParseClock(s); ok {
		return nil
	}
	hint := `"08:00"`
	if m := timeOfDay.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s))); m != nil {
		if hour, _ := strconv.Atoi(m[1]); hour < 24 {
			minute := m[2] + "00"
			if m[3] == "p" && hour < 12 {
				hour += 12
			}
			hint = fmt.Sprintf(`"%02d:%s"`, hour, minute[:2])
		}
	}
	return fmt.Errorf("%q is not a time of day (write %s)", s, hint)
}

var timeOfDay = regexp.MustCompile(`^([0-9]{1,2})(?:[:.h ]?([0-5][0-9]))?(?:[:.][0-9]{2})? ?h?([ap]?)m?$`)

func checkCurrency(s string) error {
	if currency.IsValid(s) {
		return nil
	}
	signs := map[string]string{"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "euro": "EUR", "euros": "EUR", "dollar": "USD", "franc": "CHF", "pound": "GBP"}
	hint := "write EUR, USD, GBP …"
	if code := signs[strings.ToLower(s)]; code != "" {
		hint = "write " + code
	} else if currency.IsValid(strings.ToUpper(s)) {
		hint = "write " + strings.ToUpper(s)
	} else if near := nearest.Word(s, []string{"EUR", "USD", "GBP", "CHF", "CAD", "JPY", "SEK", "NOK", "DKK", "PLN"}); near != "" {
		hint = "did you mean " + strconv.Quote(near) + "?"
	}
	return fmt.Errorf("%q is not an ISO 4217 currency (%s)", s, hint)
}

func checkLocale(s string) error {
	if _, err := locale.For(s); err == nil {
		return nil
	}
	tags, hint := locale.Tags(), ""
	language, _, _ := strings.Cut(strings.ToLower(s), "-")
	if tag := LanguageTags[language]; tag != "" {
		hint = "did you mean " + strconv.Quote(tag) + "?"
	} else {
		hint = nearest.Hint(s, tags)
	}
	return fmt.Errorf("%q is not a language of Bilan (%s)", s, hint)
}

func checkMonth(s string) error {
	if _, err := period.ParseMonth(s); err == nil {
		return nil
	}
	var list []string
	for m := time.January; m <= time.December; m++ {
		list = append(list, strings.ToLower(m.String()))
	}
	if word := CalendarWords[strings.ToLower(s)]; word != "" {
		return fmt.Errorf("%q is not a month (write %s)", s, word)
	}
	if i, err := strconv.Atoi(s); err == nil && i >= 1 && i <= 12 {
		return fmt.Errorf("%q is not a month (write %s)", s, list[i-1])
	}
	return fmt.Errorf("%q is not a month (%s)", s, nearest.Hint(s, list))
}

func checkWorkdays(s string) error {
	_, err := period.NewCalendar(period.Options{Workdays: s})
	if err != nil {
		return fmt.Errorf("%q are not days of the week (write monday-friday, or monday, wednesday, friday)", s)
	}
	return nil
}

// parsePhrase reads a period, and has better hints than period.ParsePhrase for words that people often write.
func parsePhrase(s string) (period.Phrase, error) {
	p, err := period.ParsePhrase(s)
	if err == nil {
		return p, nil
	}
	if near := nearest.Word(s, slices.Sorted(maps.Keys(usualPeriods))); near != "" {
		return p, fmt.Errorf("%q is not a period (did you mean %q?)", s, usualPeriods[near])
	}
	return p, err
}

// usualPeriods are words that people often write, each with the period that they mean.
var usualPeriods = map[string]string{
	"last week": "last week", "last month": "last month", "last quarter": "last quarter", "last year": "last year", "yesterday": "yesterday",
	"week to date": "week to date", "month to date": "month to date", "quarter to date": "quarter to date", "year to date": "year to date",
	"year to last month": "year to last month", "quarter to last month": "quarter to last month", "year to last week": "year to last week",
	"this week": "this week", "this month": "this month", "this quarter": "this quarter", "this year": "this year",
	"semaine dernière": "last week", "mois dernier": "last month", "trimestre dernier": "last quarter", "année dernière": "last year", "hier": "yesterday",
	"semaine en cours": "week to date", "mois en cours": "month to date", "trimestre en cours": "quarter to date", "année en cours": "year to date",
	"année à fin de mois": "year to last month",
	"today":               "yesterday", "week": "last week", "month": "last month", "quarter": "last quarter", "year": "last year",
}

func checkPositive(s string) error {
	if n, err := ParseNumber(s); err == nil && n.Rat.Sign() < 0 {
		return fmt.Errorf("%q is negative (write a number above 0)", s)
	}
	return nil
}

package schema

import (
	"regexp"
	"slices"
	"strings"

	"bilan/internal/config/scalar"
	"bilan/internal/locale"
	"bilan/internal/period"
)

// These patterns match words of the YAML in lower case, in the syntax that ECMAScript and Go share. wordPattern makes a
// full pattern of one.
const (
	unitForm    = `(day|week|month|quarter|year)`
	countForm   = `0*([1-9][0-9]{0,2}|1000)`
	spanForm    = countForm + `\s+` + unitForm + `s?`
	weekdayForm = `(mon|monday|tue|tuesday|wed|wednesday|thu|thursday|fri|friday|sat|saturday|sun|sunday)`
	monthForm   = `(jan|january|feb|february|mar|march|apr|april|may|jun|june|jul|july|aug|august|sep|september|oct|october|nov|november|dec|december)`

	link         = `(\s+|-)`
	toForm       = link + `to` + link
	toLastForm   = toForm + `(last|previous)` + link
	relativeForm = `yesterday|[wmqy]td|(last|previous)\s+(` + countForm + `\s+)?` + unitForm + `s?` +
		`|(this|current)\s+(week|month|quarter|year)s?|rolling\s+` + spanForm + `|(week|month|quarter|year)` + toForm + `date` +
		`|week` + toLastForm + `day|month` + toLastForm + `(day|week)|quarter` + toLastForm + `(day|week|month)|year` + toLastForm + `(day|week|month|quarter)`

	sendDayForm  = weekdayForm + `|last|0*([1-9]|1[0-9]|2[0-8])|last\s+business\s+day|business\s+day\s+-?0*([1-9]|1[0-5])`
	workdaysPart = `\s*` + weekdayForm + `\s*(-\s*` + weekdayForm + `\s*)?`
	workdaysForm = workdaysPart + `(,` + workdaysPart + `)*`
	yearEndForm  = `last ` + weekdayForm + ` (of|in) ` + monthForm + `|` + weekdayForm + ` nearest (to )?` + monthForm + `( (28|29|30|31))?`
	typeForm     = `text|integer|decimal(\((0*[0-9]|0*1[0-8])\))?|real|date|timestamp|bool`

	alertAmount = `[0-9][0-9 _'.]*(%|points?)?`
	alertRef    = `(the |its )?(objective|target|last[ _]year|previous( period)?|(period|day|week|month|quarter|year) before)`
	alertForm   = `(below|under|less than|<|above|over|more than|>)\s*(-?` + alertAmount + `(\s+of\s+` + alertRef + `)?|` + alertRef + `(\s+by\s+(more than\s+)?` + alertAmount + `)?)` +
		`|` + alertAmount + `\s+(below|under|above|over)\s+` + alertRef +
		`|(falls?|drops?|rises?|grows?)\s+(by\s+)?(more than\s+)?` + alertAmount + `\s+(against|from|since|compared (with|to)|vs)\s+` + alertRef

	separators = `[/.-]*`
	dayForm    = `([dj]` + separators + `){1,2}`
	monthsForm = `(m` + separators + `){1,2}`
	datesForm  = separators + `((` + dayForm + monthsForm + `|` + monthsForm + dayForm + `)(([ya]` + separators + `){2}){1,2}|([ya]` + separators + `){4}` + monthsForm + dayForm + `)( .*)?`

	numberPattern   = `^\s*[+-]?[0-9]+(\.[0-9]+)? ?%?\s*$`
	positivePattern = `^\s*(\+?[0-9]+(\.[0-9]+)?|-0+(\.0+)?) ?%?\s*$`
)

// zonePattern matches names in the areas of the tz database, and its names without an area.
const zonePattern = `^((Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)/[A-Za-z0-9_+/-]+` +
	`|CET|CST6CDT|Cuba|EET|EST|EST5EDT|Egypt|Eire|Factory|GB|GB-Eire|GMT|GMT[+-]?0|Greenwich|HST|Hongkong|Iceland|Iran|Israel|Jamaica|Japan|Kwajalein|Libya` +
	`|MET|MST|MST7MDT|NZ|NZ-CHAT|Navajo|PRC|PST8PDT|Poland|Portugal|ROC|ROK|Singapore|Turkey|UCT|UTC|Universal|W-SU|WET|Zulu)$`

func encodingPattern() string {
	return wordPattern(strings.ReplaceAll(strings.Join(scalar.Encodings, "|"), "-", "[-_]"))
}

// localePattern matches each locale in any case, with - or _, and each language alone.
func localePattern() string {
	list := locale.Tags()
	for _, tag := range list {
		if language, _, _ := strings.Cut(tag, "-"); !slices.Contains(list, language) {
			list = append(list, language)
		}
	}
	return wordPattern(strings.ReplaceAll(strings.ToLower(strings.Join(list, "|")), "-", "[-_]"))
}

// holidaysPattern matches country codes that are joined by +.
func holidaysPattern() string {
	code := `\s*(` + strings.ToLower(strings.Join(period.HolidayCodes(), "|")) + `)\s*`
	return wordPattern(`none|` + code + `(\+` + code + `)*`)
}

// wordPattern returns a pattern that matches a word in any case, and nothing else.
func wordPattern(form string) string { return `^\s*(` + anyCase(form) + `)\s*$` }

var (
	inForm    = regexp.MustCompile(`\\.|\[[^\]]*\]|[a-z]`)
	letterSet = regexp.MustCompile(`^\[[a-z]+\]$`)
)

// anyCase makes a pattern match capital letters too, because JSON Schema has no flag for this. It changes only letters
// and sets of letters.
func anyCase(form string) string {
	return inForm.ReplaceAllStringFunc(form, func(s string) string {
		switch {
		case len(s) == 1:
			return "[" + s + strings.ToUpper(s) + "]"
		case letterSet.MatchString(s):
			return s[:len(s)-1] + strings.ToUpper(s[1:])
		}
		return s
	})
}

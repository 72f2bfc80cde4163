package scalar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Age is the greatest age of data, in business days or calendar days.
type Age struct {
	Days     int
	Calendar bool
}

// String returns the age as the YAML writes it.
func (a Age) String() string {
	unit := "days"
	if a.Calendar {
		unit = "calendar days"
	}
	if a.Days == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return fmt.Sprintf("%d %s", a.Days, unit)
}

// AgePattern matches an age. Its groups are the number and, in English and French, the word for calendar days.
const AgePattern = `^([0-9]{1,4}) ?(?:(?:business |working |(calendar ))?d(?:ays?)?|jours?(?: ouvrés?| (calendaires?))?)?$`

var ageForm = regexp.MustCompile(AgePattern)

// ParseAge reads an age such as "3 days" or "3 calendar days".
func ParseAge(text string) (Age, error) {
	m := ageForm.FindStringSubmatch(strings.ToLower(text))
	if m == nil {
		return Age{}, fmt.Errorf("%q is not a number of days (write 3 days for business days, or 3 calendar days)", text)
	}
	n, err := strconv.Atoi(m[1])
	return Age{Days: n, Calendar: m[2]+m[3] != ""}, err
}

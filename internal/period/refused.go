package period

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// refusedCodes gives for the code of a country or region why it has no list, with the correction in parentheses.
var refusedCodes = map[string]string{
	"AU": "differ by state (write the state, AU-NSW)",
	"CA": "differ by province (write the province, CA-ON)",
	"CH": "differ by canton (write the canton, CH-ZH)",

	"AU-SA": unsettledHint,
	"BG":    unsettledHint,
	"SK":    unsettledHint,

	"CH-AG": "depend on the district" + cantonHint,
	"CH-AI": "depend on the district" + cantonHint,
	"CH-FR": "depend on the commune" + cantonHint,
	"CH-NE": "are not the same in all lists" + cantonHint,
	"CH-SO": "depend on the district" + cantonHint,
	"CH-UR": "are not the same in all lists" + cantonHint,
	"CH-VS": "are not the same in all lists" + cantonHint,
}

const (
	cantonHint    = " (write a canton that keeps your days, CH-LU with Corpus Christi or CH-BE without, then add_holidays and remove_holidays)"
	unsettledHint = "are not the same in all lists (write none, and your days in add_holidays)"
)

// ErrNotKnown is the error for a code that is not a country.
var ErrNotKnown = errors.New("is not known")

// unknownHolidays gives the reason why there is no list for the code, with the correction in parentheses.
func unknownHolidays(code string) error {
	if why := refusedCodes[code]; why != "" {
		return fmt.Errorf("holidays: the holidays of %s %s", code, why)
	}
	country, _, ok := strings.Cut(code, "-")
	switch codes := codesOf(country); {
	case ok && len(codes) == 1:
		return fmt.Errorf("holidays: %s has no list, only its country (write %s, and the region's own days in add_holidays)", code, country)
	case ok && len(codes) > 1:
		return fmt.Errorf("holidays: %q is not known (write %s)", code, strings.Join(codes, ", "))
	}
	return fmt.Errorf("holidays: %q %w (write one of %s, or none and add_holidays)", code, ErrNotKnown, strings.Join(HolidayCodes(), ", "))
}

// codesOf returns the codes of a country and its regions.
func codesOf(country string) []string {
	return slices.DeleteFunc(HolidayCodes(), func(code string) bool {
		return code != country && !strings.HasPrefix(code, country+"-")
	})
}

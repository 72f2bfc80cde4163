package scalar

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"bilan/internal/nearest"
	"bilan/internal/period"
)

func checkHolidays(s string) error {
	_, err := period.NewCalendar(period.Options{Holidays: s})
	if err == nil {
		return nil
	}
	if !errors.Is(err, period.ErrNotKnown) {
		return errors.New(strings.TrimPrefix(err.Error(), "holidays: "))
	}
	hint := "write FR, DE-BY or FR+BE, or write none and list the days below add_holidays"
	if code := countryNames[strings.ToLower(s)]; code != "" {
		hint = "did you mean " + strconv.Quote(code) + "?"
	} else if near := nearest.Word(s, period.HolidayCodes()); near != "" {
		hint = "did you mean " + strconv.Quote(near) + "?"
	}
	return fmt.Errorf("there is no list of holidays for %q (%s)", s, hint)
}

// countryNames are common names of countries, with their codes.
var countryNames = map[string]string{
	"france": "FR", "alsace": "FR-ALSACE", "belgium": "BE", "belgique": "BE", "luxembourg": "LU",
	"uk": "GB", "england": "GB-ENG", "wales": "GB-WLS", "scotland": "GB-SCT", "northern ireland": "GB-NIR",
	"germany": "DE", "deutschland": "DE", "allemagne": "DE", "austria": "AT", "österreich": "AT", "autriche": "AT",
	"switzerland": "CH-ZH", "suisse": "CH-VD", "schweiz": "CH-ZH", "usa": "US", "canada": "CA-ON", "quebec": "CA-QC", "québec": "CA-QC",
	"spain": "ES", "españa": "ES", "espagne": "ES", "italy": "IT", "italia": "IT", "italie": "IT", "portugal": "PT",
	"netherlands": "NL", "nederland": "NL", "pays-bas": "NL", "finland": "FI", "finlande": "FI",
}

package period

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/de"
)

// germany contains the holidays that all Länder keep, and the list of each of the sixteen. DE-BY-KATH is for the communes
// of Bavaria that keep the Assumption, such as Munich.
var germany = map[string][]*cal.Holiday{
	"DE": de.Holidays, "DE-BW": de.HolidaysBW, "DE-BY": de.HolidaysBY, "DE-BB": plus(de.HolidaysBB, easter(0, "Ostersonntag"), easter(49, "Pfingstsonntag")),
	"DE-BE": plus(de.HolidaysBE, onlyInYear(2020, liberation), onlyInYear(2025, liberation)),
	"DE-HB": de.HolidaysHB, "DE-HH": de.HolidaysHH, "DE-HE": de.HolidaysHE,
	"DE-MV": plus(de.HolidaysMV, sinceYear(2023, de.Frauentag)),
	"DE-NI": de.HolidaysNI, "DE-NW": de.HolidaysNW, "DE-RP": de.HolidaysRP, "DE-SL": de.HolidaysSL,
	"DE-SN": de.HolidaysSN, "DE-ST": de.HolidaysST, "DE-SH": de.HolidaysSH, "DE-TH": de.HolidaysTH,

	"DE-BY-KATH": plus(de.HolidaysBY, de.MariaHimmelfahrt),
}

var liberation = fixed(8, time.May, "Tag der Befreiung")

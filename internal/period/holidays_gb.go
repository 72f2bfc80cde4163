package period

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"
)

// nations are the codes of the four nations, each with its own bank holidays.
const nations = "ENG WLS SCT NIR"

var unitedKingdom = holidayTable{
	{"", gb.NewYear},
	{"SCT", withSubstitute(fixed(2, time.January, "2nd January"), saturdayToMonday, sundayToTuesday)},
	{"NIR", bankHoliday(17, time.March, "St Patrick's Day")},
	{"", gb.GoodFriday},
	{"ENG WLS NIR", gb.EasterMonday},
	{"", gb.EarlyMay},
	{"", gb.VEDay},
	{"", gb.CoronationDay},
	{"", gb.SpringHoliday},
	{"", gb.SpringHoliday2022},
	{"", gb.PlatinumJubilee},
	{"", onlyInYear(2022, fixed(19, time.September, "State Funeral of Queen Elizabeth II"))},
	{"NIR", bankHoliday(12, time.July, "Battle of the Boyne")},
	{"SCT", gb.SummerHolidayScotland},
	{"ENG WLS NIR", gb.SummerHoliday},
	{"SCT", bankHoliday(30, time.November, "St Andrew's Day")},
	{"", gb.ChristmasDay},
	{"", gb.BoxingDay},
}

// bankHoliday returns a holiday that is observed on the next Monday if it falls on a weekend.
func bankHoliday(day int, m time.Month, name string) *cal.Holiday {
	return withSubstitute(fixed(day, m, name), saturdayToMonday, sundayToMonday)
}

package period

import "time"

// provinces are the codes of Canada's provinces and territories. Their employment laws define the holidays. A holiday on
// a weekend has a substitute only if a law names the day.
const provinces = "AB BC MB NB NL NS NT NU ON PE QC SK YT"

var canada = holidayTable{
	{"AB BC MB NB NL NS NT NU ON PE QC YT", fixed(1, time.January, "New Year's Day | Jour de l'An")},
	{"SK", withSubstitute(fixed(1, time.January, "New Year's Day"), sundayToMonday)},
	{"AB BC NB ON SK", nthWeekday(3, time.Monday, time.February, "Family Day")},
	{"MB", nthWeekday(3, time.Monday, time.February, "Louis Riel Day")},
	{"NS", nthWeekday(3, time.Monday, time.February, "Heritage Day")},
	{"PE", nthWeekday(3, time.Monday, time.February, "Islander Day")},
	{"", easter(-2, "Good Friday | Vendredi saint")}, // Quebec's employers may choose Easter Monday
	{"AB BC MB NT NU ON QC SK YT", nthWeekday(-2, time.Monday, time.May, "Victoria Day | Journée nationale des patriotes")},
	{"NT YT", fixed(21, time.June, "National Indigenous Peoples Day")},
	{"QC", withSubstitute(fixed(24, time.June, "Fête nationale"), sundayToMonday)},
	{"", withSubstitute(fixed(1, time.July, "Canada Day | Fête du Canada"), sundayToMonday)},
	{"NU", fixed(9, time.July, "Nunavut Day")},
	{"MB NT NU ON", nthWeekday(1, time.Monday, time.August, "Civic Holiday")},
	{"AB", nthWeekday(1, time.Monday, time.August, "Heritage Day")},
	{"BC", nthWeekday(1, time.Monday, time.August, "British Columbia Day")},
	{"NB", nthWeekday(1, time.Monday, time.August, "New Brunswick Day")},
	{"SK", nthWeekday(1, time.Monday, time.August, "Saskatchewan Day")},
	{"YT", nthWeekday(3, time.Monday, time.August, "Discovery Day")},
	{"", nthWeekday(1, time.Monday, time.September, "Labour Day | Fête du Travail")},
	{"NT NU PE", sinceYear(2022, reconciliation)},
	{"BC YT", sinceYear(2023, reconciliation)},
	{"MB", sinceYear(2024, reconciliation)},
	{"AB BC MB NT NU ON QC SK YT", nthWeekday(2, time.Monday, time.October, "Thanksgiving | Action de grâces")},
	{"AB BC MB NB NL NS NT NU PE YT", fixed(11, time.November, "Remembrance Day")},
	{"SK", withSubstitute(fixed(11, time.November, "Remembrance Day"), sundayToMonday)},
	{"AB BC MB NB NL NS NT NU ON PE QC YT", fixed(25, time.December, "Christmas Day | Noël")},
	{"SK", withSubstitute(fixed(25, time.December, "Christmas Day"), sundayToMonday)},
	{"NT ON", fixed(26, time.December, "Boxing Day")},
}

var reconciliation = fixed(30, time.September, "National Day for Truth and Reconciliation")

var canadianLanguages = map[string]int{"QC": 1}

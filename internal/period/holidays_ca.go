package period

import "time"

// provinces are the codes of Canada's provinces and territories. Their employment laws define the holidays. A holiday on
// a weekend has a substitute only if a law names the day.
const provinces = "AB BC MB NB NL NS NT NU ON PE QC SK YT"

var canada = table{
	{"AB BC MB NB NL NS NT NU ON PE QC YT", on(1, time.January, "New Year's Day | Jour de l'An")},
	{"SK", observed(on(1, time.January, "New Year's Day"), sundayToMonday)},
	{"AB BC NB ON SK", nth(3, time.Monday, time.February, "Family Day")},
	{"MB", nth(3, time.Monday, time.February, "Louis Riel Day")},
	{"NS", nth(3, time.Monday, time.February, "Heritage Day")},
	{"PE", nth(3, time.Monday, time.February, "Islander Day")},
	{"", easter(-2, "Good Friday | Vendredi saint")}, // Quebec's employers may choose Easter Monday
	{"AB BC MB NT NU ON QC SK YT", nth(-2, time.Monday, time.May, "Victoria Day | Journée nationale des patriotes")},
	{"NT YT", on(21, time.June, "National Indigenous Peoples Day")},
	{"QC", observed(on(24, time.June, "Fête nationale"), sundayToMonday)},
	{"", observed(on(1, time.July, "Canada Day | Fête du Canada"), sundayToMonday)},
	{"NU", on(9, time.July, "Nunavut Day")},
	{"MB NT NU ON", nth(1, time.Monday, time.August, "Civic Holiday")},
	{"AB", nth(1, time.Monday, time.August, "Heritage Day")},
	{"BC", nth(1, time.Monday, time.August, "British Columbia Day")},
	{"NB", nth(1, time.Monday, time.August, "New Brunswick Day")},
	{"SK", nth(1, time.Monday, time.August, "Saskatchewan Day")},
	{"YT", nth(3, time.Monday, time.August, "Discovery Day")},
	{"", nth(1, time.Monday, time.September, "Labour Day | Fête du Travail")},
	{"NT NU PE", since(2022, reconciliation)},
	{"BC YT", since(2023, reconciliation)},
	{"MB", since(2024, reconciliation)},
	{"AB BC MB NT NU ON QC SK YT", nth(2, time.Monday, time.October, "Thanksgiving | Action de grâces")},
	{"AB BC MB NB NL NS NT NU PE YT", on(11, time.November, "Remembrance Day")},
	{"SK", observed(on(11, time.November, "Remembrance Day"), sundayToMonday)},
	{"AB BC MB NB NL NS NT NU ON PE QC YT", on(25, time.December, "Christmas Day | Noël")},
	{"SK", observed(on(25, time.December, "Christmas Day"), sundayToMonday)},
	{"NT ON", on(26, time.December, "Boxing Day")},
}

var reconciliation = on(30, time.September, "National Day for Truth and Reconciliation")

var canadianLanguages = map[string]int{"QC": 1}

package locale

// shape is how one locale writes numbers and dates. Date patterns are CLDR's, with "o" for a day of the month whose
// first is an ordinal ("1er").
type shape struct {
	names      *names
	decimal    string
	group      string
	moneyGroup string    // where the money library and CLDR differ, else ""
	minGroup   int       // digits needed before the first group separator
	percent    string    // after the number, with its space
	day        [2]string // after a number of days: one, other; with its space
	points     string    // after a difference of per cents, with its space
	compact    []magnitude
	glued      bool // no space between the magnitude and a one-letter currency sign: k€
	unitLast   bool // the currency follows a magnitude, even if it precedes full amounts

	long, short, medium, dayMonth, monthYear, monthYearShort string
	sameMonth, sameYear, otherYear                           [2]string // ranges: from, to
	dash                                                     [3]string // between them, in that order
}

// magnitude is a power of ten with its short name, with its space.
type magnitude struct {
	exp    int
	suffix string
}

// names are a language's words for the calendar.
type names struct {
	months, monthsShort [12]string
	monthsAlone         [12]string // short names without a day; "" if they are the same
	weekdays            [7]string  // from Sunday
	and                 string     // between the last two of a list, with its spaces
	serial              bool       // a comma before it when there are three or more
	one                 func(abs string) bool
}

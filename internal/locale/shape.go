package locale

// shape is how a locale writes numbers and dates. Date patterns are those of CLDR, with "o" for a day whose first of
// the month is an ordinal ("1er").
type shape struct {
	names       *names
	decimal     string
	group       string
	moneyGroup  string    // the group separator of money, if the money library differs from CLDR; else ""
	minGroup    int       // the digits that are needed before the first group separator
	percent     string    // the text after the number, with its space
	day         [2]string // the text after a number of days, with its space: singular, plural
	points      string    // the text after a difference of percentages, with its space
	compact     []magnitude
	noUnitSpace bool // whether no space is written between a magnitude and a one-character symbol, as in k€
	unitLast    bool // whether the currency follows a magnitude, even if it precedes amounts without one

	long, short, medium, dayMonth, monthYear, monthYearShort string
	// the patterns of the first and last day of a range
	sameMonth, sameYear, otherYear [2]string
	// between the two days of a range: in one month, in one year, in two years
	dash [3]string
}

// magnitude is a power of ten with its abbreviation, which includes the space before it.
type magnitude struct {
	exp    int
	suffix string
}

// names are the words of a language for the calendar and for lists.
type names struct {
	months, monthsShort [12]string
	monthsAlone         [12]string // short names that stand alone; "" if they are the same
	weekdays            [7]string  // from Sunday
	and                 string     // the text between the last two items of a list, with its spaces
	serialComma         bool       // whether a comma precedes "and" in a list of three or more
	isSingular          func(abs string) bool
}

package period

// Phrase is a relative period as somebody wrote it: "mtd" and "month to date" are two phrases of one period. It is comparable;
// the zero Phrase is none.
type Phrase struct {
	Relative
	words string
}

// ParsePhrase reads what ParseRelative reads, and keeps the words.
func ParsePhrase(s string) (Phrase, error) {
	r, err := ParseRelative(s)
	if err != nil {
		return Phrase{}, err
	}
	return Phrase{r, s}, nil
}

// MustPhrase is ParsePhrase for words of the program itself.
func MustPhrase(s string) Phrase {
	p, err := ParsePhrase(s)
	if err != nil {
		panic(err)
	}
	return p
}

// String is the phrase as it was written.
func (p Phrase) String() string { return p.words }

// The phrases that Bilan writes by itself.
var (
	LastMonth   = MustPhrase("last month")
	MonthToDate = MustPhrase("month to date")
)

package period

// Phrase is a relative period with the words that a person wrote: "mtd" and "month to date" are two phrases for one
// period. It is comparable. The zero Phrase means no period.
type Phrase struct {
	Relative
	words string
}

// ParsePhrase reads a text as ParseRelative does, and keeps its words.
func ParsePhrase(s string) (Phrase, error) {
	r, err := ParseRelative(s)
	if err != nil {
		return Phrase{}, err
	}
	return Phrase{r, s}, nil
}

// MustPhrase is ParsePhrase for phrases in the program's code. It panics on an error.
func MustPhrase(s string) Phrase {
	p, err := ParsePhrase(s)
	if err != nil {
		panic(err)
	}
	return p
}

// String returns the phrase as it was written.
func (p Phrase) String() string { return p.words }

// The phrases that Bilan writes by itself.
var (
	LastMonth   = MustPhrase("last month")
	MonthToDate = MustPhrase("month to date")
)

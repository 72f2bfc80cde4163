package alert

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// Forms lists examples of all forms of a condition, for errors and documentation.
const Forms = `"below 40000", "above 12 %", "below 90 % of objective", "10 % below objective", "5000 above last year", "falls 10 % against previous" or "2 points below last year"`

const (
	amountForm = `([0-9][0-9.]*) ?(%|points?)?`
	refForm    = `(?:the |its )?(objective|target|last[ _]year|previous(?: period)?|(?:period|day|week|month|quarter|year) before)`
)

var (
	levelForm = regexp.MustCompile(`^(-?)(?:` + amountForm + `)$`)
	sideForm  = regexp.MustCompile(`^(below|under|less than|<|above|over|more than|>) (.+)$`)
	shareForm = regexp.MustCompile(`^` + amountForm + ` of ` + refForm + `$`)
	bareForm  = regexp.MustCompile(`^` + refForm + `(?: by (?:more than )?` + amountForm + `)?$`)
	awayForm  = regexp.MustCompile(`^` + amountForm + ` (below|under|above|over) ` + refForm + `$`)
	moveForm  = regexp.MustCompile(`^(falls?|drops?|rises?|grows?) (?:by )?(?:more than )?` + amountForm + ` (?:against|from|since|compared (?:with|to)|vs) ` + refForm + `$`)

	thousands = regexp.MustCompile(`([0-9])[ \x{00a0}\x{202f}_']([0-9]{3})\b`)
	blanks    = regexp.MustCompile(`[\s\x{00a0}\x{202f}]+`)
)

// Parse reads a condition in one of the Forms.
func Parse(text string) (Condition, error) {
	s := normalize(text)
	if m := sideForm.FindStringSubmatch(s); m != nil {
		if c, err := parseSide(isAbove(m[1]), m[2]); c.Amount != nil || err != nil {
			return c, err
		}
	}
	if m := awayForm.FindStringSubmatch(s); m != nil {
		return distanceCondition(isAbove(m[3]), m[4], m[1], m[2])
	}
	if m := moveForm.FindStringSubmatch(s); m != nil {
		return distanceCondition(isAbove(m[1]), m[4], m[2], m[3])
	}
	return Condition{}, fmt.Errorf("%q is not a condition (write %s)", text, Forms)
}

// parseSide parses the text after "below" or "above". The Amount of the result is nil if the text has no known form.
func parseSide(above bool, rest string) (Condition, error) {
	if m := levelForm.FindStringSubmatch(rest); m != nil {
		amount, err := parseNumber(m[2])
		if err != nil {
			return Condition{}, err
		}
		switch {
		case m[3] == "%":
			amount.Quo(amount, big.NewRat(100, 1))
		case m[3] != "":
			return Condition{}, fmt.Errorf(`%q: points are a distance (write "2 points below objective", or the level itself)`, rest)
		}
		if m[1] != "" {
			amount.Neg(amount)
		}
		return Condition{Above: above, Measure: Level, Percent: m[3] == "%", Amount: amount}, nil
	}
	if m := shareForm.FindStringSubmatch(rest); m != nil {
		if m[2] != "%" {
			return Condition{}, fmt.Errorf(`%q: it does not say what the percentage is of (write "90 %% of objective")`, rest)
		}
		c, err := distanceCondition(above, m[3], m[1], m[2])
		c.Measure = Share
		return c, err
	}
	if m := bareForm.FindStringSubmatch(rest); m != nil {
		if m[2] == "" {
			m[2], m[3] = "0", "%"
		}
		return distanceCondition(above, m[1], m[2], m[3])
	}
	return Condition{}, nil
}

// distanceCondition is a condition on the distance from a reference: a Gap, a Ratio or Points.
func distanceCondition(above bool, ref, digits, unit string) (Condition, error) {
	amount, err := parseNumber(digits)
	c := Condition{Above: above, Reference: parseReference(ref), Measure: Gap, Amount: amount}
	switch {
	case err != nil:
		return Condition{}, err
	case unit == "%":
		c.Measure = Ratio
		amount.Quo(amount, big.NewRat(100, 1))
	case unit != "":
		c.Measure = Points
		amount.Quo(amount, big.NewRat(100, 1))
	}
	return c, nil
}

func isAbove(word string) bool {
	switch word[0] {
	case 'a', 'o', 'm', '>', 'r', 'g': // above, over, more, rises, grows
		return true
	}
	return false
}

func parseReference(words string) Reference {
	switch {
	case words == "objective", words == "target":
		return Objective
	case words == "last year", words == "last_year":
		return LastYear
	}
	return Previous
}

// normalize returns the text in lower case, without separators of thousands, with single blanks.
func normalize(text string) string {
	s := strings.ToLower(strings.TrimSpace(text))
	for {
		next := thousands.ReplaceAllString(s, "$1$2")
		if next == s {
			break
		}
		s = next
	}
	s = strings.NewReplacer("<", "< ", ">", "> ", "\u2212", "-").Replace(s)
	return strings.TrimSpace(blanks.ReplaceAllString(s, " "))
}

func parseNumber(digits string) (*big.Rat, error) {
	r, ok := new(big.Rat).SetString(digits)
	if !ok {
		return nil, fmt.Errorf("%q is not a number (write 1500, or 12.5)", digits)
	}
	return r, nil
}

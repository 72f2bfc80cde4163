package keys

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Integer reads a whole number, and checks the key's bounds. For a key with the rule days, it also accepts "3 days".
func (f Key) Integer(text string) (int64, error) {
	text = strings.TrimSpace(text)
	for _, rule := range f.Rules {
		if m := dayCount.FindStringSubmatch(text); rule == "days" && m != nil {
			text = m[1]
		}
	}
	if zeroInteger.MatchString(text) {
		return 0, fmt.Errorf("%q would be another number in some programs (write %s)", text, strings.TrimLeft(text[:len(text)-1], "0")+text[len(text)-1:])
	}
	i, err := strconv.ParseInt(text, 10, 64)
	switch {
	case !plainInteger.MatchString(text):
		return 0, fmt.Errorf("%q is not a whole number (write %s)", text, f.integerHint(text))
	case err != nil:
		return 0, fmt.Errorf("%s is too large a number", text)
	case f.Min != nil && i < *f.Min:
		return 0, fmt.Errorf("%d is too small (write at least %d)", i, *f.Min)
	case f.Max != nil && i > *f.Max:
		return 0, fmt.Errorf("%d is too large (write at most %d)", i, *f.Max)
	}
	return i, nil
}

func (f Key) integerHint(text string) string {
	bare := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "_", "", ",", "", "'", "").Replace(text)
	if plainInteger.MatchString(bare) {
		return bare
	}
	if i, err := strconv.ParseInt(text, 0, 64); err == nil {
		return strconv.FormatInt(i, 10)
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil && x == float64(int64(x)) {
		return strconv.FormatInt(int64(x), 10)
	}
	return f.Eg
}

var (
	plainInteger = regexp.MustCompile(`^[+-]?(?:0|[1-9][0-9]*)$`)
	zeroInteger  = regexp.MustCompile(`^0[0-9]+$`)
	dayCount     = regexp.MustCompile(`^([0-9]+) ?(?:d|days?|jours?)$`)
)

package scalar

import (
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"bilan/internal/period"
)

// ParseBool reads true or false.
func ParseBool(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "yes", "on", "oui", "y", "1":
		return false, fmt.Errorf("%q is not true or false (write true)", text)
	case "no", "off", "non", "n", "0":
		return false, fmt.Errorf("%q is not true or false (write false)", text)
	}
	return false, fmt.Errorf("%q is not true or false (write true or false)", text)
}

var bareSeconds = regexp.MustCompile(`^([0-9]+) ?(s|sec|seconds?|secondes?|m|min|minutes?|h|hours?|heures?)?$`)

// ParseDuration reads a duration of at most a day, such as 30s, 5m or 1h.
func ParseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err == nil && d > 0 && d <= 24*time.Hour {
		return d, nil
	}
	hint := "30s, 5m or 1h"
	if m := bareSeconds.FindStringSubmatch(text); m != nil && err != nil {
		hint = m[1] + (m[2] + "s")[:1]
	}
	if err == nil {
		return 0, fmt.Errorf("%q is not above 0 and at most a day (write %s)", text, hint)
	}
	return 0, fmt.Errorf("%q is not a length of time (write %s)", text, hint)
}

var dayFirst = regexp.MustCompile(`^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$`)

// ParseDate reads a day such as 2026-08-03.
func ParseDate(text string) (period.Date, error) {
	d, err := period.ParseDate(text)
	if m := dayFirst.FindStringSubmatch(text); err != nil && m != nil {
		day, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		guess := fmt.Sprintf("%s-%02d-%02d", m[3], month, day)
		if _, bad := period.ParseDate(guess); day > 12 && bad == nil {
			return d, fmt.Errorf("%q is not a date (write %s)", text, guess)
		}
	}
	return d, err
}

var numberForm = regexp.MustCompile(`^([+-]?[0-9]+(?:\.[0-9]+)?) ?(%?)$`)

// ParseNumber reads an exact number such as 1000, 0.5, -3 or 28%.
func ParseNumber(s string) (Number, error) {
	m := numberForm.FindStringSubmatch(strings.TrimSpace(s))
	if m != nil && len(m[1]) <= 40 {
		r, _ := new(big.Rat).SetString(m[1])
		if m[2] == "%" {
			r.Quo(r, big.NewRat(100, 1))
		}
		return Number{Rat: r, Percent: m[2] == "%"}, nil
	}
	bare := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "_", "", "'", "", "€", "").Replace(s)
	if strings.Count(bare, ",") == 1 && !strings.Contains(bare, ".") {
		bare = strings.Replace(bare, ",", ".", 1)
	}
	if numberForm.MatchString(bare) && len(bare) <= 40 {
		return Number{}, fmt.Errorf("%q is not a number (write %s)", s, bare)
	}
	return Number{}, fmt.Errorf("%q is not a number (write 1000, 0.5 or 28%%)", s)
}

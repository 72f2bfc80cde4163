package guess

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"unicode/utf8"
)

// Signs are clues in the cells of a file to the country that it comes from.
type Signs struct {
	Currency   string // the currency sign of its amounts: $, £ or €; "" if there is none or several
	MonthFirst bool   // whether dates have the month first, as in 01/15/2026
}

// SignsOf finds the signs in the first bytes of a file in UTF-8 or Windows-1252.
func SignsOf(text []byte) Signs {
	if !utf8.Valid(text[:max(0, len(text)-utf8.UTFMax)]) { // the text may end within a character
		text = bytes.ReplaceAll(text, []byte{0xa3}, []byte("£"))
	}
	s, many := Signs{}, false
	for _, sign := range slices.Sorted(maps.Keys(money)) {
		if money[sign].Match(text) {
			s.Currency, many = sign, s.Currency != ""
		}
	}
	if many {
		s.Currency = ""
	}
	s.MonthFirst = monthFirst.Match(text) && !dayFirst.Match(text)
	return s
}

var (
	money = map[string]*regexp.Regexp{
		"$": regexp.MustCompile(`\$ ?\d|\d ?\$`),
		"£": regexp.MustCompile(`£ ?\d`),
		"€": regexp.MustCompile(`€ ?\d|\d\s?€`),
	}
	monthFirst = regexp.MustCompile(`\b(0?[1-9]|1[0-2])/(1[3-9]|2\d|3[01])/(\d\d)?\d\d\b`)
	dayFirst   = regexp.MustCompile(`\b(1[3-9]|2\d|3[01])/(0?[1-9]|1[0-2])/(\d\d)?\d\d\b`)
)

// Country is the country where a company seems to be, judged by column names, currency and signs.
type Country struct {
	Locale, Currency, Zone, Holidays string
	LocaleDoubt, CurrencyDoubt       string // why the value is a guess; "" if it is certain
}

// CountryOf guesses the country of the tables' company. Its Zone and Holidays are always guesses.
func CountryOf(tables []*Table, french bool) Country {
	code := currencyOf(tables)
	c := Country{Locale: "en-GB", Currency: code, Zone: "Europe/London", Holidays: "GB"}
	if french {
		c = Country{Locale: "fr-FR", Currency: code, Zone: "Europe/Paris", Holidays: "FR"}
	}
	sign, monthFirst := commonSigns(tables)
	if code == "" {
		c.Currency, c.CurrencyDoubt = "EUR", "no column gives it"
		if of := signCurrency[sign]; of != "" {
			c.Currency, c.CurrencyDoubt = of, "amounts are written with "+sign
			if sign == "€" { // no other currency has this sign
				c.CurrencyDoubt = ""
			}
		} else if monthFirst && !french {
			c.Currency, c.CurrencyDoubt = "USD", "days are written with the month first"
		}
	}
	if !french && (c.Currency == "USD" || monthFirst) {
		c.Locale, c.Zone, c.Holidays = "en-US", "America/New_York", "US"
		if code == "" {
			c.LocaleDoubt = c.CurrencyDoubt
		}
	}
	return c
}

var signCurrency = map[string]string{"$": "USD", "£": "GBP", "€": "EUR"}

// commonSigns returns the currency sign that most tables have, and whether any table writes dates with the month first.
func commonSigns(tables []*Table) (sign string, monthFirst bool) {
	n := map[string]int{}
	for _, t := range tables {
		if n[t.Signs.Currency]++; t.Signs.Currency == "" {
			delete(n, "")
		}
		monthFirst = monthFirst || t.Signs.MonthFirst
	}
	return mostFrequent(n), monthFirst
}

// currencyOf returns the most frequent code in columns of currencies, or "" if there is none.
func currencyOf(tables []*Table) string {
	rows := map[string]int64{}
	names := words().Entities["orders"].Roles["currency"]
	for _, t := range tables {
		for _, c := range t.Columns {
			if level, _ := levelOf(c.Name, names); level < sure {
				continue
			}
			for _, v := range c.Values {
				if currencyCode.MatchString(v.Text) {
					rows[v.Text] += v.Rows
				}
			}
		}
	}
	return mostFrequent(rows)
}

// mostFrequent returns the key with the highest count, or "" if counts is empty. Of equal counts the alphabetically
// first key wins.
func mostFrequent[N int | int64](counts map[string]N) (best string) {
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		if best == "" || counts[key] > counts[best] {
			best = key
		}
	}
	return best
}

var currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)

package locale

import (
	"strings"

	"github.com/bojanz/currency"
)

// byCode lists the currencies that a language writes by their code although the money library has a sign for them. The
// list of a country replaces that of its language.
var byCode = map[string]string{
	"de":    "PHP",
	"de-CH": "EUR PHP",
	"en-AU": "BRL CAD CNY EUR GBP HKD ILS INR JPY KRW MXN NZD PHP TWD USD VND XAF XCD XOF",
	"es":    "AUD BRL CAD CNY GBP HKD ILS INR JPY KRW MXN NZD PHP TWD XAF XCD XOF",
	"es-MX": "AUD BRL CAD CNY EUR GBP HKD ILS INR JPY KRW NZD PHP TWD USD VND XAF XCD XOF",
	"fr":    "CNY HKD JPY PHP TWD XCD",
	"fr-CA": "ILS INR KRW MXN PHP TWD VND XAF XCD XOF XPF",
	"it":    "BRL HKD INR JPY KRW MXN TWD USD VND",
	"nl":    "PHP XPF",
	"pt":    "PHP",
}

// withoutCents lists the currencies whose minor unit exists officially but not in prices.
const withoutCents = "AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR SLL SOS SYP YER"

// Symbol returns the symbol of a currency in the locale, such as "€" or "$US". It returns an unknown code unchanged.
func (l *Locale) Symbol(code string) string {
	if code == "" {
		return ""
	}
	return l.affixes(code).symbol
}

func (l *Locale) symbol(code string) string {
	symbol, ok := currency.GetSymbol(code, currency.NewLocale(l.tag))
	own, varies := byCode[l.tag]
	if !varies {
		own = byCode[l.Language()]
	}
	if !ok || listed(own, code) {
		return code
	}
	return symbol
}

func listed(codes, code string) bool {
	return code != "" && strings.Contains(" "+codes+" ", " "+code+" ")
}

// Decimals returns the usual number of decimals of a currency: 2 for EUR, 0 for JPY, and 2 for an unknown code.
func Decimals(code string) int {
	if listed(withoutCents, code) {
		return 0
	}
	if d, ok := currency.GetDigits(code); ok {
		return int(d)
	}
	return 2
}

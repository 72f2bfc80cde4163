package guess

import (
	"testing"

	"bilan/internal/table"
)

func TestTheCountryByItsSigns(t *testing.T) {
	for _, c := range []struct {
		name, cells string
		french      bool
		want        Country
	}{
		{"dollars", "\"$1,000.00\",01/15/2026", false, Country{"en-US", "USD", "America/New_York", "US", "amounts are written with $", "amounts are written with $"}},
		{"pounds", "£1,000.00,15/01/2026", false, Country{"en-GB", "GBP", "Europe/London", "GB", "", "amounts are written with £"}},
		{"pounds in Windows-1252", "Acme,\xa31000.00,15/01/2026,end", false, Country{"en-GB", "GBP", "Europe/London", "GB", "", "amounts are written with £"}},
		{"month first", "1000.00,1/31/2026", false, Country{"en-US", "USD", "America/New_York", "US", "days are written with the month first", "days are written with the month first"}},
		{"both orders of days", "1/31/2026,31/1/2026", false, Country{"en-GB", "EUR", "Europe/London", "GB", "", "no column gives it"}},
		{"two currencies", "$5,£5", false, Country{"en-GB", "EUR", "Europe/London", "GB", "", "no column gives it"}},
		{"French", "1 000,00 €;15/01/2026", true, Country{"fr-FR", "EUR", "Europe/Paris", "FR", "", ""}},
		{"French dollars", "$1000;15/01/2026", true, Country{"fr-FR", "USD", "Europe/Paris", "FR", "", "amounts are written with $"}},
	} {
		tables := []*Table{{Signs: SignsOf([]byte(c.cells))}, {}}
		if got := CountryOf(tables, c.french); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	said := []*Table{{Signs: Signs{Currency: "$"}, Columns: []Column{{Name: "Currency", Kind: table.Text, Values: []Value{{"GBP", 3}, {"USD", 1}}}}}}
	if got := CountryOf(said, false); got.Currency != "GBP" || got.CurrencyDoubt != "" || got.Locale != "en-GB" {
		t.Errorf("%+v", got)
	}
}

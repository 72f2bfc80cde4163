package loadtest

import (
	"strings"
	"testing"

	"bilan/internal/config"
)

// TestCellsReadAsPeopleReadThem loads a column of cells per case, and checks its type and values.
func TestCellsReadAsPeopleReadThem(t *testing.T) {
	fr := config.Dialect{Locale: "fr"}
	for _, c := range []struct {
		name    string
		dialect config.Dialect
		cells   string // separated by |
		typ     string
		want    string
	}{
		{"plain integers", config.Dialect{}, "1|-20|300", "integer", "1|-20|300"},
		{"integers with thousands", config.Dialect{}, "1 234 567|12|1 000", "integer", "1234567|12|1000"},
		{"no-break thousands", config.Dialect{}, "1\u00a0234\u202f567|12", "integer", "1234567|12"},
		{"apostrophe thousands", config.Dialect{}, "1'234.50|1’234.50", "decimal(18,2)", "1234.50|1234.50"},
		{"decimal comma", config.Dialect{}, "1 234,56|0,5|12|-3,125", "decimal(18,3)", "1234.560|0.500|12.000|-3.125"},
		{"decimal point", config.Dialect{}, "1,234.56|0.5|12|.25", "decimal(18,2)", "1234.56|0.50|12.00|0.25"},
		{"german", config.Dialect{}, "1.234,56|0,50", "decimal(18,2)", "1234.56|0.50"},
		{"currencies and signs", config.Dialect{}, "1 234,56 €|€ 12|(99,90)|99,90-|−5,00|- 7,10|(1 234,00 €)", "decimal(18,2)", "1234.56|12.00|-99.90|-99.90|-5.00|-7.10|-1234.00"},
		{"currency codes", config.Dialect{}, "EUR 12,50|12,50 EUR|7", "decimal(18,2)", "12.50|12.50|7.00"},
		{"whole euros", config.Dialect{}, "12 €|1 300 €", "decimal(18,2)", "12.00|1300.00"},
		{"dollars", config.Dialect{}, "$1,234.50|-$3.00|($2.00)|$-1.25", "decimal(18,2)", "1234.50|-3.00|-2.00|-1.25"},
		{"two currencies stay text", config.Dialect{}, "12 €|13 $", "text", "12 €|13 $"},
		{"per cent", config.Dialect{}, "12,5 %|100\u00a0%|0|-3%", "decimal(18,3)", "0.125|1.000|0.000|-0.030"},
		{"per cent or not stays text", config.Dialect{}, "12 %|13", "text", "12 %|13"},
		{"leading zeros are codes", config.Dialect{}, "0412|12|7", "text", "0412|12|7"},
		{"zero is no code", config.Dialect{}, "0|0,5|10", "decimal(18,2)", "0.00|0.50|10.00"},
		{"phone numbers are codes", config.Dialect{}, "+33 612 345 678|+33 698 765 432", "text", "+33 612 345 678|+33 698 765 432"},
		{"long digits are codes", config.Dialect{}, "12345678901234567890|1", "text", "12345678901234567890|1"},
		{"18 digits", config.Dialect{}, "999999999999999999|-999999999999999999", "integer", "999999999999999999|-999999999999999999"},
		{"wide decimals", config.Dialect{}, "12345678901234567890,12|-12345678901234567890,12|1", "decimal(38,2)", "12345678901234567890.12|-12345678901234567890.12|1.00"},
		{"widest decimals", config.Dialect{}, "999999999999999999999999999999999999.99|-0.01", "decimal(38,2)", "999999999999999999999999999999999999.99|-0.01"},
		{"bare exponents are codes", config.Dialect{}, "12E3|14E5", "text", "12E3|14E5"},
		{"exponents", config.Dialect{}, "1.5E+03|2", "real", "1500|2"},
		{"groups of other lengths are text", config.Dialect{}, "12 34|5 678 90", "text", "12 34|5 678 90"},
		{"null words", config.Dialect{}, "1|N/A|#N/A|NULL|-||  |#VALUE!|2", "integer", "1|∅|∅|∅|∅|∅|∅|∅|2"},
		{"own null words", config.Dialect{Nulls: []string{"néant"}}, "a|néant|-", "text", "a|∅|-"},
		{"text is kept as it is", config.Dialect{}, " a |b\"c|l'été €", "text", " a |b\"c|l'été €"},
		{"true and false", config.Dialect{}, "true|FALSE|", "bool", "true|false|∅"},
		{"oui and non are text", config.Dialect{}, "oui|non", "text", "oui|non"},
		{"oui and non declared", config.Dialect{Columns: map[string]string{"c": "bool"}}, "oui|non|VRAI|0", "bool", "true|false|true|false"},

		{"iso dates", config.Dialect{}, "2026-01-05|2026-12-31", "date", "2026-01-05|2026-12-31"},
		{"iso dates with slashes", config.Dialect{}, "2026/1/5|2026/12/31", "date", "2026-01-05|2026-12-31"},
		{"day first proved", config.Dialect{}, "05/01/2026|31/01/2026", "date", "2026-01-05|2026-01-31"},
		{"month first proved", config.Dialect{}, "05/01/2026|01/31/2026", "date", "2026-05-01|2026-01-31"},
		{"day first by locale", fr, "05/01/2026|06.02.2026|7-3-2026", "date", "2026-01-05|2026-02-06|2026-03-07"},
		{"month first declared", config.Dialect{Dates: "mm/dd/yyyy"}, "05/01/2026|06/02/2026", "date", "2026-05-01|2026-06-02"},
		{"leap days", fr, "29/02/2024|29/02/2000", "date", "2024-02-29|2000-02-29"},
		{"two-digit years are text", fr, "05/01/26|31/12/26", "text", "05/01/26|31/12/26"},
		{"two-digit years declared", config.Dialect{Dates: "dd/mm/yy"}, "05/01/26|31/12/99|01/02/2025", "date", "2026-01-05|1999-12-31|2025-02-01"},
		{"timestamps", fr, "05/01/2026 14:30|05/01/2026 14:30:15,5|06/01/2026", "timestamp", "2026-01-05 14:30:00|2026-01-05 14:30:15.5|2026-01-06 00:00:00"},
		{"iso timestamps", config.Dialect{}, "2026-01-05T14:30:15.123456|2026-01-05 00:00:00.000", "timestamp", "2026-01-05 14:30:15.123456|2026-01-05 00:00:00"},
		{"zoned timestamps", config.Dialect{}, "2026-01-05T23:30:00Z|2026-07-05 23:30:00+02:00", "timestamptz", "2026-01-06T00:30:00+01:00|2026-07-05T23:30:00+02:00"},
		{"12-hour clock", config.Dialect{Dates: "mm/dd/yyyy"}, "01/05/2026 3:45 PM|01/05/2026 12:00 AM", "timestamp", "2026-01-05 15:45:00|2026-01-05 00:00:00"},
		{"compact dates are integers", config.Dialect{}, "19970101|19971231", "integer", "19970101|19971231"},
		{"compact dates declared", config.Dialect{Columns: map[string]string{"c": "date"}}, "19970101|31121997", "date", "1997-01-01|1997-12-31"},
		{"es-MX", config.Dialect{Locale: "es-MX"}, "1,234.50|12", "decimal(18,2)", "1234.50|12.00"},
		{"fr-LU", config.Dialect{Locale: "fr-LU"}, "1.234,50|1 234,50", "decimal(18,2)", "1234.50|1234.50"},
		{"de-AT", config.Dialect{Locale: "de-AT"}, "1.234,50|1 234,50", "decimal(18,2)", "1234.50|1234.50"},
		{"en-NZ", config.Dialect{Locale: "en-NZ"}, "05/01/2026|06/02/2026", "date", "2026-01-05|2026-02-06"},
		{"before 1970", fr, "14/07/1789|31/12/1969", "date", "1789-07-14|1969-12-31"},
		{"timestamps declared dates", config.Dialect{Columns: map[string]string{"c": "date"}, Locale: "fr"}, "05/01/2026 14:30|06/01/2026", "date", "2026-01-05|2026-01-06"},

		{"declared text", config.Dialect{Columns: map[string]string{"c": "text"}}, "12|13,5", "text", "12|13,5"},
		{"declared decimal", config.Dialect{Columns: map[string]string{"C": "decimal(4)"}, Locale: "fr"}, "12|13,5|007,25", "decimal(18,4)", "12.0000|13.5000|7.2500"},
		{"declared real", config.Dialect{Columns: map[string]string{"c": "real"}, Locale: "fr"}, "12|13,5|2E3|1 000", "real", "12|13.5|2000|1000"},
		{"declared integer", config.Dialect{Columns: map[string]string{"c": "integer"}, Locale: "fr"}, "12|13,00|007", "integer", "12|13|7"},
		{"declared timestamp", config.Dialect{Columns: map[string]string{"c": "timestamp"}, Locale: "fr"}, "05/01/2026|", "timestamp", "2026-01-05 00:00:00|∅"},
		{"locale settles 1,234", fr, "1,234|5,678", "decimal(18,3)", "1.234|5.678"},
		{"locale settles 1.234", config.Dialect{Locale: "de"}, "1.234|5.678", "integer", "1234|5678"},
		{"english", config.Dialect{Locale: "en-GB"}, "1,234|5,678", "integer", "1234|5678"},
		{"thousands of another language that prove themselves", fr, "1.234,5|2", "decimal(18,2)", "1234.50|2.00"},
		{"decimals of another language", fr, "12.50|3.75", "decimal(18,2)", "12.50|3.75"},
		{"empty column", config.Dialect{}, "||", "integer", "∅|∅|∅"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := strings.Split(c.cells, "|")
			text := "k\tc\n"
			for _, r := range rows {
				text += "x\t" + strings.ReplaceAll(r, "\"", "\"") + "\n"
			}
			c.dialect.Delimiter = "tab"
			got, err := load(t, config.Source{CSV: c.dialect}, map[string]string{"t.csv": text}, "t")
			if err != nil {
				t.Fatal(err)
			}
			values := strings.ReplaceAll("|"+strings.ReplaceAll(got.text(), "\n", "|"), "|x|", "|")
			if want := "k text, c " + c.typ; got.types() != want || values[1:] != c.want {
				t.Errorf("got %s: %s\nwant %s: %s", got.types(), values[1:], want, c.want)
			}
		})
	}
}

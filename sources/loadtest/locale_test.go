package loadtest

import (
	"strings"
	"testing"

	"bilan/internal/config"
)

// TestLocaleIsTriedAfterDetection checks that the folder's locale decides only what a file itself does not show, so
// that the files of several programs may be in one folder.
func TestLocaleIsTriedAfterDetection(t *testing.T) {
	for _, c := range []struct{ name, locale, text, want string }{
		{"the locale's own", "fr", "id;jour;v\n1;05/01/2026;1 200,50\n", "id integer, jour date, v decimal(18,2)\n1|2026-01-05|1200.50"},
		{"commas and points", "fr", "id,day,v\n1,2026-01-31,1200.50\n2,2026-02-01,3.25\n", "id integer, day date, v decimal(18,2)\n1|2026-01-31|1200.50\n2|2026-02-01|3.25"},
		{"months first", "fr", "id,day,v\n1,01/31/2026,1\n2,02/01/2026,2\n", "id integer, day date, v integer\n1|2026-01-31|1\n2|2026-02-01|2"},
		{"the file shows nothing", "fr", "id;day;v\n1;02/03/2026;1,234\n", "id integer, day date, v decimal(18,3)\n1|2026-03-02|1.234"},
		{"the same in American", "en-US", "id,day,v\n1,02/03/2026,\"1,234\"\n", "id integer, day date, v integer\n1|2026-02-03|1234"},
		{"another column shows it", "fr", "id,price,v\n1,12.50,\"1,234\"\n2,7.25,\"5,678\"\n", "id integer, price decimal(18,2), v integer\n1|12.50|1234\n2|7.25|5678"},
		{"one column of amounts", "fr", "montant\n1,5\n2,5\n", "montant decimal(18,2)\n1.50\n2.50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := load(t, config.Source{CSV: config.Dialect{Locale: c.locale}}, map[string]string{"t.csv": c.text}, "t")
			if err != nil || got.types()+"\n"+got.text() != c.want {
				t.Errorf("%v\n%s\n%s", err, got.types(), got.text())
			}
		})
	}
	for name, c := range map[string]struct{ text, want string }{
		"signs that are neither's": {"id;v\n1;1.234\n2;5.678\n", `t.csv:2: column "v": "1.234" may have a decimal sign or a thousands sign`},
		"one day against many": {"id;day\n" + strings.Repeat("1;02/03/2026\n", 20) + "2;12/31/2026\n",
			`t.csv:22: column "day": "12/31/2026" is not a date (dd/mm/yyyy)`},
		"one amount against many": {"id;v\n" + strings.Repeat("1;1,234\n", 20) + "2;12.5\n",
			`t.csv:2: column "v": "1,234" may have a decimal sign or a thousands sign`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, config.Source{CSV: config.Dialect{Locale: "fr"}}, map[string]string{"t.csv": c.text}, "t")
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

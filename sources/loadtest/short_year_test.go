package loadtest

import (
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/sources/folder"
)

// TestTwoDigitYears checks that two-digit years are read only if declared. Otherwise the column is text, and the log
// says why.
func TestTwoDigitYears(t *testing.T) {
	const text = "id;day\n1;26/10/26\n2;27/10/68\n3;28/10/69\n"
	got, err := load(t, config.Source{CSV: config.Dialect{Dates: "dd/mm/yy"}}, map[string]string{"t.csv": text}, "t")
	if err != nil || got.types() != "id integer, day date" || got.text() != "1|2026-10-26\n2|2068-10-27\n3|1969-10-28" {
		t.Errorf("declared: %v %v", got, err)
	}
	for _, c := range []struct{ locale, text, want string }{
		{"fr", text, `"26/10/26" (t.csv:2) has a year of two digits: write csv: {dates: dd/mm/yy}`},
		{"fr", "id;day\n" + strings.Repeat("1;26/10/26\n", 30_000), `"26/10/26" (t.csv:2) has a year of two digits: write csv: {dates: dd/mm/yy}`},
		{"en-US", "id,day\n1,10/26/26\n", `"10/26/26" (t.csv:2) has a year of two digits: write csv: {dates: mm/dd/yy}`},
	} {
		got, err := load(t, config.Source{CSV: config.Dialect{Locale: c.locale}}, map[string]string{"t.csv": c.text}, "t")
		if err != nil {
			t.Fatal(err)
		}
		if got.types() != "id integer, day text" || !strings.Contains(strings.ReplaceAll(got.log, `\"`, `"`), c.want) {
			t.Errorf("%s\n%s", got.types(), got.log)
		}
		folder, err := folder.Open("x", config.Source{Files: write(t, "t.csv", c.text), CSV: config.Dialect{Locale: c.locale}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		prepared, err := folder.Prepare(t.Context(), "t", t.TempDir())
		if err != nil || prepared.Files[0].Kept["day"] != c.want {
			t.Errorf("%v %v", prepared, err)
		}
	}
	for _, c := range []struct {
		d    config.Dialect
		text string
		want string
	}{
		{config.Dialect{Locale: "fr", Columns: map[string]string{"day": "date"}}, text, `t.csv:2: column "day": "26/10/26" has a year of two digits, which csv: {dates: dd/mm/yy} allows (`},
		{config.Dialect{Locale: "fr"}, "id;day\n" + strings.Repeat("1;26/10/2026\n", 30) + "1;27/10/26\n", `t.csv:32: column "day": "27/10/26" has a year of two digits, which csv: {dates: dd/mm/yy} allows (`},
	} {
		if _, err := load(t, config.Source{CSV: c.d}, map[string]string{"t.csv": c.text}, "t"); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v", err)
		}
	}
}

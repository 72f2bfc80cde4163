package sheet

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/locale"
	"bilan/report/metric"
)

// headed is the row of figure i as a map from column header to number and format.
func headed(t *testing.T, tag string, f Figures, i int) map[string]string {
	t.Helper()
	loc, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	rows, got := f.rows(loc), map[string]string{}
	for j, c := range rows[0] {
		if _, twice := got[c.text]; twice {
			t.Errorf("%s: two columns are called %q", tag, c.text)
		}
		got[c.text] = strings.TrimSpace(rows[i+1][j].number + " " + rows[i+1][j].format)
	}
	return got
}

// Further scenarios and the outlook have columns of their own, with numbers in the figure's unit. A number that no
// figure has gets no column.
func TestFurtherColumns(t *testing.T) {
	plain := len(headed(t, "fr-FR", figures(), 0))
	f := figures()
	f.Records[0].BU = &metric.GoalRecord{Whole: num("1200000"), ToDate: num("600000.5"), Delta: num("-187654.83"), DeltaPct: num("-0.3127"), Attainment: num("0.6872")}
	f.Records[1].FC = &metric.GoalRecord{Whole: num("5")}
	f.Records[2].BU = &metric.GoalRecord{Whole: num("0.28"), Delta: num("-0.039"), DeltaPct: num("-0.039")}
	f.Records[0].Outlook = &metric.Forecast{Elapsed: 9, Remaining: 11, Pace: num("45816.185555555555556"), Landing: num("916323.71"), GapToGo: num("17654.33"), Needed: num("1604.9"), MoreSales: num("12.4")}
	got := headed(t, "fr-FR", f, 0)
	money := ` #,##0.00"` + "\u00a0€" + `"`
	for head, want := range map[string]string{
		"Budget": "1200000" + money, "Budget à ce jour": "600000.5" + money, "Écart budget": "-187654.83" + money, "Écart budget\u00a0%": "-0.3127 0.0%",
		"Atteinte (Budget)": "0.6872 0.0%", "Prévision": "", "Jours ouvrés écoulés": "9 #,##0", "Jours ouvrés restants": "11 #,##0",
		"Par jour ouvré": "45816.185555555555556" + money, "Atterrissage": "916323.71" + money, "Reste à faire": "17654.33" + money,
		"À faire par jour ouvré": "1604.9" + money, "Ventes à faire": "12.4 #,##0.00",
	} {
		if text, ok := got[head]; !ok || text != want {
			t.Errorf("%q is %q (%v), want %q", head, text, ok, want)
		}
	}
	if len(got) != plain+13 {
		t.Errorf("%d columns, %d without the further ones: %q", len(got), plain, got)
	}
	percent := headed(t, "fr-FR", f, 2)
	if percent["Budget"] != "0.28 0.0%" || percent["Écart budget"] != "-0.039 0.000" || percent["Écart budget\u00a0%"] != "-0.039 0.000" {
		t.Errorf("of a metric in per cent: %q", percent)
	}
	for _, tag := range []string{"en-GB", "de-DE", "es-ES", "it-IT", "nl-NL", "pt-PT"} {
		if n := len(headed(t, tag, f, 1)); n != plain+13 {
			t.Errorf("%s: %d columns", tag, n)
		}
	}
	out, err := CSV(document(), f)
	if err != nil || !slices.Contains(strings.Split(string(out), ";"), "45816,185555555555556") {
		t.Errorf("%s %v", out, err)
	}
}

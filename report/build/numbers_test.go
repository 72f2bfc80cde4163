package build

import (
	"strings"
	"testing"

	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/sectiontest"
)

func TestPenWritesOneScale(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR")
	p := notation.NewSheet(s).FormatFor(sectiontest.Revenue(), sectiontest.Num("1234567"), sectiontest.Num("-2345678.9"), sectiontest.Num("no data"))
	if p.Unit != "k€" {
		t.Fatalf("unit %q", p.Unit)
	}
	for in, want := range map[string]string{
		"1234567": "1 235", "-2345678.9": "−2 346", "499.99": "0", "-499.99": "0", "500": "1", "0": "0",
		"no data": "n.d.", "no target": "sans obj.", "not yet": "à venir", "÷0": "div. 0",
	} {
		if got := sectiontest.PlainSpaces(p.Value(sectiontest.Num(in))); got != want {
			t.Errorf("value(%s) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"1500": "▲ +2", "-1500": "▼ −2", "499": "0", "-499": "0", "0": "0", "not yet": "à venir"} {
		if got := sectiontest.PlainSpaces(p.Gap(sectiontest.Num(in))); got != want {
			t.Errorf("gap(%s) = %q, want %q", in, got, want)
		}
	}
	var sec report.Section
	p.Sheet.Explain(&sec)
	if got := strings.Join(sec.Notes(), " "); sectiontest.PlainSpaces(got) != "n.d. : aucune donnée pour cette période. "+
		"à venir : la période n’a pas commencé, ou rien n’en est encore connu. div. 0 : division par zéro, le taux n’est pas calculable." {
		t.Errorf("footnotes %q", got)
	}
}

// A difference is good or bad by its effect, and neutral if it is rounded to zero.
func TestTone(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR")
	for _, c := range []struct {
		m    *metric.Metric
		in   string
		want report.Tone
	}{
		{sectiontest.Revenue(), "1500", report.Good}, {sectiontest.Revenue(), "-1500", report.Bad}, {sectiontest.Revenue(), "300", report.Neutral}, {sectiontest.Revenue(), "no data", report.Muted},
		{sectiontest.Complaints(), "1500", report.Bad}, {sectiontest.Complaints(), "-1500", report.Good},
	} {
		p := notation.NewSheet(s).FormatFor(c.m, sectiontest.Num("1000000"))
		if got := p.Tone(c.m, sectiontest.Num(c.in)); got != c.want {
			t.Errorf("%s of %s is %v, want %v", c.in, c.m.Name, got, c.want)
		}
	}
}

// An attainment below a threshold is never rounded to the threshold.
func TestAttainmentIsNotFlattered(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB")
	m := sectiontest.Revenue()
	for in, want := range map[string]string{
		"0.9996": "99.9", "0.99949": "99.9", "1": "100.0", "1.0004": "100.0", "0.89999": "89.9", "0.9": "90.0", "0.5555": "55.6", "-0.2": "-20.0", "9.99": "999.0", "12.34": "×12.3",
	} {
		if got := notation.NewSheet(s).Percent(1).Attainment(m, sectiontest.Num(in)); strings.Replace(got, "−", "-", 1) != want {
			t.Errorf("%s is %q, want %s", in, got, want)
		}
	}
}

func TestVariance(t *testing.T) {
	for _, c := range []struct {
		tag, in, want string
		m             *metric.Metric
	}{
		{"fr-FR", "-0.042", "▼ −4,2 %", sectiontest.Revenue()}, {"fr-FR", "0.0004", "0,0 %", sectiontest.Revenue()}, {"fr-FR", "12.3456", "▲ ×13,3", sectiontest.Revenue()},
		{"fr-FR", "9.9904", "▲ +999,0 %", sectiontest.Revenue()}, {"fr-FR", "9.9906", "▲ ×11,0", sectiontest.Revenue()}, {"fr-FR", "103.306", "▲ ×104", sectiontest.Revenue()}, {"fr-FR", "-12", "▼ ×−11,0", sectiontest.Revenue()},
		{"fr-FR", "-0.006", "▼ −0,6 pt", sectiontest.Conversion()}, {"fr-FR", "0.0001", "0,0 pt", sectiontest.Conversion()}, {"fr-FR", "÷0", "div. 0", sectiontest.Revenue()},
		{"en-US", "-0.042", "▼ −4.2%", sectiontest.Revenue()}, {"en-US", "0.006", "▲ +0.6 pp", sectiontest.Conversion()},
	} {
		if got := notation.NewSheet(sectiontest.Scope(t, c.tag)).Variance(c.m, sectiontest.Num(c.in)).Text; sectiontest.PlainSpaces(got) != c.want {
			t.Errorf("%s %s: %q, want %q", c.tag, c.in, sectiontest.PlainSpaces(got), c.want)
		}
	}
}

func TestFullSaysItsUnit(t *testing.T) {
	basket := &metric.Metric{Unit: metric.Currency, Currency: "EUR", Decimals: 2}
	days := &metric.Metric{Unit: metric.Days, Decimals: 1}
	fixed := &metric.Metric{Unit: metric.Number, DecimalsFixed: true}
	s := sectiontest.Scope(t, "fr-FR")
	for _, c := range []struct {
		m        *metric.Metric
		in, want string
	}{
		{sectiontest.Revenue(), "411999.6", "412 k€"}, {sectiontest.Revenue(), "-1234567", "−1,23 M€"}, {sectiontest.Revenue(), "0", "0 €"}, {basket, "54.2", "54,20 €"}, {sectiontest.Revenue(), "1420.4", "1 420 €"}, {sectiontest.Revenue(), "-9999.6", "−10 000 €"},
		{sectiontest.Revenue(), "10000", "10,0 k€"},
		{sectiontest.Conversion(), "0.2741", "27,4 %"}, {sectiontest.Customers(), "1204", "1 204"}, {sectiontest.Customers(), "12345678", "12,3 M"}, {days, "4.25", "4,3 j"},
		{sectiontest.Revenue(), "no data", "n.d."},
		{sectiontest.Customers(), "0.0028256", "0,00283"}, {sectiontest.Customers(), "0.0001", "0,0001"}, {sectiontest.Customers(), "2.5", "2,50"}, {sectiontest.Customers(), "1.4", "1,40"}, {sectiontest.Customers(), "20", "20,0"}, {sectiontest.Customers(), "12.345", "12,3"},
		{sectiontest.Customers(), "123.45", "123"}, {sectiontest.Complaints(), "12.345", "12"}, {sectiontest.Complaints(), "0.12345", "0,123"}, {sectiontest.Customers(), "0.0000001", "0"}, {sectiontest.Customers(), "0", "0"}, {sectiontest.Customers(), "0.0000006", "0,000001"},
		{sectiontest.Revenue(), "0.0123", "0,0123 €"}, {sectiontest.Revenue(), "0.5", "0,50 €"}, {sectiontest.Revenue(), "52.6", "52,60 €"}, {sectiontest.Revenue(), "52", "52 €"}, {sectiontest.Revenue(), "99.999", "100,00 €"},
		{sectiontest.Conversion(), "0.00027", "0,027 %"}, {sectiontest.Conversion(), "0.0000273", "0,00273 %"}, {days, "0.012", "0,012 j"}, {days, "1234567", "1 234 567,0 j"},
		{fixed, "0.4", "0"},
	} {
		if got := sectiontest.PlainSpaces(notation.NewSheet(s).Full(c.m, sectiontest.Num(c.in))); got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
}

// Numbers are printed as they are rounded for a judgement.
func TestPrintedAsRounded(t *testing.T) {
	s := sectiontest.Scope(t, "en-US")
	for _, in := range []string{"0.5", "-0.5", "1.5", "2.5", "-2.5", "0.4999999", "-0.04", "1234.56789", "-1e-30", "99.995", "7"} {
		for digits := range 4 {
			r := sectiontest.Rat(in)
			got := rounding.Round(r, digits)
			if a, b := s.Locale.Number(r, digits), s.Locale.Number(got, digits); a != b {
				t.Errorf("%s is written %s and judged as %s", in, a, b)
			}
		}
	}
}

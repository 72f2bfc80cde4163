package notation

import (
	"math/big"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/metric/metrictest"
	"bilan/report/scope"
)

func sheet(t *testing.T, tag string) *Sheet {
	t.Helper()
	words, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	return NewSheet(&scope.Scope{Config: &config.Config{}, Locale: words, Calendar: metrictest.Calendar(t, period.Options{})})
}

func plain(s string) string { return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s) }

var (
	revenue    = &metric.Metric{Name: "revenue", Unit: metric.Currency, Currency: "EUR", AddsUp: true, OnTrack: big.NewRat(1, 1), AtRisk: big.NewRat(9, 10)}
	conversion = &metric.Metric{Name: "conversion", Unit: metric.Percent, Decimals: 1}
	orders     = &metric.Metric{Name: "orders", Unit: metric.Number, AddsUp: true, Counts: true}
	returns    = &metric.Metric{Name: "returns", Unit: metric.Number, AddsUp: true, LowerBetter: true}
)

// Each reason for a missing number has its own sign, explained once below the section. The sign for a missing target
// needs no explanation.
func TestSignsAreExplained(t *testing.T) {
	s := sheet(t, "fr-FR")
	format := s.FormatFor(revenue, metrictest.Num("1"))
	signs := map[string]bool{}
	for _, state := range []metric.State{metric.NoData, metric.NoTarget, metric.NotYet, metric.Undefined, metric.NoData} {
		signs[format.Value(metric.NoNum(state))] = true
	}
	var sec report.Section
	if s.Explain(&sec); len(signs) != 4 || len(sec.Signs) != 3 {
		t.Errorf("signs %v, explained %v", signs, sec.Signs)
	}
	var other report.Section
	if sheet(t, "fr-FR").Explain(&other); other.Signs != nil || other.Footnotes != nil {
		t.Errorf("a section without signs explains %v", other)
	}
}

// The largest number of a section decides the scale of all its numbers.
func TestOneScalePerSection(t *testing.T) {
	s := sheet(t, "fr-FR")
	for _, c := range []struct {
		m    *metric.Metric
		nums []string
		unit string
		want string // text of the first number
	}{
		{revenue, []string{"950", "412345.67"}, "k€", "1"},
		{revenue, []string{"950.40", "12"}, "€", "950"},
		{conversion, []string{"0.274", "0.5"}, "%", "27,4"},
		{orders, []string{"137"}, "nombre", "137"},
	} {
		var nums []metric.Num
		for _, n := range c.nums {
			nums = append(nums, metrictest.Num(n))
		}
		format := s.FormatFor(c.m, nums...)
		if got := plain(format.Value(nums[0])); format.Unit != c.unit || got != c.want {
			t.Errorf("%s %v: %q in %q, want %q in %q", c.m.Name, c.nums, got, format.Unit, c.want, c.unit)
		}
	}
}

// A difference has a sign and an arrow; its tone is its effect on the business, and neutral where it rounds to 0.
func TestDifferences(t *testing.T) {
	s := sheet(t, "fr-FR")
	format := s.FormatFor(revenue, metrictest.Num("412000"))
	for n, want := range map[string]string{"12400": "▲ +12", "-8600": "▼ −9", "300": "0"} {
		if got := plain(format.Gap(metrictest.Num(n))); strings.TrimSpace(got) != want && strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: %q, want %q", n, got, want)
		}
	}
	if tone := format.Tone(revenue, metrictest.Num("12400")); tone != report.Good {
		t.Errorf("more revenue: %v", tone)
	}
	if tone := format.Tone(revenue, metrictest.Num("300")); tone == report.Good || tone == report.Bad {
		t.Errorf("what rounds to 0 is %v", tone)
	}
	if tone := s.FormatFor(returns, metrictest.Num("20")).Tone(returns, metrictest.Num("3")); tone != report.Bad {
		t.Errorf("more returns: %v", tone)
	}
}

// An attainment is never rounded up to a threshold that is not reached.
func TestAttainmentIsHonest(t *testing.T) {
	format := sheet(t, "en-GB").Percent(1)
	for ratio, want := range map[string]string{"0.9996": "99.9", "1": "100.0", "1.0004": "100.0", "0.89999": "89.9", "0.9": "90.0", "0.50049": "50.0"} {
		if got := format.Attainment(revenue, metrictest.Num(ratio)); got != want {
			t.Errorf("%s: %s, want %s", ratio, got, want)
		}
	}
}

// Full writes a number with its unit and with the digits that its size needs.
func TestFull(t *testing.T) {
	s := sheet(t, "fr-FR").Scope
	for _, c := range []struct {
		m       *metric.Metric
		n, want string
	}{{revenue, "412345.67", "412 k€"}, {conversion, "0.274", "27,4 %"}, {orders, "137", "137"}, {revenue, "0", "0 €"}} {
		if got := plain(Full(s, c.m, metrictest.Num(c.n).Rat)); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.n, c.m.Name, got, c.want)
		}
	}
}

// Metrics with the same note share it.
func TestNotesAreShared(t *testing.T) {
	s := sheet(t, "fr-FR")
	say := func(names string) string { return "Sans objectif : " + names }
	s.NoteOf("CA", say)
	s.Note("Autre.")
	s.NoteOf("Marge", say)
	s.NoteOf("CA", say)
	var sec report.Section
	if s.Explain(&sec); len(sec.Footnotes) != 2 || sec.Footnotes[0] != "Sans objectif : CA et Marge" || sec.Footnotes[1] != "Autre." {
		t.Errorf("%q", sec.Footnotes)
	}
}

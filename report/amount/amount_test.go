package amount

import (
	"math/big"
	"strings"
	"testing"

	"bilan/internal/locale"
	"bilan/report/metric"
)

func TestApart(t *testing.T) {
	french, err := locale.For("fr-FR")
	if err != nil {
		t.Fatal(err)
	}
	euro := metric.Metric{Unit: metric.Currency, Currency: "EUR"}
	for _, c := range []struct {
		m             metric.Metric
		numbers, want string
	}{
		{euro, "812000 798000", "812 k€ | 798 k€"},
		{euro, "812400 812100", "812 400 € | 812 100 €"},
		{euro, "812400.25 812400", "812 400,3 € | 812 400,0 €"},
		{euro, "9999 -12000", "9 999 € | −12,0 k€"},
		{euro, "5 5", "5 € | 5 €"},
		{metric.Metric{Unit: metric.Percent, Decimals: 1}, "0.274 0.2741", "27,40 % | 27,41 %"},
		{metric.Metric{Unit: metric.Number}, "137 1250000", "137 | 1,25 M"},
		{metric.Metric{Unit: metric.Days, Decimals: 1}, "12 1", "12,0 j | 1,0 j"},
	} {
		var list []*big.Rat
		for _, text := range strings.Fields(c.numbers) {
			r, _ := new(big.Rat).SetString(text)
			list = append(list, r)
		}
		got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(strings.Join(DistinctTexts(french, &c.m, list...), " | "))
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.numbers, got, c.want)
		}
	}
}

func TestMoved(t *testing.T) {
	french, err := locale.For("fr-FR")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		unit                metric.Unit
		before, after, want string
	}{
		{metric.Currency, "798000", "812000", "812 k€ | 798 k€ | +14 k€"},
		{metric.Currency, "806100", "823000", "823 k€ | 806 k€ | +17 k€"},
		{metric.Currency, "1200000", "1190000", "1,19 M€ | 1,20 M€ | −0,01 M€"},
		{metric.Currency, "812100", "812400", "812 400 € | 812 100 € | +300 €"},
		{metric.Currency, "100.5", "100.25", "100 € | 101 € | −0,3 €"},
		{metric.Percent, "0.274", "0.262", "26,2 % | 27,4 % | −1,2 pt"},
		{metric.Number, "137", "140", "140 | 137 | +3"},
	} {
		before, _ := new(big.Rat).SetString(c.before)
		after, _ := new(big.Rat).SetString(c.after)
		now, then, delta := ChangeTexts(french, &metric.Metric{Unit: c.unit, Currency: "EUR"}, before, after)
		if got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(now + " | " + then + " | " + delta); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.before, c.after, got, c.want)
		}
	}
}

package alert

import (
	"math/big"
	"strings"
	"testing"
)

func rat(s string) *big.Rat {
	if s == "" {
		return nil
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// Each form of a condition, with its String and its threshold for a figure with objective 500, last year 400 and
// previous period 200.
func TestConditions(t *testing.T) {
	of := Reading{Objective: rat("500"), LastYear: rat("400"), Previous: rat("200")}
	for _, c := range []struct{ text, name, threshold string }{
		{"below 40000", "below 40000", "40000"},
		{"Below 40 000", "below 40000", "40000"},
		{"under 1 250 000.50", "below 1250000.5", "1250000.5"},
		{"below -5", "below -5", "-5"},
		{"< 10", "below 10", "10"},
		{"above 12 %", "above 12 %", "0.12"},
		{"more than 3", "above 3", "3"},
		{"below 90 % of objective", "below 90 % of objective", "450"},
		{"below 90% of the target", "below 90 % of objective", "450"},
		{"above 120 % of last year", "above 120 % of last year", "480"},
		{"10 % below objective", "10 % below objective", "450"},
		{"below objective by 10 %", "10 % below objective", "450"},
		{"below objective", "below objective", "500"},
		{"above last_year", "above last year", "400"},
		{"50 below previous", "50 below previous", "150"},
		{"5 000 above last year", "5000 above last year", "5400"},
		{"falls 10 % against previous", "10 % below previous", "180"},
		{"drops by more than 12.5% from last year", "12.5 % below last year", "350"},
		{"rises 20 % since the month before", "20 % above previous", "240"},
		{"2 points below last year", "2 points below last year", "399.98"},
		{"rises by 1 point against previous", "1 points above previous", "200.01"},
	} {
		got, err := Parse(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if got.String() != c.name {
			t.Errorf("%s is %q, want %q", c.text, got, c.name)
		}
		if th := got.Threshold(of); th == nil || th.Cmp(rat(c.threshold)) != 0 {
			t.Errorf("%s: threshold %v, want %s", c.text, th, c.threshold)
		}
		again, err := Parse(got.String())
		if err != nil || again.String() != got.String() {
			t.Errorf("%s: its name %q reads as %q, %v", c.text, got, again, err)
		}
	}
}

func TestConditionsThatAreNone(t *testing.T) {
	for _, text := range []string{
		"", "below", "40000", "below 2 points", "below 90 of objective", "revenue below 10", "below 10 % of margin", "falls 10 %", "below 1.2.3",
		"between 1 and 2", "below 12,5 %", "falls against last year", "above 10 % below objective",
	} {
		if c, err := Parse(text); err == nil {
			t.Errorf("%q is taken for %q", text, c)
		} else if !strings.Contains(err.Error(), "write") {
			t.Errorf("%q: %v says nothing to write", text, err)
		}
	}
}

// The threshold for a reference that is negative, missing, or a score.
func TestThreshold(t *testing.T) {
	for _, c := range []struct {
		text string
		of   Reading
		want string
	}{
		{"10 % below objective", Reading{Objective: rat("-200")}, "-220"},
		{"10 % above objective", Reading{Objective: rat("-200")}, "-180"},
		{"below 90 % of objective", Reading{Objective: rat("-200")}, ""},
		{"below 90 % of objective", Reading{LastYear: rat("5")}, ""},
		{"below last year", Reading{}, ""},
		{"below 5", Reading{}, "5"},
		{"2 points below last year", Reading{LastYear: rat("24"), Score: true}, "22"},
		{"2 points below last year", Reading{LastYear: rat("0.24")}, "0.22"},
	} {
		cond, err := Parse(c.text)
		if err != nil {
			t.Fatal(err)
		}
		got, want := cond.Threshold(c.of), rat(c.want)
		if (got == nil) != (want == nil) || want != nil && got.Cmp(want) != 0 {
			t.Errorf("%s of %+v is %v, want %v", c.text, c.of, got, want)
		}
	}
}

func TestBandsAndDelays(t *testing.T) {
	for text, want := range map[string]string{"2 %": "1", "2%": "1", "5000": "5000", "5 000": "5000", "1 point": "0.01"} {
		b, err := ParseBand(text)
		if err != nil || b.width(rat("-50"), false).Cmp(rat(want)) != 0 {
			t.Errorf("%s: %+v, %v", text, b, err)
		}
	}
	if b, _ := ParseBand("3 points"); b.width(rat("50"), true).Cmp(rat("3")) != 0 {
		t.Error("points of a score")
	}
	for text, want := range map[string]Delay{"2": {Evaluations: 2}, "12 evaluations": {Evaluations: 12}, "3 days": {Days: 3}, "1 day": {Days: 1}, "2 times": {Evaluations: 2}} {
		if d, err := ParseDelay(text); err != nil || d != want {
			t.Errorf("%s: %+v, %v", text, d, err)
		}
	}
	for _, text := range []string{"", "0", "two", "-1", "2 weeks", "%"} {
		if d, err := ParseDelay(text); err == nil {
			t.Errorf("delay %q is taken for %v", text, d)
		}
		if b, err := ParseBand(text); err == nil && text != "0" {
			t.Errorf("band %q is taken for %v", text, b)
		}
	}
}

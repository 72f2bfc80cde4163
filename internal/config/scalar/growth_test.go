package scalar

import (
	"strings"
	"testing"
)

func TestParseGrowth(t *testing.T) {
	for text, want := range map[string]string{"5 %": "1/20", "-2 %": "-1/50", "0.03": "3/100", "100 %": "1/1", "0": "0/1", " 5% ": "1/20"} {
		if got, err := ParseGrowth(text); err != nil || got.Ratio.String() != want {
			t.Errorf("%s: %v, %v, want %s", text, got.Ratio, err, want)
		}
	}
	for text, want := range map[string]string{"5": "between -100 % and 100 %", "-100 %": "between", "150 %": "between", "2,5 %": "write 2.5%", "more": "not a number"} {
		if _, err := ParseGrowth(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

package scalar

import (
	"strings"
	"testing"
)

func TestAgesAreBusinessDaysUnlessTheySayCalendar(t *testing.T) {
	for text, want := range map[string]Age{
		"3": {3, false}, "3 days": {3, false}, "1 day": {1, false}, "3d": {3, false}, "3 business days": {3, false},
		"3 Working Days": {3, false}, "3 jours": {3, false}, "2 jours ouvrés": {2, false}, "0 days": {0, false},
		"3 calendar days": {3, true}, "1 calendar day": {1, true}, "10 jours calendaires": {10, true},
	} {
		if got, err := ParseAge(text); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "3 weeks", "soon", "-1 day", "3 jours ouvrables", "2.5 days", "3 calendar", "99999 days"} {
		if got, err := ParseAge(text); err == nil || !strings.Contains(err.Error(), "(write 3 days for business days, or 3 calendar days)") {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

package layout

import (
	"testing"

	"bilan/report/reporttest"
	"bilan/report/typeface"
)

func TestContrast(t *testing.T) {
	for name, c := range map[string]typeface.Color{"text": Ink900, "secondary": Ink600, "good": goodText, "bad": badText, "at risk": AtRisk} {
		if got := reporttest.Contrast(c, typeface.White); got < 4.5 {
			t.Errorf("%s has a contrast of %.1f on white", name, got)
		}
	}
	if got := reporttest.Contrast(Ink900, Shade); got < 4.5 {
		t.Errorf("the banner has a contrast of %.1f", got)
	}
	// In grey print, a good variance and a bad one, an actual and last year must not look alike.
	if got := reporttest.Contrast(GoodFill, BadFill); got < 1.5 {
		t.Errorf("good and bad bars differ by %.2f in grey", got)
	}
	if got := reporttest.Contrast(Actual, LastYear); got < 3 {
		t.Errorf("actual and last year differ by %.2f", got)
	}
}

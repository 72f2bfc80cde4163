package render

import (
	"math"
	"testing"
)

// luminance is a colour's brightness after WCAG 2.
func luminance(c color) float64 {
	l := 0.0
	for i, share := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(c[i]) / 255
		if v <= 0.03928 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		l += share * v
	}
	return l
}

func contrast(a, b color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func TestContrast(t *testing.T) {
	for name, c := range map[string]color{"text": ink900, "secondary": ink600, "good": good, "bad": bad, "at risk": atRisk, "link": linkColor} {
		if got := contrast(c, white); got < 4.5 {
			t.Errorf("%s has a contrast of %.1f on white", name, got)
		}
	}
	if got := contrast(ink900, shade); got < 4.5 {
		t.Errorf("the banner has a contrast of %.1f", got)
	}
	// In grey print, a good variance and a bad one, an actual and last year must not look alike.
	if got := contrast(goodFill, badFill); got < 1.5 {
		t.Errorf("good and bad bars differ by %.2f in grey", got)
	}
	if got := contrast(actual, lastYear); got < 3 {
		t.Errorf("actual and last year differ by %.2f", got)
	}
}

func TestHexColor(t *testing.T) {
	for in, want := range map[string]color{"#1a4f8b": {0x1a, 0x4f, 0x8b}, "": actual, "red": actual, "#12345": actual, "#gggggg": actual} {
		if got := hexColor(in); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

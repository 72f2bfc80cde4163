package reporttest

import (
	"math"

	"bilan/report/typeface"
)

// Luminance is a colour's relative luminance, from 0 to 1, after WCAG 2.
func Luminance(c typeface.Color) float64 {
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

func Contrast(a, b typeface.Color) float64 {
	la, lb := Luminance(a), Luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

// Lightness is the lightness of a grey, from 0 for black to 1 for white.
func Lightness(c typeface.Color) float64 { return float64(c[0]) / 255 }

package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

const (
	logoSide   = 240 // pixels
	logoSample = 4   // samples a pixel, each way
)

// logo draws Maison Lenoir's mark: a folded napkin, a corner up, under a plate with a rim.
func logo(accent color.RGBA) *image.Paletted {
	const shades = logoSample * logoSample
	palette := make(color.Palette, shades+1)
	for i := range palette {
		palette[i] = mix(accent, i, shades)
	}
	img := image.NewPaletted(image.Rect(0, 0, logoSide, logoSide), palette)
	for y := range logoSide {
		for x := range logoSide {
			ink := 0
			for s := range shades {
				// Whole numbers: twice the distance from the middle, in samples.
				dx := 2*(x*logoSample+s%logoSample) + 1 - logoSide*logoSample
				dy := 2*(y*logoSample+s/logoSample) + 1 - logoSide*logoSample
				if isDark(dx*1000/(logoSide*logoSample), dy*1000/(logoSide*logoSample)) {
					ink++
				}
			}
			img.SetColorIndex(x, y, uint8(ink))
		}
	}
	return img
}

// isDark reports whether a point is dark, in thousandths of half the side from the middle.
func isDark(x, y int) bool {
	r := x*x + y*y
	switch {
	case r < 330*330: // the bottom of the plate
		return true
	case r < 400*400:
		return false
	case r < 560*560: // its rim
		return true
	case r < 620*620:
		return false
	}
	return abs(x)+abs(y) < 980 // the napkin
}

func abs(n int) int { return max(n, -n) }

// mix is white with so many parts of a colour.
func mix(c color.RGBA, parts, of int) color.RGBA {
	f := func(v uint8) uint8 { return uint8((int(v)*parts + 255*(of-parts)) / of) }
	return color.RGBA{f(c.R), f(c.G), f(c.B), 255}
}

func encodePNG(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img)
	return b.Bytes(), err
}

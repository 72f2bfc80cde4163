package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

const (
	logoSide   = 240 // in pixels
	logoSample = 4   // samples per pixel, horizontally and vertically
)

// logo draws Maison Lenoir's mark: a napkin folded to a square that stands on its corner, on a plate with a rim.
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
				// Doubled distances from the middle, in samples, are whole numbers.
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

// isDark reports whether a point is dark. Its coordinates are in thousandths of half the side, from the middle.
func isDark(x, y int) bool {
	r := x*x + y*y
	switch {
	case r < 330*330: // the middle of the plate
		return true
	case r < 400*400:
		return false
	case r < 560*560: // the rim of the plate
		return true
	case r < 620*620:
		return false
	}
	return abs(x)+abs(y) < 980 // the corners of the napkin beyond the plate
}

func abs(n int) int { return max(n, -n) }

// mix returns white mixed with the share parts/of of a colour.
func mix(c color.RGBA, parts, of int) color.RGBA {
	f := func(v uint8) uint8 { return uint8((int(v)*parts + 255*(of-parts)) / of) }
	return color.RGBA{f(c.R), f(c.G), f(c.B), 255}
}

func encodePNG(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img)
	return b.Bytes(), err
}

package render

import (
	"bytes"
	"fmt"
	"image"
)

const (
	tile      = 16 // pixels; a label of two digits fills part of a tile
	alien     = 60 // difference of a colour channel from all nearby pixels of the other picture
	mostAlien = 15 // largest number of such pixels in a tile
	mostPale  = 24 // difference of a tile's mean colour; another weight of type exceeds it
)

// unlike describes where two pictures differ, "" if a reader would call them equal. Versions of a renderer place type
// and edges up to a pixel apart, with other soft edges. So a pixel is compared with all pixels near its place in the
// other picture, and a tile by its mean colour.
func unlike(a, b *image.RGBA) string {
	if d := a.Rect.Size().Sub(b.Rect.Size()); max(d.X, -d.X, d.Y, -d.Y) > 1 {
		return fmt.Sprintf("it measures %v, not %v", b.Rect.Size(), a.Rect.Size())
	}
	w, h := min(a.Rect.Dx(), b.Rect.Dx()), min(a.Rect.Dy(), b.Rect.Dy())
	for y := 0; y < h; y += tile / 2 {
		for x := 0; x < w; x += tile / 2 {
			area := image.Rect(x, y, min(x+tile, w), min(y+tile, h))
			if n := max(aliens(a, b, area), aliens(b, a, area)); n > mostAlien {
				return fmt.Sprintf("around %d, %d points from the top left %d pixels differ", x+tile/2, y+tile/2, n)
			}
			if d := paler(a, b, area); d > mostPale {
				return fmt.Sprintf("around %d, %d points from the top left the colour differs by %.0f", x+tile/2, y+tile/2, d)
			}
		}
	}
	return ""
}

// aliens counts the pixels of a that differ from all pixels near their place in b.
func aliens(a, b *image.RGBA, area image.Rectangle) int {
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if i := a.PixOffset(x, y); !bytes.Equal(a.Pix[i:i+3], b.Pix[b.PixOffset(x, y):][:3]) && isAlien(a.Pix[i:i+3], b, x, y) {
				n++
			}
		}
	}
	return n
}

// isAlien reports whether a colour lies outside the range of the colours around x, y.
func isAlien(c []uint8, b *image.RGBA, x, y int) bool {
	low, high := [3]int{255, 255, 255}, [3]int{}
	around := image.Rect(x-1, y-1, x+2, y+2).Intersect(b.Rect)
	for v := around.Min.Y; v < around.Max.Y; v++ {
		for u := around.Min.X; u < around.Max.X; u++ {
			for i, p := range b.Pix[b.PixOffset(u, v):][:3] {
				low[i], high[i] = min(low[i], int(p)), max(high[i], int(p))
			}
		}
	}
	for i, p := range c {
		if int(p) < low[i]-alien || int(p) > high[i]+alien {
			return true
		}
	}
	return false
}

// paler is the largest difference between the mean colours of an area, over the channels.
func paler(a, b *image.RGBA, area image.Rectangle) float64 {
	var sum [3]int
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			for i := range sum {
				sum[i] += int(a.Pix[a.PixOffset(x, y)+i]) - int(b.Pix[b.PixOffset(x, y)+i])
			}
		}
	}
	return float64(max(sum[0], -sum[0], sum[1], -sum[1], sum[2], -sum[2])) / float64(tile*tile)
}

package typeface

// Color is red, green and blue. There is no transparency: tints are mixed with white.
type Color [3]uint8

// White is the paper.
var White = Color{255, 255, 255}

// Tint mixes the colour with white: 0 is white, 1 the colour.
func (c Color) Tint(share float64) Color {
	for i, v := range c {
		c[i] = uint8(255 - (255-float64(v))*share + 0.5)
	}
	return c
}

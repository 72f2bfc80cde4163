package typeface

// Color is red, green and blue, each 0 to 255. There is no transparency; Tint mixes with white instead.
type Color [3]uint8

// White is the colour of the paper.
var White = Color{255, 255, 255}

// Tint mixes the colour with white. share 0 is white, 1 is the colour.
func (c Color) Tint(share float64) Color {
	for i, v := range c {
		c[i] = uint8(255 - (255-float64(v))*share + 0.5)
	}
	return c
}

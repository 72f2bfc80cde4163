package render

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	imagecolor "image/color"
	stddraw "image/draw"
	"image/png"
	"sync"

	"bilan/report/canvas"
)

const (
	logoMaxW, logoMaxH = 120.0, 30.0
	logoMaxPixels      = 16 << 20
)

// logo is a picture without transparency.
type logo struct {
	png  []byte
	w, h float64 // pixels
}

// lastLogo keeps the last logo that was read. It saves time, because a process draws for one company.
var lastLogo struct {
	sync.Mutex
	sum [sha256.Size]byte
	l   *logo
}

// readLogo decodes a PNG and fills its transparent parts with white. For an empty file it returns nil.
func readLogo(file []byte) (*logo, error) {
	if len(file) == 0 {
		return nil, nil
	}
	sum := sha256.Sum256(file)
	lastLogo.Lock()
	defer lastLogo.Unlock()
	if lastLogo.l != nil && lastLogo.sum == sum {
		return lastLogo.l, nil
	}
	l, err := flatten(file)
	if err != nil {
		return nil, fmt.Errorf("logo: %w (save it as a smaller PNG)", err)
	}
	lastLogo.sum, lastLogo.l = sum, l
	return l, nil
}

func flatten(file []byte) (*logo, error) {
	size, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	if size.Width*size.Height > logoMaxPixels || size.Width == 0 || size.Height == 0 {
		return nil, fmt.Errorf("it has %d by %d pixels, and a logo has 1 to %d million pixels", size.Width, size.Height, logoMaxPixels>>20)
	}
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	flat := image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	stddraw.Draw(flat, flat.Bounds(), image.NewUniform(imagecolor.White), image.Point{}, stddraw.Src)
	stddraw.Draw(flat, flat.Bounds(), img, img.Bounds().Min, stddraw.Over)
	var out bytes.Buffer
	if err := png.Encode(&out, flat); err != nil {
		return nil, err
	}
	return &logo{out.Bytes(), float64(size.Width), float64(size.Height)}, nil
}

// heightAtTop is the height of the logo at the top of the first page.
func (l *logo) heightAtTop() float64 {
	if l == nil {
		return 0
	}
	return min(logoMaxH, logoMaxW*l.h/l.w)
}

// draw puts the logo in a strip of height h and returns the x at which text continues.
func (l *logo) draw(k canvas.Canvas, x, y, h float64) float64 {
	if l == nil {
		return x
	}
	tall := l.heightAtTop()
	wide := tall * l.w / l.h
	k.Image("logo", l.png, canvas.BoxAt(x, y+(h-tall)/2, wide, tall))
	return x + wide + 9
}

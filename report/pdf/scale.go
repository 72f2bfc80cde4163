package pdf

import (
	"fmt"

	"bilan/report/canvas"
)

// Shrink prints what is drawn from now on smaller, by a factor up to 1: a page has room for more, and its frame is that much larger. It is
// called before the first page.
func (k *Canvas) Shrink(scale float64) {
	k.scale = scale
	k.Frame = canvas.Frame{PageW: k.paper.PageW / scale, PageH: k.paper.PageH / scale}
}

// applyScale begins a page's content in the scale. Heights are measured from the foot of the paper, so smaller content is
// moved up to its head.
func (k *Canvas) applyScale() {
	if k.scale != 1 {
		k.pdf.RawWriteStr(fmt.Sprintf("%.4f 0 0 %.4f 0 %.3f cm", k.scale, k.scale, k.paper.PageH*(1-k.scale)))
	}
}

// printed is a box of the drawing on the paper.
func (k *Canvas) printed(b canvas.Box) canvas.Box {
	return canvas.BoxAt(b.X*k.scale, b.Y*k.scale, b.W*k.scale, b.H*k.scale)
}

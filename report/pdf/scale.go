package pdf

import (
	"fmt"

	"bilan/report/canvas"
)

// Shrink scales the drawing down by a factor of at most 1. The frame grows accordingly, so that a page has room for
// more. It must be called before the first page.
func (k *Canvas) Shrink(scale float64) {
	k.scale = scale
	k.Frame = canvas.Frame{PageW: k.paper.PageW / scale, PageH: k.paper.PageH / scale}
}

// applyScale scales the content of a new page. PDF measures from the lower edge of the paper, so the scaled content is
// moved up to the upper edge.
func (k *Canvas) applyScale() {
	if k.scale != 1 {
		k.pdf.RawWriteStr(fmt.Sprintf("%.4f 0 0 %.4f 0 %.3f cm", k.scale, k.scale, k.paper.PageH*(1-k.scale)))
	}
}

// toPaper converts a box from drawing coordinates to printed ones.
func (k *Canvas) toPaper(b canvas.Box) canvas.Box {
	return canvas.BoxAt(b.X*k.scale, b.Y*k.scale, b.W*k.scale, b.H*k.scale)
}

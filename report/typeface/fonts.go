package typeface

import (
	_ "embed"
	"sync"
)

// The complete and unmodified typefaces; each document contains only the glyphs it needs.
var (
	//go:embed fonts/SourceSans3-Regular.ttf
	SourceRegular []byte
	//go:embed fonts/SourceSans3-Bold.ttf
	SourceBold []byte
	//go:embed fonts/DejaVuSans.ttf
	dejaVu []byte
)

// Face is a typeface that is measured once per process. It is safe for concurrent use.
type Face struct {
	Name    string // PostScript name
	File    []byte
	measure sync.Once
	m       *Metrics
}

var (
	Regular  = &Face{Name: "SourceSans3-Regular", File: SourceRegular}
	Bold     = &Face{Name: "SourceSans3-Bold", File: SourceBold}
	Fallback = &Face{Name: "DejaVuSans", File: dejaVu} // only opened by runes that Source Sans lacks
)

// Metrics measures the font at its first use. A test proves that the embedded files are valid.
func (f *Face) Metrics() *Metrics {
	f.measure.Do(func() {
		m, err := readMetrics(f.File)
		if err != nil {
			panic("render: " + f.Name + ": " + err.Error())
		}
		f.m = m
	})
	return f.m
}

// Advance is a rune's width in thousandths of an em, or missing.
func (f *Face) Advance(r rune) uint16 {
	if r < 0 || r > 0xFFFF {
		return Missing
	}
	return f.Metrics().advance[r]
}

// FaceFor returns the face that draws r in the wanted weight: the face itself, the fallback, or nil.
func FaceFor(want *Face, r rune) *Face {
	if want.Advance(r) != Missing {
		return want
	}
	if Fallback.Advance(r) != Missing {
		return Fallback
	}
	return nil
}

package typeface

import (
	_ "embed"
	"sync"
)

// The embedded fonts are complete and unmodified. A document contains only the glyphs that it uses.
var (
	//go:embed fonts/SourceSans3-Regular.ttf
	SourceRegular []byte
	//go:embed fonts/SourceSans3-Bold.ttf
	SourceBold []byte
	//go:embed fonts/DejaVuSans.ttf
	dejaVu []byte
)

// Face is a font that is measured once per process. It may be used from several goroutines.
type Face struct {
	Name    string // PostScript name
	File    []byte
	measure sync.Once
	m       *Metrics
}

var (
	Regular  = &Face{Name: "SourceSans3-Regular", File: SourceRegular}
	Bold     = &Face{Name: "SourceSans3-Bold", File: SourceBold}
	Fallback = &Face{Name: "DejaVuSans", File: dejaVu} // measured only if a text has a rune that Source Sans lacks
)

// Metrics returns the font's measures. It reads them at its first call, and panics if the file is not valid.
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

// Advance is a rune's width in thousandths of an em, or Missing.
func (f *Face) Advance(r rune) uint16 {
	if r < 0 || r > 0xFFFF {
		return Missing
	}
	return f.Metrics().advance[r]
}

// FaceFor returns the face that can draw r: want, else Fallback, else nil.
func FaceFor(want *Face, r rune) *Face {
	if want.Advance(r) != Missing {
		return want
	}
	if Fallback.Advance(r) != Missing {
		return Fallback
	}
	return nil
}

package render

import (
	_ "embed"
	"sync"
)

// The typefaces, whole and unmodified; each document holds only the glyphs it needs.
var (
	//go:embed fonts/SourceSans3-Regular.ttf
	sourceRegular []byte
	//go:embed fonts/SourceSans3-Bold.ttf
	sourceBold []byte
	//go:embed fonts/DejaVuSans.ttf
	dejaVu []byte
)

// face is a typeface that is measured once per process. It is safe for concurrent use.
type face struct {
	name    string // PostScript name
	file    []byte
	measure sync.Once
	m       *metrics

	mu    sync.Mutex
	pages map[int]*codepage
}

var (
	regular  = &face{name: "SourceSans3-Regular", file: sourceRegular}
	bold     = &face{name: "SourceSans3-Bold", file: sourceBold}
	fallback = &face{name: "DejaVuSans", file: dejaVu} // only opened by runes that Source Sans lacks
)

// metrics measures the face at its first use. The embedded files are known to be sound, which a test holds.
func (f *face) metrics() *metrics {
	f.measure.Do(func() {
		m, err := readMetrics(f.file)
		if err != nil {
			panic("render: " + f.name + ": " + err.Error())
		}
		f.m = m
	})
	return f.m
}

// advance is a rune's width in thousandths of an em, or missing.
func (f *face) advance(r rune) uint16 {
	if r < 0 || r > 0xFFFF {
		return missing
	}
	return f.metrics().advance[r]
}

// faceFor returns the face that draws r in the wanted weight: the face itself, the fallback, or nil.
func faceFor(want *face, r rune) *face {
	if want.advance(r) != missing {
		return want
	}
	if fallback.advance(r) != missing {
		return fallback
	}
	return nil
}

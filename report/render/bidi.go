package render

import (
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// visual returns a line in the order in which its glyphs stand on paper, left to right. Lines without
// right-to-left letters come back as they are. Letters are not joined: Arabic prints in its isolated forms.
func visual(s string) string {
	if !strings.ContainsFunc(s, isRightToLeft) {
		return s
	}
	var p bidi.Paragraph
	if _, err := p.SetString(strings.ReplaceAll(s, "\n", " ")); err != nil {
		return s
	}
	order, err := p.Order()
	if err != nil {
		return s
	}
	var b strings.Builder
	for i := range order.NumRuns() {
		run := order.Run(i)
		if run.Direction() == bidi.RightToLeft {
			b.WriteString(bidi.ReverseString(run.String())) // brackets are mirrored too
		} else {
			b.WriteString(run.String())
		}
	}
	return b.String()
}

func isRightToLeft(r rune) bool {
	if r < 0x590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

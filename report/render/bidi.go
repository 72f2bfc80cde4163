package render

import (
	"slices"
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
			b.WriteString(mirrored(run.String()))
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

// mirrored turns a right-to-left run around and its brackets with it.
func mirrored(s string) string {
	runes := []rune(bidi.ReverseString(s))
	pairs := []rune("()[]{}<>«»")
	for i, r := range runes {
		if at := slices.Index(pairs, r); at >= 0 && !slices.Contains([]rune(s), r) {
			continue
		} else if at >= 0 {
			runes[i] = pairs[at^1]
		}
	}
	return string(runes)
}

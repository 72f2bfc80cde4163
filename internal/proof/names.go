package proof

import "strings"

// Text is a text of a finished file, such as a run on a page, a tag, a cell or a part of the mail, with its place in
// words.
type Text struct {
	Where, Text string
}

// FileLeaks looks for the full names of other members in the texts of finished files, as whole words. A name is not a
// leak if it is in the member's own rows, in his own name or the company's, or equals a text of every edition. A
// one-word name only counts if it is the whole text, because it may be an ordinary word. A name without a letter does
// not count.
func (w *Witness) FileLeaks(texts []Text) (leaks []Leak) {
	index := w.Index
	if index == nil {
		index = IndexNames(w.Members, w.Others)
	}
	var readable func(name string) bool // made only when a name is found, which is rare
	for _, t := range texts {
		for _, m := range index.find(t.Text) {
			if m.Owner() == w.Member.Owner() {
				continue
			}
			if readable == nil {
				readable = w.readableNames()
			}
			if !readable(m.Label) {
				leaks = append(leaks, Leak{Edition: w.Member, Whose: MemberName(m), Where: t.Where, What: t.Text})
			}
		}
	}
	return leaks
}

// readableNames returns a function that reports whether the member may read a name although it is another member's.
func (w *Witness) readableNames() func(name string) bool {
	memberText, fixed := newReadableText(append(w.own[:len(w.own):len(w.own)], w.Member.Label, w.Member.Key, w.Company)), w.fixedTexts()
	return func(name string) bool { return memberText.contains(name) || fixed[plainWords(name)] }
}

// fixedTexts returns the texts that are in every edition, in the form of plainWords.
func (w *Witness) fixedTexts() map[string]bool {
	list := make(map[string]bool, len(w.Fixed))
	for _, t := range w.Fixed {
		list[plainWords(t)] = true
	}
	return list
}

// plainWords returns the words of a text in lower case, joined by spaces.
func plainWords(text string) string { return strings.Join(lowerWords(text), " ") }

// readableText is everything that the member may read, in the form of plainWords.
type readableText struct{ text string }

func newReadableText(texts []string) *readableText {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(" " + plainWords(t) + " \n")
	}
	return &readableText{b.String()}
}

func (h *readableText) contains(name string) bool {
	return strings.Contains(h.text, " "+plainWords(name)+" ")
}

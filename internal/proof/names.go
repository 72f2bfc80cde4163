package proof

import (
	"strings"
	"unicode"

	"bilan/internal/member"
)

// Text is a text of a finished file: a run of a page, a tag, a cell, a part of the mail.
type Text struct {
	Where, Text string
}

// Files looks for the full names of other members in the texts of finished files, as whole words. A name that stands in the member's own rows, or in his
// own name or the company's, tells nothing; nor does one that is called like a text of every edition. One of a single word counts only where it is all of a
// text, since it may well be another word. A name without a letter is none.
func (w *Witness) Files(texts []Text) (leaks []Leak) {
	own := newHaystack(append(w.own[:len(w.own):len(w.own)], w.Member.Label, w.Company))
	fixed := w.fixed()
	var names []member.Member
	for _, list := range [][]member.Member{w.Members, w.Others} {
		for _, m := range list {
			if m.Owner() != w.Member.Owner() && strings.ContainsFunc(m.Label, unicode.IsLetter) && !own.holds(m.Label) && !fixed[plain(m.Label)] {
				names = append(names, m)
			}
		}
	}
	index := byFirstWord(names)
	for _, t := range texts {
		for _, m := range index.in(t.Text) {
			leaks = append(leaks, Leak{Edition: w.Member, Whose: Name(m), Where: t.Where, What: t.Text})
		}
	}
	return leaks
}

// fixed are the texts that are in every edition, as plain words.
func (w *Witness) fixed() map[string]bool {
	list := make(map[string]bool, len(w.Fixed))
	for _, t := range w.Fixed {
		list[plain(t)] = true
	}
	return list
}

// words are the words of a text, without case.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
}

// plain is a text as its words alone.
func plain(text string) string { return strings.Join(words(text), " ") }

// haystack is what the member may read, in words.
type haystack struct{ text string }

func newHaystack(texts []string) *haystack {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(" " + plain(t) + " \n")
	}
	return &haystack{b.String()}
}

func (h *haystack) holds(name string) bool { return strings.Contains(h.text, " "+plain(name)+" ") }

// nameIndex finds names by their first word.
type nameIndex map[string][]named

type named struct {
	words []string
	who   member.Member
}

func byFirstWord(list []member.Member) nameIndex {
	index := nameIndex{}
	for _, m := range list {
		if w := words(m.Label); len(w) > 0 {
			index[w[0]] = append(index[w[0]], named{w, m})
		}
	}
	return index
}

// in lists the members whose full name stands in a text.
func (x nameIndex) in(text string) (found []member.Member) {
	list := words(text)
	for i, word := range list {
		for _, n := range x[word] {
			if len(n.words) == 1 && len(list) > 1 || i+len(n.words) > len(list) {
				continue
			}
			if strings.Join(list[i:i+len(n.words)], " ") == strings.Join(n.words, " ") {
				found = append(found, n.who)
			}
		}
	}
	return found
}

package place

import (
	"iter"
	"slices"
)

// ForLanguage returns the text in a language or, if it is not written in that language, in the file's own or, without that, the
// first one.
func (t Translation) ForLanguage(language, own string) string {
	for _, l := range []string{language, own} {
		if text, ok := t.Texts[l]; ok {
			return text
		}
	}
	return t.Texts[t.Languages[0]]
}

// EachLanguage iterates over the text at a path in all its languages. Each text comes with its own path.
func (n *Notes) EachLanguage(path, text string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		i := slices.IndexFunc(n.Translations, func(t Translation) bool { return t.Path == path })
		if i < 0 {
			yield(path, text)
			return
		}
		for _, language := range n.Translations[i].Languages {
			if !yield(Join(path, language), n.Translations[i].Texts[language]) {
				return
			}
		}
	}
}

// Package grammar makes sentences that contain names from the YAML and the data: figures, people, places and periods.
// It knows the articles, contractions and agreement of French and English nouns. The sentences are in a data file per
// language; a sentence that a language lacks is left out.
package grammar

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"bilan/internal/locale"
)

// Noun is a noun or name for a sentence, with the grammatical properties that its language needs.
type Noun struct {
	Text     string
	Article  string // as it is written before the text, such as "l’", "les" or "the"; "" if there is none
	Feminine bool
	Plural   bool
	In       string // the noun with its preposition of place or time, such as "en Bretagne"; "" if there is none

	kind, label string // for a member that is named by its dimension and itself, such as "gamme" and "Outillage"
	before      bool   // whether the dimension comes before the name without an article, as in "segment 4"
	list        []Noun // the nouns that this noun joins; nil for a single noun
}

// Plain returns a noun with literal text, such as a number.
func Plain(text string) Noun { return Noun{Text: text} }

// Slots are the nouns of a sentence, by the names of their places in the text.
type Slots map[string]Noun

// Grammar makes the sentences of one locale. It is safe for concurrent use.
type Grammar struct {
	*locale.Locale
	texts map[string]string
}

// For returns the grammar of a locale.
func For(l *locale.Locale) *Grammar {
	read, _ := languages.LoadOrStore(l.Language(), sync.OnceValue(func() map[string]string { return readTexts(l.Language()) }))
	return &Grammar{l, read.(func() map[string]string)()}
}

//go:embed words/*.yaml
var files embed.FS

var languages sync.Map // language → func() map[string]string

// readTexts returns the sentences of a language. It panics if the embedded file is not a map of texts, which a test
// excludes.
func readTexts(lang string) map[string]string {
	texts := map[string]string{}
	if file, err := files.ReadFile("words/" + lang + ".yaml"); err == nil {
		if err := yaml.Unmarshal(file, &texts); err != nil {
			panic(fmt.Sprintf("words/%s.yaml: %v", lang, err))
		}
	}
	return texts
}

// Say returns a sentence by its key, with the slots filled in. ok is false if the language does not have the sentence.
// In the text a slot is {who}, {the who}, {of who}, {de who} (without an article), {to who}, {in who} or {at who}.
// [who:explique|expliquent] agrees with the slot in number; four forms are masculine, feminine, and their plurals.
func (g *Grammar) Say(key string, slots Slots) (text string, ok bool) {
	pattern, ok := g.texts[key]
	if !ok {
		return "", false
	}
	var b strings.Builder
	for pattern != "" {
		at := strings.IndexAny(pattern, "{[")
		if at < 0 {
			b.WriteString(pattern)
			break
		}
		b.WriteString(pattern[:at])
		end := "}"
		if pattern[at] == '[' {
			end = "]"
		}
		slot, rest, _ := strings.Cut(pattern[at+1:], end)
		if end == "]" {
			b.WriteString(agree(slot, slots))
		} else {
			b.WriteString(g.slotForm(slot, slots))
		}
		pattern = rest
	}
	text = b.String()
	switch g.Language() {
	case "en":
		text = englishNumbers.Replace(text)
	case "it":
		text = italianNumbers.Replace(text)
	}
	return g.Spelled(text), true
}

// englishNumbers corrects the article before numbers that begin with a vowel when spoken, as in "an 8-month high".
var englishNumbers = strings.NewReplacer(" a 8", " an 8", " a 11-", " an 11-", " a 18-", " an 18-")

// italianNumbers corrects the article before numbers that begin with a vowel when spoken, such as otto and undici.
var italianNumbers = strings.NewReplacer("il 8", "l’8", "il 11%", "l’11%", "il 11º", "l’11º", " la 8ª", " l’8ª", " la 11ª", " l’11ª")

func agree(slot string, slots Slots) string {
	name, list, _ := strings.Cut(slot, ":")
	forms, n, at := strings.Split(list, "|"), slots[name], 0
	if len(forms) == 4 {
		at = 2 * boolIndex(n.Plural)
		return forms[at+boolIndex(n.Feminine)]
	}
	return forms[boolIndex(n.Plural)]
}

func boolIndex(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func (g *Grammar) slotForm(slot string, slots Slots) string {
	kind, name, two := strings.Cut(slot, " ")
	if !two {
		return slots[slot].Text
	}
	n := slots[name]
	switch kind {
	case "the":
		return n.The()
	case "of":
		return g.Of(n)
	case "de":
		return g.deWithoutArticle(n)
	case "to":
		return g.withA(n)
	case "at":
		return g.ofMember(n)
	}
	if n.In == "" {
		return n.Text
	}
	return n.In
}

// The returns the noun with its article.
func (n Noun) The() string {
	switch {
	case n.Article == "":
		return n.Text
	case strings.HasSuffix(n.Article, "’"):
		return n.Article + n.Text
	}
	return n.Article + " " + n.Text
}

// Name returns the noun without its article, unless the article is part of the name, as in "Le Havre".
func (n Noun) Name() string {
	if r, _ := utf8.DecodeRuneInString(n.Article); unicode.IsUpper(r) {
		return n.The()
	}
	return n.Text
}

// Together joins several nouns into one, such as "Claire Martin et Hugo Petit" or "les gammes Outillage et Literie".
func (g *Grammar) Together(nouns []Noun) Noun {
	if len(nouns) == 1 {
		return nouns[0]
	}
	list, sameKind := make([]string, len(nouns)), nouns[0].kind != ""
	for i, n := range nouns {
		list[i] = n.label
		sameKind = sameKind && n.kind == nouns[0].kind && n.before == nouns[0].before
	}
	switch first := nouns[0]; {
	case sameKind && g.Language() == "fr":
		return Noun{Text: g.Members(first.kind) + " " + g.List(list), Article: "les", Plural: true, Feminine: first.Feminine}
	case sameKind && first.before:
		return Noun{Text: g.Members(first.kind) + " " + g.List(list), Plural: true}
	case sameKind:
		return Noun{Text: g.List(list) + " " + g.Members(first.kind), Article: "the", Plural: true}
	}
	for i, n := range nouns {
		list[i] = n.The()
	}
	return Noun{Text: g.List(list), Plural: true, list: nouns}
}

// ofMember returns the words that say which member a figure belongs to, such as "en Bretagne", "de la gamme Outillage"
// or "for the Lamps range".
func (g *Grammar) ofMember(n Noun) string {
	switch {
	case g.isInPlace(n):
		return g.joinForms(n, func(n Noun) string { return n.In })
	case g.Language() == "fr":
		return g.Of(n)
	}
	return "for " + n.The()
}

// isInPlace reports whether a figure of this member can be said to be in a place: "in Scotland" or "en Bretagne", but
// not "dans la Somme".
func (g *Grammar) isInPlace(n Noun) bool {
	if n.list != nil {
		return !slices.ContainsFunc(n.list, func(one Noun) bool { return !g.isInPlace(one) })
	}
	if g.Language() == "fr" {
		return n.In != "" && !strings.HasPrefix(n.In, "dans ")
	}
	return n.In != "" && n.kind == ""
}

// joinForms returns a form of each noun that n joins, as a list, or of n itself if it is a single noun.
func (g *Grammar) joinForms(n Noun, form func(Noun) string) string {
	if n.list == nil {
		return form(n)
	}
	texts := make([]string, len(n.list))
	for i, one := range n.list {
		texts[i] = form(one)
	}
	return g.List(texts)
}

// Sentence begins a text with a capital letter. It leaves the text unchanged if the text begins with the given name.
func (g *Grammar) Sentence(text string, name string) string {
	if name != "" && strings.HasPrefix(text, name) {
		return text
	}
	return g.Capital(text)
}

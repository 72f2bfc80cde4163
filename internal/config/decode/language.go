package decode

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/keys"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/locale"
	"bilan/internal/nearest"
	"bilan/internal/yamlfile"
)

// OwnLanguage returns the language of the file. It works before anything is decoded.
func (l *Decoder) OwnLanguage() string {
	for _, p := range l.Top["locale"] {
		if text, ok := l.expand(p.Value, "locale"); ok {
			return scalar.LanguageOf(text)
		}
	}
	return scalar.DefaultLocale
}

// decodeTranslations decodes a text that is written per language, and sets the one in the Decoder's language.
func (l *Decoder) decodeTranslations(n *yamlfile.Node, v reflect.Value, f keys.Key, path string) {
	if len(n.Pairs) == 0 {
		l.Fail(n, path, "is an empty block", "write the text, or one per language: {en: …, fr: …}")
		return
	}
	if first := n.Pairs[0]; hasNoValue(first) {
		l.Fail(n, path, "starts with {, so YAML takes it for a block of keys", "put quotes around the text")
		return
	}
	f.ByLanguage = false
	t := place.Translation{Path: path, Texts: map[string]string{}}
	for _, p := range n.Pairs {
		language := p.Key.Text
		if !slices.Contains(locale.Languages(), language) {
			l.unknownLanguage(p, path)
			continue
		}
		at := place.Join(path, language)
		l.Positions[at] = p.Key.Position()
		text := reflect.New(v.Type()).Elem()
		l.decodeValue(p.Value, text, f, at)
		t.Languages, t.Texts[language] = append(t.Languages, language), text.String()
	}
	if len(t.Languages) > 0 {
		l.Translations = append(l.Translations, t)
		v.SetString(t.ForLanguage(l.Language, l.OwnLanguage()))
	}
}

func (l *Decoder) unknownLanguage(p yamlfile.Pair, path string) {
	l.Spoilt[path] = true
	if l.reportCommaSplit(p, path) {
		return
	}
	known := locale.Languages()
	hint := "known: " + strings.Join(known, ", ")
	first, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(p.Key.Text), "_", "-"), "-")
	near := scalar.LanguageOf(scalar.LanguageTags[first])
	if scalar.LanguageTags[first] == "" {
		near = nearest.Word(first, known)
	}
	if near != "" {
		hint = "did you mean " + strconv.Quote(near) + "?"
	}
	l.Fail(p.Key, path, "there is no language "+strconv.Quote(p.Key.Text), hint)
}

// isTranslation reports whether a node is a text per language, written instead of the given block.
func isTranslation(n *yamlfile.Node, block reflect.Type) bool {
	if n.Kind != yamlfile.MappingNode {
		return false
	}
	some := len(n.Pairs) == 0
	for _, p := range n.Pairs {
		if slices.Contains(keys.Names(block), p.Key.Text) {
			return false
		}
		some = some || slices.Contains(locale.Languages(), p.Key.Text)
	}
	return some
}

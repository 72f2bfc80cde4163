package config

import (
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"

	"bilan/internal/locale"
	"bilan/internal/nearest"
	"bilan/internal/yamlfile"
)

// translation is a text that is written per language: {fr: Chiffre d'affaires, en: Revenue}.
type translation struct {
	path      string
	languages []string // in the order in which they are written
	texts     map[string]string
}

// in is the text for readers of a language: theirs, else the file's own, else the first.
func (t translation) in(language, own string) string {
	for _, l := range []string{language, own} {
		if text, ok := t.texts[l]; ok {
			return text
		}
	}
	return t.texts[t.languages[0]]
}

// In is the same file with its texts in the language of a locale, "es-ES" or "es", as far as they are written in it. Every
// report of any of them is in its own language. A language that no report has gives the file's own.
func (c *Config) In(tag string) *Config {
	if other := c.languages[languageOf(tag)]; other != nil {
		return other
	}
	return c
}

// Languages lists the same file in each of its reports' languages, the file's own first.
func (c *Config) Languages() []*Config {
	own := languageOf(c.Locale)
	list := []*Config{c.In(own)}
	for _, language := range slices.Sorted(maps.Keys(c.languages)) {
		if language != own {
			list = append(list, c.languages[language])
		}
	}
	return list
}

// languageOf is the language of a locale: "fr" of "fr_FR". What is no locale is English, as the default is.
func languageOf(tag string) string {
	if l, err := locale.For(tag); err == nil {
		return l.Language()
	}
	return defaultLocale
}

// ownLanguage is the language of the file, before anything of it is decoded.
func (l *loader) ownLanguage() string {
	for _, p := range l.top["locale"] {
		if text, ok := l.expand(p.Value, "locale"); ok {
			return languageOf(text)
		}
	}
	return defaultLocale
}

// perLanguage decodes a text that is written per language, and takes that of the reader's.
func (l *loader) perLanguage(n *yamlfile.Node, v reflect.Value, f field, path string) {
	if len(n.Pairs) == 0 {
		l.Fail(n, path, "is an empty block", "write the text, or one per language: {en: …, fr: …}")
		return
	}
	if first := n.Pairs[0]; valueless(first) {
		l.Fail(n, path, "starts with {, so YAML takes it for a block of keys", "put the text between quotes")
		return
	}
	f.byLanguage = false
	t := translation{path: path, texts: map[string]string{}}
	for _, p := range n.Pairs {
		language := p.Key.Text
		if !slices.Contains(locale.Languages(), language) {
			l.unknownLanguage(p, path)
			continue
		}
		at := join(path, language)
		l.positions[at] = p.Key.Position()
		text := reflect.New(v.Type()).Elem()
		l.value(p.Value, text, f, at)
		t.languages, t.texts[language] = append(t.languages, language), text.String()
	}
	if len(t.languages) > 0 {
		l.translations = append(l.translations, t)
		v.SetString(t.in(l.language, l.ownLanguage()))
	}
}

func (l *loader) unknownLanguage(p yamlfile.Pair, path string) {
	l.Spoilt[path] = true
	if l.cutByComma(p, path) {
		return
	}
	known := locale.Languages()
	hint := "known: " + strings.Join(known, ", ")
	first, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(p.Key.Text), "_", "-"), "-")
	near := languageOf(languages[first])
	if languages[first] == "" {
		near = nearest.Word(first, known)
	}
	if near != "" {
		hint = "did you mean " + quote(near) + "?"
	}
	l.Fail(p.Key, path, "there is no language "+quote(p.Key.Text), hint)
}

// eachLanguage goes through all languages of the text at a path, each with its own path.
func (l *loader) eachLanguage(path, text string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		i := slices.IndexFunc(l.translations, func(t translation) bool { return t.path == path })
		if i < 0 {
			yield(path, text)
			return
		}
		for _, language := range l.translations[i].languages {
			if !yield(join(path, language), l.translations[i].texts[language]) {
				return
			}
		}
	}
}

// namesLanguages tells that a block which may be written as one text alone is that text, per language.
func namesLanguages(n *yamlfile.Node, block reflect.Type) bool {
	if n.Kind != yamlfile.MappingNode {
		return false
	}
	some := len(n.Pairs) == 0
	for _, p := range n.Pairs {
		if slices.Contains(names(block), p.Key.Text) {
			return false
		}
		some = some || slices.Contains(locale.Languages(), p.Key.Text)
	}
	return some
}

// translate reads the file once more for each other language that a report has, and gives every report its own.
func (l *loader) translate() {
	c := l.config
	if len(l.translations) == 0 && !l.written("sales") {
		return
	}
	l.noteUntranslated()
	all := map[string]*Config{languageOf(c.Locale): c}
	for _, name := range sorted(c.Reports) {
		if language := languageOf(c.Reports[name].Locale); all[language] == nil {
			all[language] = l.in(language)
		}
	}
	for name, r := range c.Reports {
		own := all[languageOf(r.Locale)].Reports[name]
		for _, other := range all {
			other.Reports[name] = own
		}
	}
	for _, other := range all {
		other.languages, other.untranslated = all, c.untranslated
	}
}

// in decodes files without a mistake in another language.
func (l *loader) in(language string) *Config {
	o := &loader{
		Reader: l.Reader.Again(), getenv: l.getenv, top: l.top, config: &Config{text: l.config.text}, language: language,
		positions: map[string]yamlfile.Position{}, strange: map[string]bool{},
		made: map[string][]string{}, meant: map[string]string{},
	}
	o.decodeTop()
	o.expandSales()
	o.foldParents()
	o.derive()
	o.config.fillIn()
	return o.config
}

// Package locale writes numbers, money, percentages, dates, plurals and the program's fixed words as readers of each
// language expect them.
//
// The output follows CLDR, with a few rules of our own: a true minus sign (U+2212), no sign on a zero, "1er" in French,
// and k€ without a space. docs/decisions/0030 lists the differences.
package locale

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// The spaces and the minus sign of typography.
const (
	nnbsp = "\u202f" // narrow, no line break
	nbsp  = "\u00a0" // no line break
	thin  = "\u2009"
	minus = "\u2212"
)

// Locale writes texts for one language and country. It is safe for concurrent use.
type Locale struct {
	tag   string
	shape *shape
	names *names
	words map[string]string

	money sync.Map // currency code → *affixes
}

var cache sync.Map // canonical tag → *Locale

// For returns the locale of a BCP 47 tag such as "fr-FR" or "en_GB", or of a language alone, such as "fr".
func For(tag string) (*Locale, error) {
	canonical, ok := canonical(tag)
	if !ok {
		return nil, fmt.Errorf("locale %q is not supported (write one of %s)", tag, strings.Join(Tags(), ", "))
	}
	if l, ok := cache.Load(canonical); ok {
		return l.(*Locale), nil
	}
	l, _ := cache.LoadOrStore(canonical, newLocale(canonical))
	return l.(*Locale), nil
}

func newLocale(canonical string) *Locale {
	s := shapes[canonical]
	return &Locale{tag: canonical, shape: s, names: s.names, words: localeWords(canonical)}
}

// Tags lists the supported locales.
func Tags() (out []string) {
	for tag := range shapes {
		out = append(out, tag)
	}
	slices.Sort(out)
	return out
}

// canonical returns the supported tag that equals a tag, regardless of case and separator.
func canonical(tag string) (string, bool) {
	tag = strings.ReplaceAll(strings.TrimSpace(tag), "_", "-")
	if full, ok := defaults[strings.ToLower(tag)]; ok {
		return full, true
	}
	for known := range shapes {
		if strings.EqualFold(known, tag) {
			return known, true
		}
	}
	return "", false
}

func language(tag string) string {
	lang, _, _ := strings.Cut(tag, "-")
	return lang
}

// Tag returns the locale's BCP 47 tag, such as "fr-FR".
func (l *Locale) Tag() string { return l.tag }

// Language returns the locale's language alone, such as "fr".
func (l *Locale) Language() string { return language(l.tag) }

// Languages returns the languages of the supported locales, sorted: "de", "en" …
func Languages() []string { return slices.Sorted(maps.Keys(defaults)) }

package config

import (
	"maps"
	"slices"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/yamlfile"
)

// Origin is information about a Config beyond its keys.
type Origin struct {
	Text         *place.Text        // the positions of all parts
	Languages    map[string]*Config // this one and the same file in the other languages of its reports; nil where there is one only
	Untranslated yamlfile.Mistakes  // which texts those languages lack
	LeftOut      []string           // the sections of packs that are left out, with the missing role
}

// SetOrigin is called by the loader.
func (c *Config) SetOrigin(o Origin) { c.origin = o }

// Untranslated lists, as remarks, the texts for readers that lack a language that some report uses.
func (c *Config) Untranslated() yamlfile.Mistakes { return c.origin.Untranslated }

// LeftOfPacks lists the sections of packs that are left out, one per line, with the role that is missing.
func (c *Config) LeftOfPacks() []string { return c.origin.LeftOut }

// In is the same file with its texts in the language of a locale, "es-ES" or "es", as far as they are written in it. Every
// report of any of them is in its own language. A language that no report has gives the file's own.
func (c *Config) In(tag string) *Config {
	if other := c.origin.Languages[scalar.LanguageOf(tag)]; other != nil {
		return other
	}
	return c
}

// Languages lists the same file in each of its reports' languages, the file's own first.
func (c *Config) Languages() []*Config {
	own := scalar.LanguageOf(c.Locale)
	list := []*Config{c.In(own)}
	for _, language := range slices.Sorted(maps.Keys(c.origin.Languages)) {
		if language != own {
			list = append(list, c.origin.Languages[language])
		}
	}
	return list
}

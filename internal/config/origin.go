package config

import (
	"maps"
	"slices"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/yamlfile"
)

// Origin is what is known about the files of a Config.
type Origin struct {
	Text         *place.Text        // the positions of all parts
	Languages    map[string]*Config // the config in each language of its reports, by language; nil if there is only one language
	Untranslated yamlfile.Mistakes  // remarks about missing texts in those languages
	LeftOut      []string           // sections of packs that were left out, with the missing role
}

// SetOrigin sets the origin. Only the loader may call it.
func (c *Config) SetOrigin(o Origin) { c.origin = o }

// Untranslated returns a remark for each language in which a report's readers would miss texts.
func (c *Config) Untranslated() yamlfile.Mistakes { return c.origin.Untranslated }

// LeftOutOfPacks describes the sections of packs that were left out, with the missing role, one per line.
func (c *Config) LeftOutOfPacks() []string { return c.origin.LeftOut }

// InLanguage returns the config with its texts in the language of a locale such as "es-ES" or "es". In it, too, each report has
// its own language. For a language that no report has, it returns the file's own.
func (c *Config) InLanguage(tag string) *Config {
	if other := c.origin.Languages[scalar.LanguageOf(tag)]; other != nil {
		return other
	}
	return c
}

// Languages returns the config in each language of its reports, the file's own language first.
func (c *Config) Languages() []*Config {
	own := scalar.LanguageOf(c.Locale)
	list := []*Config{c.InLanguage(own)}
	for _, language := range slices.Sorted(maps.Keys(c.origin.Languages)) {
		if language != own {
			list = append(list, c.origin.Languages[language])
		}
	}
	return list
}

package load

import (
	"maps"
	"slices"

	"bilan/internal/config"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
)

// translate decodes the file once more for each other language of its reports, and gives each report the texts of its
// language.
func (l *loader) translate(origin config.Origin) (err error) {
	c := l.Config
	if len(l.Translations) == 0 && !l.Written("sales") {
		return nil
	}
	origin.Untranslated = l.untranslated()
	all := map[string]*config.Config{scalar.LanguageOf(c.Locale): c}
	for _, name := range slices.Sorted(maps.Keys(c.Reports)) {
		if language := scalar.LanguageOf(c.Reports[name].Locale); all[language] == nil {
			if all[language], err = l.decodeIn(language, origin.Text); err != nil {
				return err
			}
		}
	}
	for name, r := range c.Reports {
		own := all[scalar.LanguageOf(r.Locale)].Reports[name]
		own.Cadence = r.Cadence // only the check of the file in its own language computes it
		for _, other := range all {
			other.Reports[name] = own
		}
	}
	origin.Languages = all
	for _, other := range all {
		of := origin
		if other != c {
			of.LeftOut = nil
		}
		other.SetOrigin(of)
	}
	return nil
}

// decodeIn decodes the files, which have no mistakes, in a language.
func (l *loader) decodeIn(language string, t *place.Text) (*config.Config, error) {
	o := &loader{Decoder: l.ForLanguage(language)}
	o.BeforeReports = func() { o.expander().AddPacks() }
	o.decode()
	o.figures().DeriveTerms()
	o.Config.SetOrigin(config.Origin{Text: t})
	return o.Config, o.Config.FillIn()
}

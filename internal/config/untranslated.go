package config

import (
	"bilan/internal/yamlfile"
	"fmt"
	"slices"
	"strings"
)

// Untranslated says for each language that some report has which of the texts that its readers see lack it, as a remark.
func (c *Config) Untranslated() yamlfile.Mistakes { return c.untranslated }

// languageNames are languages in English, for messages.
var languageNames = map[string]string{
	"de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
}

// shownPaths is how many paths a remark names.
const shownPaths = 5

func (l *loader) noteUntranslated() {
	reports := map[string][]string{} // by language
	for _, name := range sorted(l.config.Reports) {
		language := languageOf(l.config.Reports[name].Locale)
		reports[language] = append(reports[language], name)
	}
	for _, language := range sorted(reports) {
		lacking := l.lacking(language, reports[language])
		if len(lacking) == 0 {
			continue
		}
		shown := strings.Join(lacking[:min(shownPaths, len(lacking))], ", ")
		if more := len(lacking) - shownPaths; more > 0 {
			shown += fmt.Sprintf(" and %d more", more)
		}
		l.config.untranslated.Add(l.config.At("reports."+reports[language][0]+".locale",
			fmt.Sprintf("its readers get these texts in another language, as they are not written in %s: %s", languageNames[language], shown),
			"add "+language+": to each"))
	}
}

// lacking lists the texts that reports of a language show and that are not written in it: those that are written per language,
// and beside them, once some text has the language, those of metrics and dimensions that are written once for all.
func (l *loader) lacking(language string, reports []string) (paths []string) {
	shows := func(path string) bool {
		parts := strings.SplitN(path, ".", 3)
		switch parts[0] {
		case "reports":
			return slices.Contains(reports, parts[1])
		case "metrics", "dimensions":
			return l.usedBy(reports, parts[0], parts[1])
		}
		return true
	}
	begun := false
	for _, t := range l.translations {
		if _, ok := t.texts[language]; ok {
			begun = true
		} else if shows(t.path) {
			paths = append(paths, t.path)
		}
	}
	if begun && language != languageOf(l.config.Locale) {
		for _, path := range l.onceForAll() {
			if shows(path) {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// usedBy tells whether some of the reports name a metric or a dimension.
func (l *loader) usedBy(reports []string, block, name string) bool {
	return slices.ContainsFunc(l.uses, func(u use) bool {
		parts := strings.SplitN(u.path, ".", 3)
		return blockOf[u.kind] == block && u.name == name && parts[0] == "reports" && slices.Contains(reports, parts[1])
	})
}

// onceForAll lists the headings of metrics and dimensions that are one text for all languages.
func (l *loader) onceForAll() (paths []string) {
	add := func(path, text string) {
		plain := !slices.ContainsFunc(l.translations, func(t translation) bool { return t.path == path })
		if text != "" && plain {
			paths = append(paths, path)
		}
	}
	for _, name := range sorted(l.config.Metrics) {
		add("metrics."+name+".label", l.config.Metrics[name].Label)
	}
	for _, name := range sorted(l.config.Dimensions) {
		switch d := l.config.Dimensions[name]; {
		case d.Name != "":
			add("dimensions."+name+".name", d.Name)
		case d.Dataset == "":
			add("dimensions."+name+".label", d.Label)
		}
	}
	return paths
}

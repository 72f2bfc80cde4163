package load

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config/decode"
	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/yamlfile"
)

// maxShownPaths is the largest number of paths in a remark.
const maxShownPaths = 5

// untranslated returns a remark for each language in which a report's readers would miss texts.
func (l *loader) untranslated() (found yamlfile.Mistakes) {
	reports := map[string][]string{} // report names by language
	for _, name := range slices.Sorted(maps.Keys(l.Config.Reports)) {
		language := scalar.LanguageOf(l.Config.Reports[name].Locale)
		reports[language] = append(reports[language], name)
	}
	for _, language := range slices.Sorted(maps.Keys(reports)) {
		lacking := l.missingTexts(language, reports[language])
		if len(lacking) == 0 {
			continue
		}
		shown := strings.Join(lacking[:min(maxShownPaths, len(lacking))], ", ")
		if more := len(lacking) - maxShownPaths; more > 0 {
			shown += fmt.Sprintf(" and %d more", more)
		}
		found.Add(l.Config.At("reports."+reports[language][0]+".locale",
			fmt.Sprintf("its readers get these texts in another language, as they are not written in %s: %s", scalar.LanguageNames[language], shown),
			"add "+language+": to each"))
	}
	return found
}

// missingTexts lists the paths of texts that the given reports show, but that are not written in their language. Headings of
// metrics and dimensions that are a single text count only if some other text is written in that language.
func (l *loader) missingTexts(language string, reports []string) (paths []string) {
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
	for _, t := range l.Translations {
		if _, ok := t.Texts[language]; ok {
			begun = true
		} else if shows(t.Path) {
			paths = append(paths, t.Path)
		}
	}
	if begun && language != scalar.LanguageOf(l.Config.Locale) {
		for _, path := range l.singleTexts() {
			if shows(path) {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// usedBy reports whether one of the reports uses a metric or dimension.
func (l *loader) usedBy(reports []string, block, name string) bool {
	return slices.ContainsFunc(l.Uses, func(u decode.Use) bool {
		parts := strings.SplitN(u.Path, ".", 3)
		return figure.TopLevelKey[u.Kind] == block && u.Name == name && parts[0] == "reports" && slices.Contains(reports, parts[1])
	})
}

// singleTexts lists the headings of metrics and dimensions that are written as a single text for all languages.
func (l *loader) singleTexts() (paths []string) {
	add := func(path, text string) {
		plain := !slices.ContainsFunc(l.Translations, func(t place.Translation) bool { return t.Path == path })
		if text != "" && plain {
			paths = append(paths, path)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.Config.Metrics)) {
		add("metrics."+name+".label", l.Config.Metrics[name].Label)
	}
	for _, name := range slices.Sorted(maps.Keys(l.Config.Dimensions)) {
		switch d := l.Config.Dimensions[name]; {
		case d.Name != "":
			add("dimensions."+name+".name", d.Name)
		case d.Dataset == "":
			add("dimensions."+name+".label", d.Label)
		}
	}
	return paths
}

package expand

import (
	"slices"

	"bilan/internal/config/scalar"
	"bilan/internal/locale"
	"bilan/internal/yamlfile"
	"bilan/templates/packs"
)

// translate adds translations to the texts of a pack, which are written in French and English, for the other languages
// in spoken.
func translate(n *yamlfile.Node, spoken []string) {
	if english := n.Get("en"); english != nil && n.Get("fr") != nil {
		for _, language := range spoken {
			if language == "en" || language == "fr" {
				continue
			}
			text := packs.Translation(language, english.Text)
			if text == "" || n.Get(language) != nil {
				continue
			}
			key, value := *english, *english
			key.Text, key.Quoted, value.Text, value.Quoted = language, false, text, true
			n.Pairs = append(n.Pairs, yamlfile.Pair{Key: &key, Value: &value})
		}
		return
	}
	for _, item := range n.Items {
		translate(item, spoken)
	}
	for _, p := range n.Pairs {
		translate(p.Value, spoken)
	}
}

// keepLanguages removes from each text the languages that are not in spoken. If one language remains, the block becomes a
// plain text.
func keepLanguages(n *yamlfile.Node, spoken []string) {
	if n.Kind == yamlfile.MappingNode && n.Get("en") != nil && n.Get("fr") != nil {
		n.Pairs = slices.DeleteFunc(n.Pairs, func(p yamlfile.Pair) bool {
			return !slices.Contains(spoken, p.Key.Text) && slices.Contains(locale.Languages(), p.Key.Text)
		})
		if len(n.Pairs) == 1 {
			*n = *n.Pairs[0].Value
		}
		return
	}
	for _, item := range n.Items {
		keepLanguages(item, spoken)
	}
	for _, p := range n.Pairs {
		keepLanguages(p.Value, spoken)
	}
}

// reportLanguages lists the languages of the file and of its reports. If a column of the roster gives the language of each
// edition, it lists all languages.
func (l *Expander) reportLanguages() []string {
	list := []string{l.Language}
	for _, reports := range l.Top["reports"] {
		for _, report := range reports.Value.Pairs {
			if each := report.Value.Get("each"); each != nil && each.Get("locale") != nil {
				return locale.Languages()
			}
			if own := report.Value.Get("locale"); own != nil {
				list = append(list, scalar.LanguageOf(own.Text))
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

package packs

import (
	"maps"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// languages are the languages of the packs' texts besides French and English.
func languages() []string { return slices.Sorted(maps.Keys(translations())) }

// Every text of a pack is in French and English and has all translations. Every translated text is in a pack.
func TestTextsInEveryLanguage(t *testing.T) {
	if want := []string{"de", "es", "it", "nl", "pt"}; !slices.Equal(languages(), want) {
		t.Fatalf("%v, want %v", languages(), want)
	}
	used := map[string]bool{}
	var read func(n *yaml.Node)
	read = func(n *yaml.Node) {
		texts := map[string]string{}
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			texts[n.Content[i].Value] = n.Content[i+1].Value
		}
		if texts["en"] != "" || texts["fr"] != "" {
			used[texts["en"]] = true
			for _, language := range languages() {
				if texts["fr"] == "" || Translation(language, texts["en"]) == "" {
					t.Errorf("%q has no text in French, or in %s: add it to words/%[2]s.yaml", texts["en"], language)
				}
			}
		}
		for _, c := range n.Content {
			read(c)
		}
	}
	for _, name := range Names() {
		content, _ := YAML(name)
		var pack yaml.Node
		if err := yaml.Unmarshal(content, &pack); err != nil {
			t.Fatal(err)
		}
		read(&pack)
	}
	for _, language := range languages() {
		for english := range translations()[language] {
			if !used[english] {
				t.Errorf("words/%s.yaml translates %q, which stands in no pack", language, english)
			}
		}
	}
}

// Every sentence of a definition is in every language.
func TestDefinitionsInEveryLanguage(t *testing.T) {
	for key, texts := range definitions() {
		for _, language := range append(languages(), "en", "fr") {
			if texts[language] == "" {
				t.Errorf("%s has no sentence in %s", key, language)
			}
		}
	}
}

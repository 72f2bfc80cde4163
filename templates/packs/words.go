package packs

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Packs are written in French and English. The folder words has a file for each other language, which maps the English
// texts to translations.
//
//go:embed words/*.yaml
var words embed.FS

var translations = sync.OnceValue(func() map[string]map[string]string {
	entries, err := words.ReadDir("words")
	if err != nil {
		panic(fmt.Sprintf("the words of packs are not in the program: %v", err))
	}
	all := map[string]map[string]string{}
	for _, e := range entries {
		text, err := words.ReadFile("words/" + e.Name())
		var list map[string]string
		if err == nil {
			err = yaml.Unmarshal(text, &list)
		}
		if err != nil {
			panic(fmt.Sprintf("the words of packs in %s cannot be read: %v", e.Name(), err)) // a test reads them
		}
		all[strings.TrimSuffix(e.Name(), ".yaml")] = list
	}
	return all
})

// Translation is the translation of a pack's English text; "" for a text that no pack has, and for French and English.
func Translation(language, english string) string { return translations()[language][english] }

package locale

import (
	"embed"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v3"
)

// files are the program's fixed words, a file per language: words/fr.yaml. A test holds the languages to the same keys
// and verbs.
//
//go:embed words/*.yaml
var files embed.FS

// wordsIn reads a language's file, once: its texts by key, where a plural's forms are "rows.one" and "rows.other".
// nil: the program does not speak the language. The map is shared and must not be changed.
func wordsIn(lang string) map[string]string {
	read, _ := wordFiles.LoadOrStore(lang, sync.OnceValue(func() map[string]string { return readWords(lang) }))
	return read.(func() map[string]string)()
}

var wordFiles sync.Map // language → func() map[string]string

// readWords panics where an embedded file is no map of texts, which every test finds.
func readWords(lang string) map[string]string {
	text, err := files.ReadFile("words/" + lang + ".yaml")
	if err != nil {
		return nil
	}
	var file map[string]any
	if err := yaml.Unmarshal(text, &file); err != nil {
		panic(fmt.Sprintf("words/%s.yaml: %v", lang, err))
	}
	out := make(map[string]string, len(file)+len(file)/4)
	for key, value := range file {
		switch value := value.(type) {
		case string:
			out[key] = value
		case map[string]any:
			out[key+".one"], out[key+".other"] = value["one"].(string), value["other"].(string)
		default:
			panic(fmt.Sprintf("words/%s.yaml: %s: write a text in quotation marks", lang, key))
		}
	}
	return out
}

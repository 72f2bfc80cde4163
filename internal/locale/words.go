package locale

import (
	"embed"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v3"
)

// files are the program's fixed texts, in a file per language: words/fr.yaml. A test checks that all languages have the
// same keys and verbs.
//
//go:embed words/*.yaml
var files embed.FS

// languageWords returns the texts of a language by key. The forms of a plural have keys such as "rows.one" and
// "rows.other". It returns nil if the program does not support the language. The map is shared and must not be changed.
func languageWords(lang string) map[string]string {
	read, _ := wordFiles.LoadOrStore(lang, sync.OnceValue(func() map[string]string { return readWords(lang) }))
	return read.(func() map[string]string)()
}

var wordFiles sync.Map // language → func() map[string]string

// readWords reads the texts of a language. It panics if the embedded file is not a map of texts, which a test excludes.
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

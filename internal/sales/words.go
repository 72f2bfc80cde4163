package sales

import (
	"cmp"
	_ "embed"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed words.yaml
var wordsYAML []byte

// labels holds the names of figures and dimensions, by key and language.
type labels struct {
	Figures    map[string]map[string]string `yaml:"figures"`
	Dimensions map[string]map[string]string `yaml:"dimensions"`
}

var loadLabels = sync.OnceValue(func() (w labels) {
	if err := yaml.Unmarshal(wordsYAML, &w); err != nil {
		panic(fmt.Sprintf("the words of the sales model cannot be read: %v", err)) // cannot happen: a test parses the embedded file
	}
	return w
})

// LabelIn returns a metric's label in a language.
func (m Metric) LabelIn(language string) string { return Text(cmp.Or(m.words, m.Name), language) }

// LabelIn returns a dimension's label in a language.
func (d Dimension) LabelIn(language string) string { return loadLabels().Dimensions[d.Name][language] }

// Text returns the label with a key in a language, "" if there is none.
func Text(key, language string) string { return loadLabels().Figures[key][language] }

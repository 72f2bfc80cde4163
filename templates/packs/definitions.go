package packs

import (
	_ "embed"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed definitions/figures.yaml
var figuresYAML []byte

var definitions = sync.OnceValue(func() (all map[string]map[string]string) {
	if err := yaml.Unmarshal(figuresYAML, &all); err != nil {
		panic(fmt.Sprintf("the definitions of figures cannot be read: %v", err)) // a test reads them
	}
	return all
})

// Definition is the sentence that says how a figure is computed, by language, without a full stop; nil if the figure
// has none. The caller fills in the names in braces.
func Definition(key string) map[string]string { return definitions()[key] }

package packs

import (
	_ "embed"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed definitions/figures.yaml
var figures []byte

var sentences = sync.OnceValue(func() (all map[string]map[string]string) {
	if err := yaml.Unmarshal(figures, &all); err != nil {
		panic(fmt.Sprintf("the definitions of figures cannot be read: %v", err)) // a test reads them
	}
	return all
})

// Definition is how a figure is computed, in one sentence without a full stop, by language: nil for a figure without
// one. The caller fills in the parts between { }.
func Definition(key string) map[string]string { return sentences()[key] }

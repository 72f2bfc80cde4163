package grammar

import (
	"maps"
	"slices"
)

// Keys returns the keys of the language's sentences, sorted.
func (g *Grammar) Keys() []string { return slices.Sorted(maps.Keys(g.texts)) }

// Raw returns a sentence with its slots not filled in.
func (g *Grammar) Raw(key string) string { return g.texts[key] }

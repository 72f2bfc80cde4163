package grammar

import (
	"maps"
	"slices"
)

// Keys lists the sentences of the language.
func (g *Grammar) Keys() []string { return slices.Sorted(maps.Keys(g.texts)) }

// Raw is a sentence as it is written.
func (g *Grammar) Raw(key string) string { return g.texts[key] }

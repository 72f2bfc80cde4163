package decode

import (
	"reflect"

	"bilan/internal/config/keys"
	"bilan/internal/yamlfile"
)

// Decode decodes the top-level keys of all files. Blocks of names and lists from several files are merged; any other
// key may be in one file only.
func (l *Decoder) Decode() {
	v := reflect.ValueOf(l.Config).Elem()
	for _, f := range keys.ForStruct(v.Type()) {
		pairs := l.Top[f.Name]
		if len(pairs) == 0 {
			continue
		}
		if f.Name == "reports" {
			l.BeforeReports()
		}
		joined, ok := l.joinPairs(f, pairs)
		if ok {
			l.Positions[f.Name] = pairs[0].Key.Position()
			l.decodeValue(joined, v.Field(f.Index), f, f.Name)
		}
	}
}

func (l *Decoder) joinPairs(f keys.Key, pairs []yamlfile.Pair) (*yamlfile.Node, bool) {
	first := pairs[0].Value
	if len(pairs) == 1 {
		return first, true
	}
	kind := yamlfile.MappingNode
	switch {
	case f.Name == "include":
		return first, true // Include has already read the files
	case f.Type.Kind() == reflect.Slice:
		kind = yamlfile.SequenceNode
	case f.Type.Kind() != reflect.Map:
		for _, again := range pairs[1:] {
			l.Fail(again.Key, f.Name, "is written in two files", "first in "+pairs[0].Key.Position().String())
		}
		return nil, false
	}
	all := *first
	all.Pairs, all.Items = nil, nil
	for _, p := range pairs {
		if p.Value.Kind != kind {
			return p.Value, true // decodeValue reports the mistake
		}
		all.Pairs = append(all.Pairs, p.Value.Pairs...)
		all.Items = append(all.Items, p.Value.Items...)
	}
	return &all, true
}

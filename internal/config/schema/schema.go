// Package schema writes the JSON Schema of the YAML for editors, with keys, allowed words and hover texts.
package schema

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"bilan/internal/config"
	"bilan/internal/config/keys"
	"bilan/internal/config/scalar"
	"bilan/internal/locale"

	"github.com/invopop/jsonschema"
	"go.yaml.in/yaml/v3"
)

// Schema returns the JSON Schema of the YAML for editors. It accepts every file that the loader accepts. It does not
// check references.
func Schema() ([]byte, error) {
	r := jsonschema.Reflector{
		FieldNameTag: "yaml", Anonymous: true, ExpandedStruct: true, RequiredFromJSONSchemaTags: true, Mapper: typeSchema,
	}
	root := r.Reflect(&config.Config{})
	root.Title = "Bilan"
	root.Description = "A report file of Bilan: sources, datasets, metrics, targets and reports."
	root.PatternProperties = map[string]*jsonschema.Schema{"^x-": {Description: "Not read: a place for anchors."}}
	root.Definitions["Languages"] = languagesSchema()
	blocks := map[string]bool{"Languages": true}
	keys.Walk(reflect.TypeFor[config.Config](), map[reflect.Type]bool{}, func(t reflect.Type) {
		blocks[t.Name()] = true
		def := root
		if t != reflect.TypeFor[config.Config]() {
			def = root.Definitions[t.Name()]
		}
		describeBlock(def, t)
		if b := keys.BareKey(t); b != nil {
			root.Definitions[t.Name()] = shorthand(def, *b)
		}
	})
	maps.DeleteFunc(root.Definitions, func(name string, _ *jsonschema.Schema) bool { return !blocks[name] }) // types of fields that are no keys
	report := root.Definitions["Report"]
	report.AnyOf = []*jsonschema.Schema{{Required: []string{"pack"}}, {Required: report.Required}} // a pack provides the other keys
	report.Required = nil
	root.If = &jsonschema.Schema{Not: &jsonschema.Schema{Required: []string{"sales"}}}
	root.Then = &jsonschema.Schema{Properties: jsonschema.NewProperties()}
	root.Then.Properties.Set("metrics", &jsonschema.Schema{AdditionalProperties: wholeMetric()})
	return json.MarshalIndent(root, "", "  ")
}

// wholeMetric returns the rules for a complete metric. With sales:, a metric may contain only its changes.
func wholeMetric() *jsonschema.Schema {
	return anyOf(&jsonschema.Schema{Required: []string{"dataset", "value"}}, &jsonschema.Schema{Required: []string{"formula"}})
}

func typeSchema(t reflect.Type) *jsonschema.Schema {
	switch t {
	case scalar.SecretType:
		return &jsonschema.Schema{Type: "string", MinLength: pointerToOne()}
	case scalar.NumberType:
		return anyOf(&jsonschema.Schema{Type: "number"}, &jsonschema.Schema{Type: "string", Pattern: numberPattern + `|` + filledIn})
	case scalar.DateType:
		return &jsonschema.Schema{Type: "string", Pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$|` + filledIn}
	case reflect.TypeFor[scalar.StringList]():
		return &jsonschema.Schema{Type: "array"} // listSchema adds the rest
	case scalar.AgeType:
		return anyOf(&jsonschema.Schema{Type: "integer", Minimum: "0"}, &jsonschema.Schema{Type: "string", Pattern: scalar.AgePattern + `|` + filledIn})
	case scalar.DurationType:
		return &jsonschema.Schema{Type: "string", Pattern: `^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$|` + filledIn}
	}
	switch {
	case scalar.IsText(t):
		return scalarSchema()
	case t.Kind() == reflect.Bool:
		return anyOf(&jsonschema.Schema{Type: "boolean"}, &jsonschema.Schema{Type: "string", Pattern: filledIn})
	}
	return nil
}

// perLanguage is added to the description of a key whose text may be written per language.
const perLanguage = "May be written per language: {en: …, fr: …}."

// languagesSchema returns the schema of a text per language.
func languagesSchema() *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", Description: "One text per language: each reader gets that of the report's locale.", MinProperties: pointerToOne(),
		Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema}
	for _, language := range locale.Languages() {
		text := scalarSchema()
		text.Description = scalar.LanguageNames[language] + "."
		s.Properties.Set(language, text)
	}
	return s
}

// scalarSchema returns the schema of a text. It also accepts numbers, because a title may be 2026.
func scalarSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Extras: map[string]any{"type": []string{"string", "number", "boolean"}}, MinLength: pointerToOne()}
}

func pointerToOne() *uint64 { n := uint64(1); return &n }

// describeBlock adds the information of a struct's tags to its schema.
func describeBlock(def *jsonschema.Schema, t reflect.Type) {
	def.Required = nil
	for _, name := range keyNames(t) {
		if !slices.Contains(keys.Names(t), name) {
			def.Properties.Delete(name)
		}
	}
	for _, f := range keys.ForStruct(t) {
		was, _ := def.Properties.Get(f.Name)
		s := fieldSchema(f, was)
		s.Description = f.Doc
		if f.ByLanguage {
			s.Description += " " + perLanguage
		}
		if f.Def != "" {
			s.Description += " Default: " + f.Def + "."
		}
		if f.Eg != "" {
			s.Examples = []any{exampleValue(f.Eg)}
		}
		def.Properties.Set(f.Name, s)
		if f.Req {
			def.Required = append(def.Required, f.Name)
		}
	}
}

// keyNames lists the names of a struct's keys.
func keyNames(t reflect.Type) []string {
	list := make([]string, t.NumField())
	for i := range list {
		list[i] = t.Field(i).Name
	}
	return list
}

// exampleValue returns an example as a JSON value. A date becomes a text.
func exampleValue(text string) (v any) {
	var doc yaml.Node
	if yaml.Unmarshal([]byte(text), &doc) != nil {
		return text
	}
	var plain func(n *yaml.Node)
	plain = func(n *yaml.Node) {
		if n.ShortTag() == "!!timestamp" {
			n.Tag = "!!str"
		}
		for _, child := range n.Content {
			plain(child)
		}
	}
	if plain(&doc); doc.Decode(&v) != nil {
		return text
	}
	return v
}

func fieldSchema(f keys.Key, was *jsonschema.Schema) *jsonschema.Schema {
	t := f.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == scalar.NumberType && slices.Contains(f.Rules, "positive"):
		return anyOf(&jsonschema.Schema{Type: "number", Minimum: "0"}, &jsonschema.Schema{Type: "string", Pattern: positivePattern + `|` + filledIn})
	case t.Kind() == reflect.String && f.ByLanguage:
		return anyOf(textSchema(f), &jsonschema.Schema{Ref: "#/$defs/Languages"})
	case scalar.IsText(t):
		return textSchema(f)
	case scalar.ValueTypes[t], t.Kind() == reflect.Bool:
		return was
	case t.Kind() == reflect.Int, t.Kind() == reflect.Int64:
		return integerSchema(f)
	case t.Kind() == reflect.Slice:
		return listSchema(f, was)
	case t.Kind() == reflect.Map:
		return mapSchema(f, was)
	}
	return &jsonschema.Schema{AllOf: []*jsonschema.Schema{was}} // editors with older drafts ignore keywords beside a $ref
}

func textSchema(f keys.Key) *jsonschema.Schema {
	s := scalarSchema()
	if f.Empty {
		s = &jsonschema.Schema{Extras: map[string]any{"type": []string{"string", "number", "boolean", "null"}}}
	}
	for _, rule := range f.Rules {
		if w, ok := wordings()[rule]; ok {
			return w.schema()
		}
	}
	if f.One == nil {
		return s
	}
	return wording{words: f.One}.schema()
}

func integerSchema(f keys.Key) *jsonschema.Schema {
	n := &jsonschema.Schema{Type: "integer"}
	if f.Min != nil {
		n.Minimum = jsonNumber(*f.Min)
	}
	if f.Max != nil {
		n.Maximum = jsonNumber(*f.Max)
	}
	pattern := `^[0-9]+$|` + filledIn
	for _, rule := range f.Rules {
		if rule == "days" {
			n.Minimum, pattern = "0", `^[0-9]+ ?(d|days?|jours?)?$|`+filledIn
		}
	}
	return anyOf(n, &jsonschema.Schema{Type: "string", Pattern: pattern})
}

func listSchema(f keys.Key, was *jsonschema.Schema) *jsonschema.Schema {
	item := was.Items
	text := scalar.IsText(f.Type.Elem())
	if text {
		item = textSchema(f.ItemKey())
	} else if item == nil {
		item = typeSchema(f.Type.Elem())
	}
	list := &jsonschema.Schema{Type: "array", Items: item, MinItems: pointerToOne()}
	if text || f.Single {
		return anyOf(item, list)
	}
	return list
}

func mapSchema(f keys.Key, was *jsonschema.Schema) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", MinProperties: pointerToOne(), AdditionalProperties: was.AdditionalProperties}
	if scalar.IsText(f.Type.Elem()) {
		s.AdditionalProperties = textSchema(f.ItemKey())
		return s
	}
	if !scalar.ValueTypes[f.Type.Elem()] {
		s.PropertyNames = &jsonschema.Schema{Pattern: `^[\p{L}\p{N}][\p{L}\p{N}\p{Mn}_-]*$`}
	}
	return s
}

// shorthand returns a schema that accepts a block, or the value of its bare field alone.
func shorthand(block *jsonschema.Schema, f keys.Key) *jsonschema.Schema {
	alone, _ := block.Properties.Get(f.Name)
	bare := *alone
	bare.Description = ""
	return anyOf(&bare, block)
}

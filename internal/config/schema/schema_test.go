package schema

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const schemaFile = "../../../docs/config.schema.json"

// The schema file in docs agrees with the structs.
func TestSchemaFileIsCurrent(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, schemaFile, string(schema)+"\n")
	again, err := Schema()
	if err != nil || !bytes.Equal(schema, again) {
		t.Error("the schema is not the same twice")
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("config.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("config.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instance reads YAML as an editor does, with dates as texts.
func instance(t *testing.T, text []byte) any {
	t.Helper()
	data, err := json.Marshal(exampleValue(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// The schema accepts every file that the loader accepts.
func TestSchemaTakesGoodFiles(t *testing.T) {
	schema := compiled(t)
	for _, path := range goodFiles(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance(t, text)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// The schema refuses mistakes that an editor should underline.
func TestSchemaRefuses(t *testing.T) {
	schema := compiled(t)
	for _, text := range []string{
		"compny: x",
		"metrics: [revenue]",
		"metrics: {revenue: {dataset: orders, value: sum(x), unit: monny}}",
		"metrics: {revenue: {value: sum(x)}}",
		"reports: {w: {title: T, sections: []}}",
		"reports: {w: {title: T, sections: [gauge: {}]}}",
		"reports: {w: {title: T, sections: [text: x], send: {every: week, at: '25:00'}}}",
		"reports: {w: {title: T, sections: [{text: x, width: 1/4}]}}",
		"reports: {w: {title: T, layout: {paper: A3}, sections: [text: x]}}",
		"reports: {w: {title: T, sections: [trend: {metric: m, last: 2 weeks, years: 5}]}}",
		"targets: [{metric: m, value: 1, scenario: plan}]",
		"sources: {a b: {files: x}}",
		"sources: {a: {files: x, timeout: 30}}",
		"sources: {a: {files: x, csv: {skip_lines: -1}}}",
		"targets: [{metric: m, value: 1, from: yesterday}]",
		"mail: {from: a@b.example, smtp: {host: h, port: 99999}}",
		"company: {}",
		"company: {en: ''}",
		"company: {eng: Shop}",
		"reports: {w: {title: T, sections: [{text: {eng: x}}]}}",
	} {
		if schema.Validate(instance(t, []byte(text))) == nil {
			t.Errorf("taken: %s", text)
		}
	}
}

// The schema contains no Go names, because people read it.
func TestSchemaShowsNoGo(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, leak := range []string{"bilan/internal", "big.Rat", "time.Duration", "StringList"} {
		if strings.Contains(string(schema), leak) {
			t.Errorf("%q stands in the schema", leak)
		}
	}
}

package sectiontest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden compares a document or its sections with testdata/name.json in the folder of the test, and checks that each
// rounded number has the exact number beside it.
func Golden(t *testing.T, name string, content any) {
	t.Helper()
	if exactly(t, name, reflect.ValueOf(content)) == 0 {
		t.Errorf("%s has no rounded number", name)
	}
	var b bytes.Buffer
	pretty(&b, reflect.ValueOf(content), 0)
	b.WriteByte('\n')
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-golden +got; write it anew with -update):\n%s", path, diff)
	}
	if !json.Valid(b.Bytes()) {
		t.Errorf("%s is not JSON", path)
	}
}

// pretty writes a value as JSON without zero values, on one line if it fits.
func pretty(b *bytes.Buffer, v reflect.Value, depth int) {
	items, brackets := children(v)
	if items == nil {
		b.WriteString(scalarText(v))
		return
	}
	var one bytes.Buffer
	for i, it := range items {
		if i > 0 {
			one.WriteString(", ")
		}
		one.WriteString(it.key)
		pretty(&one, it.value, 0)
	}
	if one.Len()+2*depth < 140 && !strings.Contains(one.String(), "\n") {
		b.WriteString(brackets[:1] + one.String() + brackets[1:])
		return
	}
	b.WriteString(brackets[:1])
	for i, it := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n" + strings.Repeat("  ", depth+1) + it.key)
		pretty(b, it.value, depth+1)
	}
	b.WriteString("\n" + strings.Repeat("  ", depth) + brackets[1:])
}

type item struct {
	key   string
	value reflect.Value
}

func children(v reflect.Value) (items []item, brackets string) {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch {
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		items = []item{}
		for i := range v.Len() {
			items = append(items, item{"", v.Index(i)})
		}
		return items, "[]"
	case v.Kind() == reflect.Struct && v.Type().Name() != "Time":
		items = []item{}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Tag.Get("json") != "-" && !v.Field(i).IsZero() {
				items = append(items, item{`"` + f.Name + `": `, v.Field(i)})
			}
		}
		return items, "{}"
	}
	return nil, ""
}

func scalarText(v reflect.Value) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v.Interface()); err != nil {
		panic(err)
	}
	return strings.TrimSpace(b.String())
}

package decode

import (
	"reflect"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/keys"
	"bilan/internal/config/scalar"
	"bilan/internal/yamlfile"
)

// Each key has a description and, unless it is a block, an example that the loader accepts.
func TestTagsSpeak(t *testing.T) {
	keys.Walk(reflect.TypeFor[config.Config](), map[reflect.Type]bool{}, func(st reflect.Type) {
		for _, f := range keys.ForStruct(st) {
			if !strings.HasSuffix(f.Doc, ".") && !strings.HasSuffix(f.Doc, "…") {
				t.Errorf("%s.%s: doc %q", st.Name(), f.Name, f.Doc)
			}
			alone := f.Type.Kind() != reflect.Struct && f.Type.Kind() != reflect.Map && f.Type.Kind() != reflect.Pointer
			if f.Eg == "" && (alone || scalar.ValueTypes[f.Type]) && f.Type.Kind() != reflect.Slice {
				t.Errorf("%s.%s has no example", st.Name(), f.Name)
			}
			checkExample(t, st, f)
		}
	})
}

func checkExample(t *testing.T, st reflect.Type, f keys.Key) {
	t.Helper()
	if f.Eg == "" || f.Path || len(f.Rules) == 0 && f.One == nil && f.Min == nil && !scalar.ValueTypes[f.Type] {
		return
	}
	l := New(yamlfile.Machine{}, nil)
	file := &yamlfile.File{Name: "eg.yaml", Masker: yamlfile.NewMasker(nil)}
	l.Parse(file, &yamlfile.Node{File: file}, []byte("x: "+f.Eg+"\n"))
	if file.Root == nil || len(file.Root.Pairs) != 1 {
		t.Errorf("%s.%s: the example %q is no YAML", st.Name(), f.Name, f.Eg)
		return
	}
	l.decodeValue(file.Root.Pairs[0].Value, reflect.New(f.Type).Elem(), f, f.Name)
	for _, m := range l.Found {
		if !strings.Contains(m.Message, "environment variable") {
			t.Errorf("%s.%s: the example %q: %s", st.Name(), f.Name, f.Eg, m.OneLine())
		}
	}
}

package sources

import (
	"reflect"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

// Each key for a database has an engine of the same name, which reads that key and no other.
func TestEveryDatabaseHasAnEngine(t *testing.T) {
	fields, found := reflect.TypeFor[config.Source](), 0
	for i := range fields.NumField() {
		key := fields.Field(i).Tag.Get("yaml")
		var src config.Source
		switch f := reflect.ValueOf(&src).Elem().Field(i); {
		case f.Type() == scalar.SecretType:
			f.Set(reflect.ValueOf(scalar.NewSecret("here")))
		case key == "sqlite":
			f.SetString("here")
		default:
			continue
		}
		found++
		if e, ok := engines[key]; !ok || e.dsn(src) != "here" {
			t.Errorf("%s: has no engine, or one that does not read it", key)
		}
		if _, err := engineOf(src); err != nil {
			t.Errorf("%s: %v", key, err)
		}
	}
	if found != len(engines) {
		t.Errorf("%d keys, %d engines", found, len(engines))
	}
}

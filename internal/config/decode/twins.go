package decode

import (
	"bytes"
	"errors"
	"io/fs"
	"reflect"
	"strconv"
	"sync"
	"unicode/utf8"

	"bilan/internal/config"
	"bilan/internal/config/keys"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/yamlfile"
)

const maxSecret = 64 << 10

// readSecretFiles reads the secrets of a block that are given by a key such as password_file.
func (l *Decoder) readSecretFiles(n *yamlfile.Node, v reflect.Value, path string) {
	for _, f := range keys.ForStruct(v.Type()) {
		if f.Type != scalar.SecretType {
			continue
		}
		for _, twin := range keys.ForStruct(v.Type()) {
			if twin.Name != f.Name+"_file" || v.Field(twin.Index).String() == "" {
				continue
			}
			at := n.Get(twin.Name)
			if !v.Field(f.Index).IsZero() || n.Get(f.Name) != nil {
				l.Fail(at, place.Join(path, twin.Name), strconv.Quote(f.Name)+" and "+strconv.Quote(twin.Name)+" are both given", "delete one of them")
				continue
			}
			v.Field(f.Index).Set(reflect.ValueOf(l.readSecret(at, v.Field(twin.Index).String(), place.Join(path, twin.Name))))
		}
	}
}

// readSecret reads a secret from a file, without line breaks at its end.
func (l *Decoder) readSecret(at *yamlfile.Node, name, path string) scalar.Secret {
	data, folder, err := yamlfile.Read(l.Disk, name, maxSecret)
	message, shown := "", strconv.Quote(at.Text)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		message = "there is no such file: " + shown
	case err != nil:
		message = shown + " cannot be read: " + yamlfile.Cause(err)
	case folder:
		message = shown + " is a folder"
	case len(data) > maxSecret:
		message = shown + " is too large for a secret"
	case !utf8.Valid(data):
		message = shown + " is empty"
	case len(bytes.TrimSpace(data)) == 0:
		message = shown + " is empty"
	}
	if message != "" {
		l.Fail(at, path, message, "the file must contain the secret and nothing else")
		return scalar.Secret{}
	}
	text := string(bytes.TrimRight(data, "\r\n"))
	l.secrets = append(l.secrets, text)
	return scalar.NewSecret(text)
}

// secretKeys is the set of all keys in the YAML whose value is a secret.
var secretKeys = sync.OnceValue(func() map[string]bool {
	found := map[string]bool{}
	keys.Walk(reflect.TypeFor[config.Config](), map[reflect.Type]bool{}, func(t reflect.Type) {
		for _, f := range keys.ForStruct(t) {
			if f.Type == scalar.SecretType {
				found[f.Name] = true
			}
		}
	})
	return found
})

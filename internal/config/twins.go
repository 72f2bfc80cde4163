package config

import (
	"bilan/internal/yamlfile"
	"bytes"
	"errors"
	"io/fs"
	"reflect"
	"unicode/utf8"
)

const maxSecret = 64 << 10

// twins reads every secret of a block whose …_file is given.
func (l *loader) twins(n *yamlfile.Node, v reflect.Value, path string) {
	for _, f := range fieldsOf(v.Type()) {
		if f.typ != secretType {
			continue
		}
		for _, twin := range fieldsOf(v.Type()) {
			if twin.name != f.name+"_file" || v.Field(twin.index).String() == "" {
				continue
			}
			at := n.Get(twin.name)
			if !v.Field(f.index).IsZero() || n.Get(f.name) != nil {
				l.Fail(at, join(path, twin.name), quote(f.name)+" and "+quote(twin.name)+" are both given", "delete one of them")
				continue
			}
			v.Field(f.index).Set(reflect.ValueOf(l.secretFrom(at, v.Field(twin.index).String(), join(path, twin.name))))
		}
	}
}

// secretFrom reads a secret from a file, without the newline at its end.
func (l *loader) secretFrom(at *yamlfile.Node, name, path string) Secret {
	data, folder, err := yamlfile.Read(l.Disk, name, maxSecret)
	message, shown := "", quote(at.Text)
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
		message = shown + " holds no text"
	case len(bytes.TrimSpace(data)) == 0:
		message = shown + " is empty"
	}
	if message != "" {
		l.Fail(at, path, message, "the file holds the secret and nothing else")
		return Secret{}
	}
	text := string(bytes.TrimRight(data, "\r\n"))
	l.secrets = append(l.secrets, text)
	return NewSecret(text)
}

package decode

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/config/keys"
	"bilan/internal/config/scalar"
	"bilan/internal/nearest"
	"bilan/internal/yamlfile"
)

// decodeScalar decodes a single value: a text, number, date, secret or the like.
func (l *Decoder) decodeScalar(n *yamlfile.Node, v reflect.Value, f keys.Key, path string) {
	if n.Kind != yamlfile.ScalarNode {
		hint := ""
		if f.Eg != "" && v.Type() != scalar.SecretType {
			hint = "write " + f.Eg
		}
		l.Fail(n, path, "must be a single value, not "+yamlfile.Describe(n), hint)
		return
	}
	if v.Type() == scalar.SecretType {
		n.File.Masker.MaskNode(n)
	}
	text, ok := n.Text, true
	if !f.Raw {
		text, ok = l.expand(n, path)
	}
	if !ok {
		return
	}
	if !f.Empty && (text == "" || !f.Blank && strings.TrimSpace(text) == "") {
		l.Fail(n, path, "is empty", emptyHint(f))
		return
	}
	if err := l.setValue(n, v, f, path, text); err != nil {
		message, hint := scalar.SplitHint(err)
		l.Fail(n, path, message, hint)
	}
}

func (l *Decoder) setValue(n *yamlfile.Node, v reflect.Value, f keys.Key, path, text string) error {
	switch v.Type() {
	case scalar.SecretType:
		l.secrets = append(l.secrets, text, n.Text)
		v.Set(reflect.ValueOf(scalar.NewSecret(text)))
		return nil
	case scalar.NumberType:
		return setParsed(v, text, scalar.ParseNumber, l.checkRules(f, text))
	case scalar.DateType:
		return setParsed(v, text, scalar.ParseDate, nil)
	case scalar.DurationType:
		return setParsed(v, text, scalar.ParseDuration, nil)
	case scalar.AgeType:
		return setParsed(v, text, scalar.ParseAge, nil)
	}
	if read := scalar.TextParsers[v.Type()]; read != nil {
		return setFromText(v, text, read)
	}
	switch v.Kind() {
	case reflect.Bool:
		return setParsed(v, text, scalar.ParseBool, nil)
	case reflect.Int, reflect.Int64:
		i, err := f.Integer(text)
		v.SetInt(i)
		return err
	}
	return l.setText(n, v, f, path, text)
}

// setFromText sets v to the value that read returns for a text. An empty text, if the key allows one, leaves v unchanged.
func setFromText(v reflect.Value, text string, read func(string) (any, error)) error {
	if text == "" {
		return nil
	}
	got, err := read(text)
	if err == nil {
		v.Set(reflect.ValueOf(got))
	}
	return err
}

func setParsed[T any](v reflect.Value, text string, parse func(string) (T, error), also error) error {
	got, err := parse(strings.TrimSpace(text))
	if err == nil {
		v.Set(reflect.ValueOf(got))
		err = also
	}
	return err
}

func (l *Decoder) setText(n *yamlfile.Node, v reflect.Value, f keys.Key, path, text string) error {
	if f.One != nil {
		return setOneOf(v, f, text)
	}
	if f.Path {
		if strings.HasPrefix(text, "~") {
			return fmt.Errorf(`%q: ~ is not expanded here (write the full path, or "${HOME}/…")`, text)
		}
		text = l.absolutePath(n.File, text)
	}
	if f.Ref != "" {
		text = strings.TrimSpace(text)
		l.Uses = append(l.Uses, Use{f.Ref, text, path, n})
	}
	v.SetString(text)
	if f.Formula {
		return l.addFormulaUses(n, path, text)
	}
	return l.checkRules(f, text)
}

// absolutePath makes a path absolute. A relative path starts in the folder of the file that contains it.
func (l *Decoder) absolutePath(f *yamlfile.File, text string) string {
	if filepath.IsAbs(text) {
		return filepath.Clean(text)
	}
	return filepath.Join(filepath.Dir(f.Path), text)
}

// checkRules checks a text against the rules of its key.
func (l *Decoder) checkRules(f keys.Key, text string) error {
	for _, name := range f.Rules {
		if text == "" && f.Empty {
			continue
		}
		if err := scalar.Rules[name](l.Disk, text); err != nil {
			return err
		}
	}
	return nil
}

func setOneOf(v reflect.Value, f keys.Key, text string) error {
	for _, word := range f.One {
		if strings.EqualFold(word, strings.TrimSpace(text)) {
			v.SetString(word)
			return nil
		}
	}
	hint := "write " + strings.Join(f.One, ", ")
	if near := nearest.Word(text, f.One); near != "" {
		hint = "did you mean " + strconv.Quote(near) + "?"
	} else if last := len(f.One) - 1; last > 0 {
		hint = "write " + strings.Join(f.One[:last], ", ") + " or " + f.One[last]
	}
	return fmt.Errorf("%q is not known here (%s)", text, hint)
}

// addFormulaUses records the metrics that a formula names.
func (l *Decoder) addFormulaUses(n *yamlfile.Node, path, text string) error {
	names, err := figure.FormulaNames(text)
	if err != nil {
		return err
	}
	for _, name := range names {
		l.Uses = append(l.Uses, Use{"metric", name, path, n})
	}
	return nil
}

// Use is a place in the YAML that refers to a source, dataset, metric, dimension or the like by name.
type Use struct {
	Kind, Name, Path string
	Node             *yamlfile.Node
}

package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"bilan/internal/nearest"
	"bilan/internal/yamlfile"
)

// scalar decodes one text, number, date or secret.
func (l *loader) scalar(n *yamlfile.Node, v reflect.Value, f field, path string) {
	if n.Kind != yamlfile.ScalarNode {
		hint := ""
		if f.eg != "" && v.Type() != secretType {
			hint = "write " + f.eg
		}
		l.Fail(n, path, "must be a single value, not "+yamlfile.Describe(n), hint)
		return
	}
	if v.Type() == secretType {
		n.File.Masker.Node(n)
	}
	text, ok := n.Text, true
	if !f.raw {
		text, ok = l.expand(n, path)
	}
	if !ok {
		return
	}
	if !f.empty && (text == "" || !f.blank && strings.TrimSpace(text) == "") {
		l.Fail(n, path, "is empty", emptyHint(f))
		return
	}
	if err := l.set(n, v, f, path, text); err != nil {
		message, hint := parts(err)
		l.Fail(n, path, message, hint)
	}
}

func (l *loader) set(n *yamlfile.Node, v reflect.Value, f field, path, text string) error {
	switch v.Type() {
	case secretType:
		l.secrets = append(l.secrets, text, n.Text)
		v.Set(reflect.ValueOf(NewSecret(text)))
		return nil
	case numberType:
		return parsed(v, text, ParseNumber, l.judge(f, text))
	case dateType:
		return parsed(v, text, parseDate, nil)
	case durationType:
		return parsed(v, text, parseDuration, nil)
	case ageType:
		return parsed(v, text, parseAge, nil)
	}
	switch v.Kind() {
	case reflect.Bool:
		return parsed(v, text, parseBool, nil)
	case reflect.Int, reflect.Int64:
		i, err := f.integer(text)
		v.SetInt(i)
		return err
	}
	return l.setText(n, v, f, path, text)
}

func parsed[T any](v reflect.Value, text string, parse func(string) (T, error), also error) error {
	got, err := parse(strings.TrimSpace(text))
	if err == nil {
		v.Set(reflect.ValueOf(got))
		err = also
	}
	return err
}

func (l *loader) setText(n *yamlfile.Node, v reflect.Value, f field, path, text string) error {
	if f.one != nil {
		return oneOf(v, f, text)
	}
	if f.path {
		if strings.HasPrefix(text, "~") {
			return fmt.Errorf(`%q: ~ has no meaning here (write the whole path, or "${HOME}/…")`, text)
		}
		text = l.absolute(n.File, text)
	}
	if f.ref != "" {
		text = strings.TrimSpace(text)
		l.uses = append(l.uses, use{f.ref, text, path, n})
	}
	v.SetString(text)
	if f.formula {
		return l.useFormula(n, path, text)
	}
	return l.judge(f, text)
}

// absolute is a path that starts where the file stands.
func (l *loader) absolute(f *yamlfile.File, text string) string {
	if filepath.IsAbs(text) {
		return filepath.Clean(text)
	}
	return filepath.Join(filepath.Dir(f.Path), text)
}

// judge holds a text against the field's rules.
func (l *loader) judge(f field, text string) error {
	for _, name := range f.rules {
		if text == "" && f.empty {
			continue
		}
		if err := rules[name](l, text); err != nil {
			return err
		}
	}
	return nil
}

func oneOf(v reflect.Value, f field, text string) error {
	for _, word := range f.one {
		if strings.EqualFold(word, strings.TrimSpace(text)) {
			v.SetString(word)
			return nil
		}
	}
	hint := "write " + strings.Join(f.one, ", ")
	if near := nearest.Word(text, f.one); near != "" {
		hint = "did you mean " + quote(near) + "?"
	} else if last := len(f.one) - 1; last > 0 {
		hint = "write " + strings.Join(f.one[:last], ", ") + " or " + f.one[last]
	}
	return fmt.Errorf("%q is not known here (%s)", text, hint)
}

var (
	plainInteger = regexp.MustCompile(`^[+-]?(?:0|[1-9][0-9]*)$`)
	zeroInteger  = regexp.MustCompile(`^0[0-9]+$`)
	dayCount     = regexp.MustCompile(`^([0-9]+) ?(?:d|days?|jours?)$`)
)

func (f field) integer(text string) (int64, error) {
	text = strings.TrimSpace(text)
	for _, rule := range f.rules {
		if m := dayCount.FindStringSubmatch(text); rule == "days" && m != nil {
			text = m[1]
		}
	}
	if zeroInteger.MatchString(text) {
		return 0, fmt.Errorf("%q would be another number in some programs (write %s)", text, strings.TrimLeft(text[:len(text)-1], "0")+text[len(text)-1:])
	}
	i, err := strconv.ParseInt(text, 10, 64)
	switch {
	case !plainInteger.MatchString(text):
		return 0, fmt.Errorf("%q is not a whole number (write %s)", text, f.integerHint(text))
	case err != nil:
		return 0, fmt.Errorf("%s is too large a number", text)
	case f.min != nil && i < *f.min:
		return 0, fmt.Errorf("%d is too small (write at least %d)", i, *f.min)
	case f.max != nil && i > *f.max:
		return 0, fmt.Errorf("%d is too large (write at most %d)", i, *f.max)
	}
	return i, nil
}

func (f field) integerHint(text string) string {
	bare := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "_", "", ",", "", "'", "").Replace(text)
	if plainInteger.MatchString(bare) {
		return bare
	}
	if i, err := strconv.ParseInt(text, 0, 64); err == nil {
		return strconv.FormatInt(i, 10)
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil && x == float64(int64(x)) {
		return strconv.FormatInt(int64(x), 10)
	}
	return f.eg
}

// parts cuts the hint in parentheses off an error.
func parts(err error) (message, hint string) {
	var m yamlfile.Mistake
	if errors.As(err, &m) {
		return m.Message, m.Hint
	}
	s := err.Error()
	if !strings.HasSuffix(s, ")") {
		return s, ""
	}
	depth := 0
	for i := len(s) - 1; i > 0; i-- {
		switch s[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return strings.TrimRight(s[:i], " "), s[i+1 : len(s)-1]
			}
		}
	}
	return s, ""
}

package sectiontest

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"bilan/report"
)

// PlainSpaces replaces the spaces and hyphens that do not break by plain ones.
func PlainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2011", "-").Replace(s)
}

// CellTexts returns the texts of a table, line by line, with plain spaces.
func CellTexts(t *report.Table) (lines []string) {
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, PlainSpaces(c.Text))
		}
		lines = append(lines, strings.Join(cells, " | "))
	}
	return lines
}

var (
	broken   = regexp.MustCompile(`NaN|Inf|%!|<nil>|\bnil\b`)
	wordKey  = regexp.MustCompile(`^(title|column|foot|sign|state|card|headline|alt|trust|when|span|note|unit|caption|subject|pipeline|bar|period|scenario|status|waterfall)\.[a-z_.]+$`)
	numberly = regexp.MustCompile(`[^0-9]\.\.|,,|−−|\+−|--`)
)

// CheckText checks all texts of a document: no NaN or similar, no missing word, no line break.
func CheckText(t testing.TB, doc *report.Document) {
	t.Helper()
	texts(reflect.ValueOf(*doc), func(s string) {
		switch {
		case broken.MatchString(s):
			t.Errorf("text %q holds what is no number", s)
		case wordKey.MatchString(s):
			t.Errorf("text %q is a word that does not exist", s)
		case strings.ContainsAny(s, "\n\r\t"):
			t.Errorf("text %q breaks its line", s)
		case numberly.MatchString(s):
			t.Errorf("text %q doubles a sign", s)
		}
	})
}

func texts(v reflect.Value, see func(string)) {
	switch v.Kind() {
	case reflect.String:
		see(v.String())
	case reflect.Pointer:
		if !v.IsNil() {
			texts(v.Elem(), see)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			texts(v.Index(i), see)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				texts(v.Field(i), see)
			}
		}
	}
}

package sectiontest

import (
	"math/big"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/notation"
)

// rounded matches a text that is only a number with decimals.
var rounded = regexp.MustCompile(`^(?:[▲▼]\x{a0})?([−+]?)(\d[\d\x{a0}\x{202f}]*|\d{1,3}(?:,\d{3})*)[.,](\d+)(?:\x{a0}?%|\x{a0}pt|\x{a0}pts)?$`)

// exactOf has the field of the exact number for some fields of texts; for all others it is "Exact".
var exactOf = map[string]string{"RefTxt": "RefExact", "DeltaTxt": "DeltaExact", "PctTxt": "PctExact", "AmtTxt": "AmtExact", "WgtTxt": "WgtExact", "Share": "ShareExact",
	"Delta": "DeltaExact"}

// exactly checks that each rounded number in a value has the exact number beside it, and returns how many there are.
func exactly(t *testing.T, name string, v reflect.Value) (found int) {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			found += exactly(t, name, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			found += exactly(t, name, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if field.Type.Kind() == reflect.String {
				found += behind(t, name, v, field.Name)
			} else if field.IsExported() {
				found += exactly(t, name, v.Field(i))
			}
		}
	}
	return found
}

// behind compares the text in a field with its exact number, if the struct has one. It returns the number of
// comparisons.
func behind(t *testing.T, name string, v reflect.Value, field string) int {
	t.Helper()
	beside := exactOf[field]
	if beside == "" {
		beside = "Exact"
	}
	parts := rounded.FindStringSubmatch(v.FieldByName(field).String())
	if parts == nil || !v.FieldByName(beside).IsValid() || field == "RefText" {
		return 0
	}
	x, _ := v.FieldByName(beside).Interface().(*report.Exact)
	if x == nil {
		t.Errorf("%s: nothing is behind %q of a %s", name, parts[0], v.Type())
		return 1
	}
	if len(parts[3]) != x.Digits {
		return 0 // 1.234 thousands
	}
	plain := strings.NewReplacer("\u00a0", "", "\u202f", "", ",", "").Replace(parts[2]) + "." + parts[3]
	printed, ok := new(big.Rat).SetString(strings.Replace(parts[1], "−", "-", 1) + plain)
	last := new(big.Rat).SetFrac(big.NewInt(1), rounding.TenTo(len(parts[3])))
	if off := new(big.Rat).Sub(notation.InUnit(x.Value, x.Per), printed); !ok || off.Abs(off).Cmp(last) >= 0 {
		t.Errorf("%s: %s in units of %s is behind %q", name, x.Value.FloatString(6), x.Per.RatString(), parts[0])
	}
	return 1
}

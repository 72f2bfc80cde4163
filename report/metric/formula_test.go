package metric

import (
	"math/big"
	"strings"
	"testing"
)

func TestFormulaIsReadAsPeopleWriteIt(t *testing.T) {
	of := func(name string) Num {
		return map[string]Num{"a": NumOf(big.NewRat(7, 1)), "b-c": NumOf(big.NewRat(2, 1)), "zero": NumOf(new(big.Rat)), "gone": NoNum(NoData)}[name]
	}
	for text, want := range map[string]string{
		"a": "7", "a/b-c": "7/2", "a - b-c * 2": "3", "(a - b-c) * 2": "10", "a - b-c - 1": "4", "a / b-c / 7": "1/2",
		"100*a + 0.5": "1401/2", " ( ( a ) ) ": "7",
	} {
		f, err := ParseFormula(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := f.Value(of); !got.OK() || got.Rat.RatString() != want {
			t.Errorf("%s = %v, want %s", text, got, want)
		}
	}
	for text, want := range map[string]State{"a / zero": Undefined, "a + gone": NoData, "gone / zero": NoData} {
		f, err := ParseFormula(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := f.Value(of); got.State != want {
			t.Errorf("%s is %v, want %v", text, got.State, want)
		}
	}
	if f, err := ParseFormula("a / (a + b-c)"); err != nil || strings.Join(f.Names, " ") != "a b-c" {
		t.Error(f, err)
	}
}

func TestFormulasThatSayNothingAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"a /": "ends too early", "a b": `a sign is missing before "b"`, "(a": "is not closed", "a)": "has no opening parenthesis", "* a": `a metric is missing before "*"`,
		"1 + 2": "contains no metric", "a -b": `a sign is missing before "-b"`, "": "ends too early",
	} {
		if _, err := ParseFormula(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

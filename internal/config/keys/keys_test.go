package keys

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

type block struct {
	Name   string `yaml:"name" is:"req,bare" eg:"sales" doc:"Its name."`
	Days   int    `yaml:"days" is:"days,min=1,max=31" def:"7" eg:"14" doc:"How many."`
	Kind   string `yaml:"kind" is:"one=bars|line" doc:"How."`
	Of     string `yaml:"of" is:"ref=metric,colour" doc:"Of what."`
	Parts  []part `yaml:"parts" is:"single" eg:"[a, b]" doc:"Its parts."`
	Parsed *part  // has no yaml tag, so it is no key
}

type part struct {
	Of   *block `yaml:"of" doc:"The block around it."`
	Rate int    `yaml:"rate" doc:"A rate."`
}

// Each field with a yaml tag is a key, with the properties that its other tags give.
func TestOf(t *testing.T) {
	if got := Names(reflect.TypeFor[block]()); !slices.Equal(got, []string{"name", "days", "kind", "of", "parts"}) {
		t.Fatal(got)
	}
	list := ForStruct(reflect.TypeFor[block]())
	if k := list[0]; !k.Req || k.Eg != "sales" || k.Doc != "Its name." || BareKey(reflect.TypeFor[block]()).Name != "name" {
		t.Errorf("%+v", k)
	}
	if k := list[1]; *k.Min != 1 || *k.Max != 31 || k.Def != "7" || !slices.Equal(k.Rules, []string{"days"}) {
		t.Errorf("%+v", k)
	}
	if k := list[2]; !slices.Equal(k.One, []string{"bars", "line"}) || k.Req {
		t.Errorf("%+v", k)
	}
	if k := list[3]; k.Ref != "metric" || !slices.Equal(k.Rules, []string{"colour"}) {
		t.Errorf("%+v", k)
	}
	if k := list[4].ItemKey(); k.Type != reflect.TypeFor[part]() || k.Single || k.Eg != "" {
		t.Errorf("an item: %+v", k)
	}
	if BareKey(reflect.TypeFor[part]()) != nil {
		t.Error("a block without a bare key has one")
	}
}

// An unknown word in a tag is a mistake in the program, and panics.
func TestUnknownRules(t *testing.T) {
	defer func() {
		if p := recover(); p == nil || !strings.Contains(p.(string), `unknown rule "reqd"`) {
			t.Errorf("%v", p)
		}
	}()
	ForStruct(reflect.TypeFor[struct {
		Name string `yaml:"name" is:"reqd"`
	}]())
}

// Walk visits each struct once, also one that contains itself.
func TestWalk(t *testing.T) {
	var seen []string
	Walk(reflect.TypeFor[[]map[string]*block](), map[reflect.Type]bool{}, func(st reflect.Type) { seen = append(seen, st.Name()) })
	if !slices.Equal(seen, []string{"block", "part"}) {
		t.Error(seen)
	}
}

// A whole number is read in any common notation, and must be within its bounds. The hint suggests what was probably
// meant.
func TestInteger(t *testing.T) {
	days, rate := ForStruct(reflect.TypeFor[block]())[1], ForStruct(reflect.TypeFor[part]())[1]
	for text, want := range map[string]int64{"7": 7, " 31 ": 31, "14 days": 14, "3 jours": 3, "1d": 1} {
		if got, err := days.Integer(text); got != want || err != nil {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"0": "0 is too small (write at least 1)", "32": "32 is too large (write at most 31)", "012": `"012" would be another number in some programs (write 12)`,
		"many": `"many" is not a whole number (write 14)`, "2 weeks": "(write 14)",
	} {
		if _, err := days.Integer(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	for text, want := range map[string]string{"1 000": "(write 1000)", "1,000": "(write 1000)", "0x10": "(write 16)", "1e3": "(write 1000)", "007": "(write 7)",
		"3 days": "is not a whole number", "99999999999999999999": "is too large a number"} {
		if _, err := rate.Integer(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if got, err := rate.Integer("-5"); got != -5 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
}

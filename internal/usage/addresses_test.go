package usage

import (
	"slices"
	"testing"
)

func TestAddressList(t *testing.T) {
	var got []string
	flag := Addresses{List: &got}
	for _, s := range []string{"a@x.example, b@x.example", `"Doe, Jo" <jo@x.example>`, "c@x.example"} {
		if err := flag.Set(s); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
	if want := []string{"a@x.example", "b@x.example"}; !slices.Equal(got[:2], want) || got[len(got)-1] != "c@x.example" {
		t.Errorf("%q", got)
	}
	for _, s := range []string{"a@x.example\nb@x.example", "a@x.example\r\n", ""} {
		if err := flag.Set(s); err == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

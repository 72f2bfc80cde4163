package mailaddr

import "testing"

func TestBare(t *testing.T) {
	for written, want := range map[string]string{
		"anne@lenoir.example":              "anne@lenoir.example",
		"Anne Leroy <anne@Lenoir.example>": "anne@Lenoir.example",
		`"Leroy, Anne" <a@lenoir.example>`: "a@lenoir.example",
		"Zoé Petit <zoe@lenoir.example>":   "zoe@lenoir.example",
		"nobody":                           "nobody",
	} {
		if got := Bare(written); got != want {
			t.Errorf("%s: %s, want %s", written, got, want)
		}
	}
	if _, ok := Parse("nobody"); ok {
		t.Error("nobody is an address")
	}
}

func TestDomain(t *testing.T) {
	if got := Domain("anne@Lenoir.Example"); got != "lenoir.example" {
		t.Error(got)
	}
}

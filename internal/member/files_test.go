package member

import (
	"slices"
	"testing"
)

// Each member has a file name of his own, whatever his key contains, also on file systems that ignore case.
func TestNameFiles(t *testing.T) {
	reps := []Member{{Key: "Nord & Est"}, {Key: "R03"}, {Key: "r03"}, {Key: "Nord-Est"}, {Key: "../x"}, {Key: "Île-de-France / Centre"}, {Key: "&"}, {Key: "R03-2"}}
	teams := []Member{{Key: "Nord Est"}, {Key: "R03"}}
	NameFiles(reps, teams)
	var got []string
	for _, m := range append(reps, teams...) {
		got = append(got, m.File)
	}
	want := []string{"Nord-Est-2", "R03", "r03-2", "Nord-Est", "x", "Île-de-France-Centre", "report", "R03-2-2", "Nord-Est-3", "R03-3"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

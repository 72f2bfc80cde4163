package natural

import (
	"slices"
	"testing"
)

func TestCompare(t *testing.T) {
	want := []string{"", "Émile", "Hans", "Íñigo", "Jürgen", "Réa", "Rep", "Rep 1", "Rep 02", "Rep 2", "Rep 10", "Rep 10a", "REP 11", "Rep 11", "Strasse A", "Straße B", "xenia", "Zoe", "Zoë"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, Compare)
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

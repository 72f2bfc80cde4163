package section

import (
	"slices"
	"testing"
)

func TestSaysColumns(t *testing.T) {
	c := Table{Says: "{rows} [rows:deal|deals] ({amount.total}), {label} [late:day|days]"}
	if got := c.SaysColumns(); !slices.Equal(got, []string{"amount", "label", "late"}) {
		t.Errorf("%q", got)
	}
}

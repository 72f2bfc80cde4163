package diagnose

import (
	"strings"
	"testing"

	"bilan/internal/table"
)

func TestRepeated(t *testing.T) {
	rows := [][]table.Cell{{int64(7), "N", int64(2)}, {int64(8), nil, int64(13)}, {int64(9), "", int64(2)}, {int64(10), "", int64(2)}}
	if got, want := FormatRepeated(&table.Table{Rows: rows[:1]}), "7 | N ×2"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := FormatRepeated(&table.Table{Rows: rows}); !strings.HasPrefix(got, "7 | N ×2; 8 | ") || !strings.HasSuffix(got, "; …") {
		t.Errorf("got %q", got)
	}
}

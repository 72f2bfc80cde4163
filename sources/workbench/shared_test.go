package workbench

import (
	"testing"

	"bilan/internal/table"
)

// TestSharedTypes checks that a Parquet file's columns are converted if the folder declares them, and that missing ones
// are no error.
func TestSharedTypes(t *testing.T) {
	w := open(t)
	path := parquet(t, w, "select 12 as Rep, '7' as code")
	shared := []table.Column{{Name: "rep", Kind: table.Text}, {Name: "closed", Kind: table.Date}}
	f := table.File{Path: path, Origin: "a.parquet", Types: []table.Column{{Name: "code", Kind: table.Integer}}, Shared: shared}
	if _, err := w.LoadFile(t.Context(), "exports", "a", []table.File{f}); err != nil {
		t.Fatal(err)
	}
	columns, err := w.Describe(t.Context(), "exports", "a")
	if err != nil || len(columns) != 2 || columns[0].Kind != table.Text || columns[1].Kind != table.Integer {
		t.Errorf("%v %v", columns, err)
	}
	f.Types = []table.Column{{Name: "gone", Kind: table.Date}}
	if _, err := w.LoadFile(t.Context(), "exports", "b", []table.File{f}); err == nil {
		t.Error("a column that the file lacks was declared for it alone")
	}
}

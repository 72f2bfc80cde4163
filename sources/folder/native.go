package folder

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/table"
	"bilan/sources/input"
	"bilan/sources/typing"
)

// copyParquet passes Parquet files to the engine unchanged. It copies them, because the engine opens a file by its path,
// under which another file may be by then.
func (f *Folder) copyParquet(t *fileTable, files []*input.Opened, dir string) ([]table.File, error) {
	d, err := typing.NewDialect(config.Dialect{Columns: f.src.CSV.Columns}, t.settings)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", t.name, err)
	}
	if t.settings.Wide.Columns != "" {
		return nil, fmt.Errorf(`table %s: "wide" is for text files and workbooks, not for Parquet (delete it, and unpivot the columns in the SQL of the dataset: from t unpivot (amount for month in (jan, feb)))`, t.name)
	}
	types, shared := typesOf(d.Columns), typesOf(d.Shared)
	shared = slices.DeleteFunc(shared, func(s table.Column) bool {
		return slices.ContainsFunc(types, func(c table.Column) bool { return strings.EqualFold(c.Name, s.Name) })
	})
	var out []table.File
	for i, file := range files {
		path := filepath.Join(dir, fmt.Sprintf("%s-%d.parquet", t.name, i))
		if err := file.CopyTo(path); err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name, err)
		}
		out = append(out, table.File{Path: path, Origin: file.Name, Types: types, Shared: shared})
	}
	return out, nil
}

package sources

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/regular"
	"bilan/internal/table"
	"bilan/sources/typing"
)

// native hands Parquet on as it is: copied, because the engine opens files by their names, and what a name means may
// change.
func (f *Folder) native(t *fileTable, files []*sourceFile, dir string) ([]table.File, error) {
	d, err := typing.NewDialect(config.Dialect{Columns: f.src.CSV.Columns}, t.given)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", t.name, err)
	}
	if t.given.Wide.Columns != "" {
		return nil, fmt.Errorf("table %s: wide: is for text files and sheets, not for Parquet (write an unpivot)", t.name)
	}
	types, shared := typesOf(d.Columns), typesOf(d.Shared)
	shared = slices.DeleteFunc(shared, func(s table.Column) bool {
		return slices.ContainsFunc(types, func(c table.Column) bool { return strings.EqualFold(c.Name, s.Name) })
	})
	var out []table.File
	for i, file := range files {
		path := filepath.Join(dir, fmt.Sprintf("%s-%d.parquet", t.name, i))
		if err := file.copyTo(path); err != nil {
			return nil, fmt.Errorf("%s: %w", file.name, err)
		}
		out = append(out, table.File{Path: path, Origin: file.name, Types: types, Shared: shared})
	}
	return out, nil
}

func (f *sourceFile) copyTo(path string) error {
	to, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return regular.WithoutPath(err)
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{to}, f.from(0), make([]byte, 1<<20))
	if e := to.Close(); err == nil {
		err = e
	}
	return err
}

package load

import (
	"io/fs"
	"path"

	"bilan/internal/config"
)

// LoadFS loads a file from a file system, as Load does from the disk. Paths in the result are paths in that file
// system.
func LoadFS(fsys fs.FS, path string, getenv func(string) (string, bool)) (*config.Config, error) {
	return load(tree{fsys}, path, getenv)
}

type tree struct{ fs.FS }

func (t tree) Open(name string) (fs.File, error)     { return t.FS.Open(path.Clean(name)) }
func (t tree) Glob(pattern string) ([]string, error) { return fs.Glob(t.FS, path.Clean(pattern)) }
func (tree) Abs(name string) string                  { return path.Clean(name) }
func (tree) Real(name string) string                 { return path.Clean(name) }

package bilan_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// house is what each package of the module imports, by its folder. The imports of tests are kept apart.
type house map[string]*room

type room struct{ code, tests map[string]bool }

// survey reads the import lines of every Go file below root, including files for other operating systems.
func survey(t *testing.T, root string) house {
	t.Helper()
	h := house{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && file != root && (name == "testdata" || name == "vendor" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		folder, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		return h.read(file, filepath.ToSlash(folder))
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(h) == 0 {
		t.Fatal("no Go file found")
	}
	return h
}

func (h house) read(file, folder string) error {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	if h[folder] == nil {
		h[folder] = &room{map[string]bool{}, map[string]bool{}}
	}
	into := h[folder].code
	if strings.HasSuffix(file, "_test.go") {
		into = h[folder].tests
	}
	for _, spec := range f.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		into[name] = true
	}
	return nil
}

func (h house) names() []string { return slices.Sorted(maps.Keys(h)) }

// rooms returns those imports that are packages of this module.
func rooms(imports map[string]bool) []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(imports)) {
		if below, ok := strings.CutPrefix(name, module+"/"); ok {
			list = append(list, below)
		}
	}
	return list
}

package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// file is one YAML file as it was read.
type file struct {
	name   string // as people know it
	path   string // where it stands: relative paths in it start here, also when it is a link
	real   string // the one name by which it is known again
	lines  []string
	masker *masker
	root   *node // nil when it could not be read
}

// maxFile is more than any config and less than most exports.
const maxFile = 4 << 20

// readFile reads and parses. What is wrong with the file as a whole stands at the given place: the file itself
// or the include that names it.
func (l *loader) readFile(name string) *file {
	f := &file{name: name, path: l.disk.abs(name), real: l.disk.real(name), masker: newMasker(nil)}
	l.files = append(l.files, f)
	whole := &node{file: f}
	data, folder, err := read(l.disk, name, maxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		l.fail(whole, "", "there is no such file", `"bilan init" writes a first one; -c FILE names another`)
	case errors.Is(err, fs.ErrPermission):
		l.fail(whole, "", "may not be read", "give the account that runs bilan the right to read it")
	case err != nil:
		l.fail(whole, "", "cannot be read: "+cause(err), "")
	case folder:
		l.fail(whole, "", "is a folder", "name the file in it: "+filepath.Join(name, "bilan.yaml"))
	case len(data) > maxFile:
		l.fail(whole, "", fmt.Sprintf("is larger than %d MB", maxFile>>20), "name the YAML file, not the data")
	default:
		l.parse(f, whole, data)
	}
	return f
}

// cause is an error without the name of what it happened to.
func cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

func (l *loader) parse(f *file, whole *node, data []byte) {
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		l.fail(whole, "", "is written in UTF-16", "save it as UTF-8")
		return
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	f.lines = splitLines(string(data))
	f.masker = newMasker(f.lines)
	if !l.legible(f) {
		f.masker.byKeys()
		return
	}
	var docs [2]yaml.Node
	n, err := decodeTwo(data, &docs)
	switch {
	case err != nil:
		f.masker.byKeys()
		l.syntax(f, data, err)
	case n == 0, docs[0].Content[0].ShortTag() == "!!null":
		l.fail(whole, "", "is empty", `"bilan init" writes a first one`)
	case n > 1:
		l.fail(&node{file: f, line: separator(f.lines, docs[1].Line), column: 1}, "", "a second document starts here",
			"delete the line ---; a second file can be added with include:")
	case l.swallowed(f, &docs[0]):
	default:
		f.root = l.root(f, docs[0].Content[0])
	}
}

// root is the file's outermost block.
func (l *loader) root(f *file, y *yaml.Node) *node {
	g := grower{l: l, file: f}
	n := g.grow(y, 0)
	if n == nil || n.kind == mappingNode {
		return n
	}
	l.fail(n, "", "the file must be a block of keys, not "+describe(n), `start with "company: …"`)
	return nil
}

// decodeTwo reads up to two documents. Whatever the parser does with odd input, it is an error and no panic.
func decodeTwo(data []byte, docs *[2]yaml.Node) (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: cannot be parsed: %v", r)
		}
	}()
	d := yaml.NewDecoder(bytes.NewReader(data))
	for n < len(docs) {
		err := d.Decode(&docs[n])
		if err == io.EOF {
			break
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// separator is the line of the --- before a document.
func separator(lines []string, line int) int {
	for i := min(line, len(lines)); i > 0; i-- {
		if strings.HasPrefix(lines[i-1], "---") {
			return i
		}
	}
	return line
}

// splitLines cuts where YAML does.
func splitLines(s string) []string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	return strings.Split(s, "\n")
}

// legible reports the first byte that is no UTF-8 and the first character that YAML refuses.
func (l *loader) legible(f *file) bool {
	for i, line := range f.lines {
		column := 0
		for at, r := range line {
			column++
			here := &node{file: f, line: i + 1, column: column}
			if _, wide := utf8.DecodeRuneInString(line[at:]); r == utf8.RuneError && wide == 1 {
				l.fail(here, "", fmt.Sprintf("the byte %#x is not UTF-8", line[at]), "save the file as UTF-8")
				return false
			}
			if unicode.IsControl(r) && r != '\t' || r == 0xFFFE || r == 0xFFFF {
				l.fail(here, "", fmt.Sprintf("the character %U may not stand in YAML", r), "delete it")
				return false
			}
		}
	}
	return true
}

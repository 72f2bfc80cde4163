package yamlfile

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

// File is a YAML file that was read.
type File struct {
	Name   string // the name that the user gave
	Path   string // the absolute path; relative paths in the file start at its folder
	Real   string // the path without links
	lines  []string
	Masker *Masker
	Root   *Node // nil if the file could not be read
}

// MaxFile is the largest size of a file in bytes. It is more than any config and less than most exports.
const MaxFile = 4 << 20

// ReadFile reads and parses a file, and records its mistakes. A mistake about the whole file has no line.
func (r *Reader) ReadFile(name string) *File {
	f := &File{Name: name, Path: r.Disk.Abs(name), Real: r.Disk.Real(name), Masker: NewMasker(nil)}
	r.Files = append(r.Files, f)
	fileNode := &Node{File: f}
	data, folder, err := Read(r.Disk, name, MaxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.Fail(fileNode, "", "there is no such file", `"bilan init" writes a first one; -c FILE names another`)
	case errors.Is(err, fs.ErrPermission):
		r.Fail(fileNode, "", "cannot be read: permission denied", "give the account that runs bilan the right to read it")
	case err != nil:
		r.Fail(fileNode, "", "cannot be read: "+Cause(err), "")
	case folder:
		r.Fail(fileNode, "", "is a folder", "name the file in it: "+filepath.Join(name, "bilan.yaml"))
	case len(data) > MaxFile:
		r.Fail(fileNode, "", fmt.Sprintf("is larger than %d MB", MaxFile>>20), "name the YAML file, not the data")
	default:
		r.Parse(f, fileNode, data)
	}
	return f
}

// Cause returns the text of an error without the name of the file or operation.
func Cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// Parse parses a file's text into f.Root, and records its mistakes. A mistake about the whole file is at the place of
// fileNode.
func (r *Reader) Parse(f *File, fileNode *Node, data []byte) {
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		r.Fail(fileNode, "", "is written in UTF-16", "save it as UTF-8")
		return
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	f.lines = splitLines(string(data))
	f.Masker = NewMasker(f.lines)
	if !r.isLegible(f) {
		f.Masker.maskByKeys()
		return
	}
	var docs [2]yaml.Node
	n, err := decodeTwo(data, &docs)
	switch {
	case err != nil:
		f.Masker.maskByKeys()
		r.reportSyntax(f, data, err)
	case n == 0, docs[0].Content[0].ShortTag() == "!!null":
		r.Fail(fileNode, "", "is empty", `"bilan init" writes a first one`)
	case n > 1:
		r.Fail(&Node{File: f, Line: separatorLine(f.lines, docs[1].Line), Column: 1}, "", "a second document starts here",
			"delete the line ---; a second file can be added with include:")
	case r.closedByLaterQuote(f, &docs[0]):
	default:
		f.Root = r.buildRoot(f, docs[0].Content[0])
	}
}

// buildRoot returns the file's top-level block.
func (r *Reader) buildRoot(f *File, y *yaml.Node) *Node {
	g := nodeBuilder{r: r, file: f}
	n := g.build(y, 0)
	if n == nil || n.Kind == MappingNode {
		return n
	}
	r.Fail(n, "", "the file must be a block of keys, not "+Describe(n), `start with "company: …"`)
	return nil
}

// decodeTwo decodes up to two documents and returns their number. It turns a panic of the parser, which some input
// causes, into an error.
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

// separatorLine returns the line with the --- before a document that starts on a line.
func separatorLine(lines []string, line int) int {
	for i := min(line, len(lines)); i > 0; i-- {
		if strings.HasPrefix(lines[i-1], "---") {
			return i
		}
	}
	return line
}

// splitLines splits a text at the line breaks of YAML.
func splitLines(s string) []string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	return strings.Split(s, "\n")
}

// isLegible returns false, and records a mistake, if the file has a byte that is not UTF-8 or a character that YAML
// does not allow.
func (r *Reader) isLegible(f *File) bool {
	for i, line := range f.lines {
		column := 0
		for at, char := range line {
			column++
			here := &Node{File: f, Line: i + 1, Column: column}
			if _, wide := utf8.DecodeRuneInString(line[at:]); char == utf8.RuneError && wide == 1 {
				r.Fail(here, "", fmt.Sprintf("the byte %#x is not UTF-8", line[at]), "save the file as UTF-8")
				return false
			}
			if unicode.IsControl(char) && char != '\t' || char == 0xFFFE || char == 0xFFFF {
				r.Fail(here, "", fmt.Sprintf("the character %U is not allowed in YAML", char), "delete it")
				return false
			}
		}
	}
	return true
}

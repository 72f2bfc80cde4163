// Package pagecheck reads finished reports back from their PDF and finds layout faults: texts that overlap or lie off
// the paper, cut texts, torn tables, isolated headings and lines, empty pages. Only tests use it.
package pagecheck

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// file is a PDF that Bilan wrote: its bytes, fonts and structure elements.
type file struct {
	pdf   []byte
	fonts map[string]*font // the fonts, by their name in the pages' content
	nodes map[int]node     // the structure elements, by object number
	marks map[int][]int    // by page, from 0: the object number of the element for each marked-content id
}

// node is a structure element: its role, such as TR, H2 or Sect, and the object number of its parent.
type node struct {
	role   string
	parent int
}

// font says for each character code which letter it is and how wide.
type font struct {
	runes  [256]rune
	widths [256]float64 // the width of each code, in thousandths of the font size
	bold   bool
}

var (
	fontName      = regexp.MustCompile(`/F([0-9a-f]{40}) (\d+) 0 R`)
	fontObject    = regexp.MustCompile(`/BaseFont /(\S+)\n[^>]*/Widths (\d+) 0 R[^>]*/Encoding (\d+) 0 R`)
	difference    = regexp.MustCompile(`(\d+) /uni([0-9A-F]{4})`)
	objectStream  = regexp.MustCompile(`/Type /ObjStm /N (\d+) /First (\d+) [^>]*/Length (\d+)>>\nstream\n`)
	element       = regexp.MustCompile(`^<</S/(\w+)/P (\d+) 0 R`)
	markedContent = regexp.MustCompile(`(\d+) \[([^\]]*)\]`)
	mediaBox      = regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`)
	pageStream    = regexp.MustCompile(`<</Filter /FlateDecode /Length (\d+)>>\nstream\n`)
)

func open(pdf []byte) (*file, error) {
	f := &file{pdf: pdf, fonts: map[string]*font{}, nodes: map[int]node{}, marks: map[int][]int{}}
	for _, m := range fontName.FindAllSubmatch(pdf, -1) {
		read, err := f.readFont(f.object(string(m[2])))
		if err != nil {
			return nil, err
		}
		f.fonts[string(m[1])] = read
	}
	return f, f.readStructure()
}

// object returns the text of an object that is not in an object stream; nil if there is none with the number.
func (f *file) object(number string) []byte {
	at := bytes.Index(f.pdf, []byte("\n"+number+" 0 obj\n"))
	if at < 0 {
		return nil
	}
	text, _, _ := bytes.Cut(f.pdf[at:], []byte("endobj"))
	return text
}

func (f *file) readFont(object []byte) (*font, error) {
	m := fontObject.FindSubmatch(object)
	if m == nil {
		return nil, errors.New("a font of the file is not as expected")
	}
	read := &font{bold: bytes.HasSuffix(m[1], []byte("Bold"))}
	for c := range 256 {
		read.runes[c] = charmap.Windows1252.DecodeByte(byte(c))
	}
	for _, d := range difference.FindAllSubmatch(f.object(string(m[3])), -1) {
		code, _ := strconv.Atoi(string(d[1]))
		r, _ := strconv.ParseInt(string(d[2]), 16, 32)
		read.runes[code&0xFF] = rune(r)
	}
	_, widths, _ := strings.Cut(string(f.object(string(m[2]))), "[")
	for i, w := range strings.Fields(strings.TrimRight(widths, "]\n ")) {
		if i+32 < 256 {
			read.widths[i+32], _ = strconv.ParseFloat(strings.Trim(w, "]"), 64)
		}
	}
	return read, nil
}

// readStructure reads the structure elements, and to which of them each marked content of a page belongs.
func (f *file) readStructure() error {
	m := objectStream.FindSubmatchIndex(f.pdf)
	if m == nil {
		return errors.New("the file has no structure")
	}
	length, _ := strconv.Atoi(string(f.pdf[m[6]:m[7]]))
	data, err := inflate(f.pdf[m[1] : m[1]+length])
	if err != nil {
		return err
	}
	first, _ := strconv.Atoi(string(f.pdf[m[4]:m[5]]))
	index := strings.Fields(string(data[:first]))
	for i := 0; i+1 < len(index); i += 2 {
		number, _ := strconv.Atoi(index[i])
		at, _ := strconv.Atoi(index[i+1])
		body := data[first+at:]
		if e := element.FindSubmatch(body); e != nil {
			parent, _ := strconv.Atoi(string(e[2]))
			f.nodes[number] = node{string(e[1]), parent}
		}
		if bytes.HasPrefix(body, []byte("<</Nums [")) {
			f.readMarks(string(body[len("<</Nums ["):]))
		}
	}
	return nil
}

func (f *file) readMarks(text string) {
	for _, m := range markedContent.FindAllStringSubmatch(text, -1) {
		page, _ := strconv.Atoi(m[1])
		for ref := range strings.SplitSeq(strings.ReplaceAll(m[2], " 0 R", ""), " ") {
			if number, err := strconv.Atoi(ref); err == nil {
				f.marks[page] = append(f.marks[page], number)
			}
		}
	}
}

// ancestor returns the nearest element with the role among the element number and its ancestors; 0 if there is none.
func (f *file) ancestor(number int, role string) int {
	for n, ok := f.nodes[number]; ok; n, ok = f.nodes[number] {
		if n.role == role {
			return number
		}
		number = n.parent
	}
	return 0
}

// streams returns the content of each page, decompressed.
func (f *file) streams() (all []string, err error) {
	for _, at := range pageStream.FindAllSubmatchIndex(f.pdf, -1) {
		length, _ := strconv.Atoi(string(f.pdf[at[2]:at[3]]))
		content, err := inflate(f.pdf[at[1] : at[1]+length])
		if err != nil {
			return nil, err
		}
		all = append(all, string(content))
	}
	return all, nil
}

func inflate(b []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("inflate: %w", err)
	}
	return io.ReadAll(r)
}

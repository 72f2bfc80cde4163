// Package pdftext extracts the texts of a finished PDF from its page contents and its tags. It reads files written by
// report/pdf, before encryption, and returns an error for any other file.
package pdftext

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// Text is one text of the file.
type Text struct {
	Page int // from 1; 0 for a tag, a bookmark or a property
	Text string
}

var (
	encoding   = regexp.MustCompile(`/Encoding (\d+) 0 R`)
	pageStream = regexp.MustCompile(`<</Filter /FlateDecode /Length (\d+)>>\nstream\n`)
	packed     = regexp.MustCompile(`/Type /ObjStm /N \d+ /First \d+ [^>]*/Length (\d+)>>\nstream\n`)
)

// ErrUnreadable reports that report/pdf did not write the file, so its texts cannot be extracted.
var ErrUnreadable = errors.New("the PDF cannot be read back")

// Read returns the texts of a file: first those of each page in drawing order, then those of tags, bookmarks and
// properties. A line that changes its font is one text.
func Read(pdf []byte) ([]Text, error) {
	f := file{pdf: pdf, offsets: objects(pdf)}
	f.readFonts()
	streams := pageStream.FindAllSubmatchIndex(pdf, -1)
	if len(f.fonts) == 0 || len(streams) == 0 {
		return nil, ErrUnreadable
	}
	var list []Text
	for i, at := range streams {
		content, err := f.inflate(at)
		if err != nil {
			return nil, err
		}
		texts, err := f.pageTexts(string(content))
		if err != nil {
			return nil, err
		}
		for _, t := range texts {
			list = append(list, Text{i + 1, t})
		}
	}
	tags, err := f.objectTexts()
	return append(list, tags...), err
}

type file struct {
	pdf     []byte
	offsets map[string]int // by object number, where the object begins
	fonts   map[string]*[256]rune
}

func (f *file) object(number string) []byte {
	at, ok := f.offsets[number]
	if !ok {
		return nil
	}
	text, _, _ := bytes.Cut(f.pdf[at:], []byte("endobj"))
	return text
}

func (f *file) readFonts() {
	f.fonts = map[string]*[256]rune{}
	for name, number := range fontNames(f.pdf) {
		if f.fonts[name] != nil {
			continue
		}
		var runes [256]rune
		for c := range 256 {
			runes[c] = charmap.Windows1252.DecodeByte(byte(c))
		}
		if e := encoding.FindSubmatch(f.object(number)); e != nil {
			applyDifferences(f.object(string(e[1])), &runes)
		}
		f.fonts[name] = &runes
	}
}

func (f *file) inflate(at []int) ([]byte, error) {
	length, _ := strconv.Atoi(string(f.pdf[at[2]:at[3]]))
	if at[1]+length > len(f.pdf) {
		return nil, ErrUnreadable
	}
	r, err := zlib.NewReader(bytes.NewReader(f.pdf[at[1] : at[1]+length]))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return io.ReadAll(r)
}

// pageTexts returns the texts of a page's content stream. The texts of one marked content are joined. Outside marked
// content, consecutive texts at the same height are joined, because they differ only in their font.
func (f *file) pageTexts(stream string) (texts []string, err error) {
	var runes *[256]rune
	open, height := false, ""
	for _, op := range operators(stream) {
		switch {
		case strings.HasSuffix(op, " BDC") || strings.HasSuffix(op, " BMC"):
			open, height = true, ""
		case op == "EMC":
			open, height = false, ""
		}
		if font, ok := fontSet(op); ok {
			runes = f.fonts[font]
		}
		at, literal, ok := shownText(op)
		switch {
		case !ok && strings.HasPrefix(op, "BT ") && strings.Contains(op, "Tj"), ok && runes == nil:
			return nil, ErrUnreadable // a text without a known font cannot be decoded
		case !ok:
			continue
		}
		var text strings.Builder
		for _, c := range []byte(unescape(literal)) {
			text.WriteRune(runes[c])
		}
		if height != "" && (open || height == at) {
			texts[len(texts)-1] += text.String()
		} else {
			texts = append(texts, text.String())
		}
		height = at
	}
	return texts, nil
}

// operators returns the lines of a content stream, one operator per line. A text with a line break stays in one piece.
func operators(stream string) (list []string) {
	open := ""
	for line := range strings.SplitSeq(stream, "\n") {
		if open != "" {
			line = open + "\n" + line
		}
		if strings.HasPrefix(line, "BT ") && !strings.HasSuffix(line, " ET") {
			open = line
			continue
		}
		open = ""
		list = append(list, line)
	}
	return append(list, open)
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			switch s[i] {
			case 'r':
				b.WriteByte('\r')
				continue
			case 'n':
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// objectTexts returns the strings in all objects, whether packed or not: texts for screen readers, bookmarks,
// properties.
func (f *file) objectTexts() (list []Text, err error) {
	var bodies [][]byte
	for number := range f.offsets {
		if o := f.object(number); !bytes.Contains(o, []byte("stream\n")) {
			bodies = append(bodies, o)
		}
	}
	for _, at := range packed.FindAllSubmatchIndex(f.pdf, -1) {
		body, err := f.inflate(at)
		if err != nil {
			return nil, err
		}
		bodies = append(bodies, body)
	}
	for _, b := range bodies {
		for _, s := range literals(b) {
			if text := decode(s); strings.TrimSpace(text) != "" {
				list = append(list, Text{Text: text})
			}
		}
	}
	return list, nil
}

// literals returns the strings in some objects: those in parentheses, and the hexadecimal ones in UTF-16.
func literals(b []byte) (list []string) {
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '(':
			depth, from := 1, i+1
			for i++; i < len(b) && depth > 0; i++ {
				switch b[i] {
				case '\\':
					i++
				case '(':
					depth++
				case ')':
					depth--
				}
			}
			i--
			list = append(list, unescape(string(b[from:max(from, min(i, len(b)))])))
		case b[i] == '<' && i+5 < len(b) && strings.EqualFold(string(b[i+1:i+5]), "feff"):
			end := bytes.IndexByte(b[i:], '>')
			if end < 0 {
				return list
			}
			var raw []byte
			for k := i + 1; k+1 < i+end; k += 2 {
				n, _ := strconv.ParseUint(string(b[k:k+2]), 16, 8)
				raw = append(raw, byte(n))
			}
			list, i = append(list, string(raw)), i+end
		}
	}
	return list
}

func decode(s string) string {
	if !strings.HasPrefix(s, "\xfe\xff") {
		return s
	}
	var units []uint16
	for i := 2; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

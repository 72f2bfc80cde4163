package input

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"bilan/sources/csv"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// csvFile is a delimited file whose format is decided.
type csvFile struct {
	file     *Opened
	encoding string
	mark     int // length of the byte order mark in bytes
	skip     int // number of lines before the header, or before the first row if there is no header
	header   bool
	first    []csv.Record // first rows with a value, including the header; their line numbers count from the first of them
	why      csvWhy
	csv.Format
}

// openText reads the file after its byte order mark. UTF-16 is decoded to UTF-8; other encodings are not decoded.
func (f *csvFile) openText() io.Reader {
	text := f.file.From(int64(f.mark))
	if d := utf16Decoder(f.encoding); d != nil {
		return d.Reader(text)
	}
	return text
}

// utf16Decoder decodes UTF-16. It is nil for encodings in which ASCII is one byte.
func utf16Decoder(name string) *encoding.Decoder {
	switch name {
	case "utf-16", "utf-16-le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case "utf-16-be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	return nil
}

// rows reads the rows after the header.
func (f *csvFile) rows() (Rows, error) {
	r, err := f.records()
	if err != nil || !f.header {
		return r, err
	}
	var header csv.Record
	if err := r.NextFilled(&header); err != nil && err != io.EOF {
		return nil, err
	}
	return r, nil
}

// records reads the rows after the skipped lines.
func (f *csvFile) records() (*csv.Reader, error) {
	src := f.openText()
	if f.skip > 0 {
		b := bufio.NewReaderSize(src, 1<<16)
		if err := skipLines(b, f.skip, f.Returns); err != nil {
			return nil, err
		}
		src = b
	}
	return csv.NewReader(src, int64(f.skip)+1, f.Format), nil
}

func skipLines(b *bufio.Reader, n int, returns bool) error {
	end := byte('\n')
	if returns {
		end = '\r'
	}
	for n > 0 {
		_, err := b.ReadSlice(end)
		switch {
		case err == nil:
			n--
		case errors.Is(err, io.EOF):
			return nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
	return nil
}

// firstBytes returns the first bytes of the text, and whether there are more.
func (f *csvFile) firstBytes() (text []byte, more bool, err error) {
	text = make([]byte, 1<<17)
	n, err := io.ReadFull(f.openText(), text)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return text[:n], false, nil
	}
	return text[:n], true, err
}

// onlyReturns reports whether the text has line ends CR and none with LF.
func onlyReturns(text []byte) bool {
	return bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\r') >= 0
}

// blocks divides the rows after the header into blocks.
func (f *csvFile) blocks(size int) (*csv.Cutter, error) {
	rows, err := f.rows()
	if err != nil {
		return nil, err
	}
	r := rows.(*csv.Reader)
	return &csv.Cutter{Format: f.Format, Src: io.MultiReader(bytes.NewReader(r.Buf[r.Pos:r.End]), r.Src), Size: size, Line: r.Line}, nil
}

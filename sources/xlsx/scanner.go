package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// scanner splits the XML of a part into tokens. It supports the XML of workbooks: elements, attributes, texts, comments
// and CDATA. A document type is an error, because its entities could grow without limit. It keeps one tag or one piece
// of text in memory, at most maxTag bytes.
type scanner struct {
	src   io.Reader
	buf   []byte
	pos   int
	end   int
	eof   bool
	open  []byte // names of the open elements, one after another
	marks []int  // where each name begins in open

	name    []byte // name of the element, without prefix; valid until the next token
	attrs   []byte // attributes of a start tag
	text    []byte // piece of text as in the file, with complete entities
	literal bool   // the text is CDATA, which has no entities
	closed  bool   // the start tag was <name/>, so the end tag is the next token
}

// token is the kind of a token.
type token uint8

const (
	tokenStart token = iota
	tokenEnd
	tokenText
)

const (
	maxTag   = 1 << 20
	maxDepth = 64 // a sheet needs 8
)

func newScanner(src io.Reader) *scanner { return &scanner{src: src, buf: make([]byte, 1<<16)} }

// next reads a token. It returns io.EOF after the last end tag.
func (s *scanner) next() (token, error) {
	if s.closed {
		s.closed = false
		return tokenEnd, s.pop(s.name)
	}
	for {
		if s.pos == s.end {
			if err := s.fill(); err != nil {
				return 0, s.endOfFile(err)
			}
		}
		if s.buf[s.pos] != '<' {
			return tokenText, s.readText()
		}
		t, found, err := s.markup()
		if err != nil || found {
			return t, err
		}
	}
}

// endOfFile makes an error of an end of file inside an element.
func (s *scanner) endOfFile(err error) error {
	if errors.Is(err, io.EOF) && len(s.marks) > 0 {
		return io.ErrUnexpectedEOF
	}
	return err
}

// fill moves the rest of the buffer to its beginning and reads more. It returns io.EOF if there is no more.
func (s *scanner) fill() error {
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.end -= s.pos
		s.pos = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= maxTag {
			return fmt.Errorf("a tag of more than %d KB", maxTag>>10)
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for !s.eof {
		n, err := s.src.Read(s.buf[s.end:])
		s.end += n
		if errors.Is(err, io.EOF) {
			s.eof = true
		} else if err != nil {
			return err
		}
		if n > 0 {
			return nil
		}
	}
	return io.EOF
}

// readText reads the text in the buffer up to the next tag.
func (s *scanner) readText() error {
	for {
		have := s.buf[s.pos:s.end]
		n := bytes.IndexByte(have, '<')
		if n < 0 {
			n = len(have)
			if !s.eof {
				n = wholeEntities(have)
			}
		}
		if n > 0 {
			s.text, s.literal = have[:n], false
			s.pos += n
			return nil
		}
		if err := s.fill(); err != nil {
			return s.endOfFile(err)
		}
	}
}

// wholeEntities is the length of the text that can be used if more may follow. It does not end inside an entity or a
// line end.
func wholeEntities(text []byte) int {
	n := len(text)
	if n > 0 && text[n-1] == '\r' {
		n--
	}
	if i := bytes.LastIndexByte(text[:n], '&'); i >= 0 && n-i < 16 && bytes.IndexByte(text[i:n], ';') < 0 {
		n = i
	}
	return n
}

// depth is the number of open elements.
func (s *scanner) depth() int { return len(s.marks) }

package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// scanner splits the XML of a part into tokens. It knows what workbooks are written in: elements, attributes, texts, comments
// and CDATA. A document type, whose entities could grow without end, is an error. It holds one tag or one piece of text
// in memory, at most maxTag bytes.
type scanner struct {
	src   io.Reader
	buf   []byte
	pos   int
	end   int
	eof   bool
	open  []byte // the names of the open elements, one behind the other
	marks []int  // where each starts in open

	name    []byte // of the element, without prefix; valid until next
	attrs   []byte // the rest of a start tag
	text    []byte // a piece of text as it stands in the file, never cut within an entity
	literal bool   // the text is CDATA: it has no entities
	closed  bool   // the start tag was <name/>: its end comes next
}

// token is what next found.
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

// next reads a token, io.EOF behind the last end tag.
func (s *scanner) next() (token, error) {
	if s.closed {
		s.closed = false
		return tokenEnd, s.pop(s.name)
	}
	for {
		if s.pos == s.end {
			if err := s.fill(); err != nil {
				return 0, s.ended(err)
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

// ended makes an error of an end that comes before that of the outermost element.
func (s *scanner) ended(err error) error {
	if errors.Is(err, io.EOF) && len(s.marks) > 0 {
		return io.ErrUnexpectedEOF
	}
	return err
}

// fill reads more behind what the buffer holds, which it moves to the front. io.EOF says that there is no more.
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

// readText gives what the buffer holds up to the next tag.
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
			return s.ended(err)
		}
	}
}

// wholeEntities is how much of a text can be taken when more may follow: no entity and no line end is cut.
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

// markup reads what starts with '<'. It finds nothing in comments and declarations.
func (s *scanner) markup() (t token, found bool, err error) {
	for s.end-s.pos < 9 && !s.eof {
		if err := s.fill(); err != nil && !errors.Is(err, io.EOF) {
			return 0, false, err
		}
	}
	switch have := s.buf[s.pos:s.end]; {
	case bytes.HasPrefix(have, []byte("<!--")):
		_, err := s.upTo(4, "-->")
		return 0, false, err
	case bytes.HasPrefix(have, []byte("<![CDATA[")):
		s.text, err = s.upTo(9, "]]>")
		s.literal = true
		return tokenText, true, err
	case bytes.HasPrefix(have, []byte("<?")):
		text, err := s.upTo(2, "?>")
		if err == nil {
			err = checkEncoding(text)
		}
		return 0, false, err
	case bytes.HasPrefix(have, []byte("<!")):
		return 0, false, errors.New("it has a document type, which no workbook needs")
	case bytes.HasPrefix(have, []byte("</")):
		text, err := s.upTo(2, ">")
		if err != nil {
			return 0, false, err
		}
		return tokenEnd, true, s.pop(local(bytes.TrimRight(text, " \t\r\n")))
	}
	return tokenStart, true, s.startTag()
}

// upTo takes what stands between the first skip bytes and the given end.
func (s *scanner) upTo(skip int, end string) ([]byte, error) {
	from := skip
	for {
		if i := bytes.Index(s.buf[s.pos+from:s.end], []byte(end)); i >= 0 {
			text := s.buf[s.pos+skip : s.pos+from+i]
			s.pos += from + i + len(end)
			return text, nil
		}
		from = max(skip, s.end-s.pos-len(end)+1)
		if err := s.fill(); err != nil {
			return nil, torn(err)
		}
	}
}

func torn(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// startTag reads <name attributes> or <name attributes/>.
func (s *scanner) startTag() error {
	i, quote := 1, byte(0)
	for {
		for ; s.pos+i < s.end; i++ {
			switch c := s.buf[s.pos+i]; {
			case quote != 0 && c == quote:
				quote = 0
			case quote == 0 && (c == '"' || c == '\''):
				quote = c
			case quote == 0 && c == '>':
				tag := s.buf[s.pos+1 : s.pos+i]
				s.pos += i + 1
				return s.push(tag)
			}
		}
		if err := s.fill(); err != nil {
			return torn(err)
		}
	}
}

func (s *scanner) push(tag []byte) error {
	if n := len(tag); n > 0 && tag[n-1] == '/' {
		tag, s.closed = tag[:n-1], true
	}
	n := bytes.IndexAny(tag, " \t\r\n")
	if n < 0 {
		n = len(tag)
	}
	s.name, s.attrs = local(tag[:n]), tag[n:]
	if len(s.marks) == maxDepth {
		return fmt.Errorf("elements stand more than %d deep in each other", maxDepth)
	}
	s.marks = append(s.marks, len(s.open))
	s.open = append(s.open, s.name...)
	return nil
}

func (s *scanner) pop(name []byte) error {
	last := len(s.marks) - 1
	if last < 0 || !bytes.Equal(s.open[s.marks[last]:], name) {
		return fmt.Errorf("the end tag </%s> has no start tag", clip(name))
	}
	s.name = name
	s.open, s.marks = s.open[:s.marks[last]], s.marks[:last]
	return nil
}

// skipTo goes on to the end tag of the element, without a look at what stands before it.
func (s *scanner) skipTo(element string) error {
	for {
		have := s.buf[s.pos:s.end]
		i := bytes.Index(have, []byte(element))
		if i < 0 {
			s.pos += max(len(have)-64, 0) // the tag may start here
			if err := s.fill(); err != nil {
				return torn(err)
			}
			continue
		}
		if at := bytes.LastIndexByte(have[:i], '<'); at >= 0 && isEndTag(have[at:i]) {
			s.pos += at
			return nil
		}
		s.pos += i + len(element)
	}
}

// isEndTag tells "</" and "</prefix:".
func isEndTag(tag []byte) bool {
	return bytes.HasPrefix(tag, []byte("</")) && bytes.IndexAny(tag, "> ") < 0 && (len(tag) == 2 || tag[len(tag)-1] == ':')
}

// depth is how many elements are open.
func (s *scanner) depth() int { return len(s.marks) }

// local is a name without its prefix.
func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

func clip(b []byte) string { return string(b[:min(len(b), 40)]) }

// nextAttr takes one attribute off the rest of a start tag; ok is false behind the last.
func nextAttr(attrs []byte) (name, value, rest []byte, ok bool) {
	attrs = bytes.TrimLeft(attrs, " \t\r\n")
	eq := bytes.IndexByte(attrs, '=')
	if eq < 0 {
		return nil, nil, nil, false
	}
	name = local(bytes.TrimRight(attrs[:eq], " \t\r\n"))
	attrs = bytes.TrimLeft(attrs[eq+1:], " \t\r\n")
	if len(attrs) == 0 || attrs[0] != '"' && attrs[0] != '\'' {
		return nil, nil, nil, false
	}
	end := bytes.IndexByte(attrs[1:], attrs[0])
	if end < 0 {
		return nil, nil, nil, false
	}
	return name, attrs[1 : end+1], attrs[end+2:], true
}

// attr is the text of an attribute of the present start tag, "" when it has none of that name.
func (s *scanner) attr(name string) string {
	for rest := s.attrs; ; {
		n, value, more, ok := nextAttr(rest)
		if !ok {
			return ""
		}
		if string(n) == name {
			text, _ := appendText(nil, value)
			return string(text)
		}
		rest = more
	}
}

// checkEncoding refuses what is not written in UTF-8 or UTF-16, which the reader of parts decodes.
func checkEncoding(declaration []byte) error {
	if !bytes.HasPrefix(declaration, []byte("xml")) {
		return nil
	}
	for rest := declaration[3:]; ; {
		name, value, more, ok := nextAttr(rest)
		if !ok {
			return nil
		}
		if string(name) == "encoding" {
			switch strings.ToLower(string(value)) {
			case "utf-8", "utf8", "utf-16", "us-ascii", "ascii":
			default:
				return fmt.Errorf("it is written in %s: a workbook is UTF-8", clip(value))
			}
		}
		rest = more
	}
}

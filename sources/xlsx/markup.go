package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// markup reads a token that begins with '<'. found is false for a comment or a declaration.
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
		return 0, false, errors.New("it has a document type, which a workbook must not have")
	case bytes.HasPrefix(have, []byte("</")):
		text, err := s.upTo(2, ">")
		if err != nil {
			return 0, false, err
		}
		return tokenEnd, true, s.pop(localName(bytes.TrimRight(text, " \t\r\n")))
	}
	return tokenStart, true, s.startTag()
}

// upTo returns the text between the first skip bytes and end.
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
			return nil, truncated(err)
		}
	}
}

func truncated(err error) error {
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
			return truncated(err)
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
	s.name, s.attrs = localName(tag[:n]), tag[n:]
	if len(s.marks) == maxDepth {
		return fmt.Errorf("elements are nested more than %d deep", maxDepth)
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

// skipTo skips to the end tag of the element, without parsing the content.
func (s *scanner) skipTo(element string) error {
	for {
		have := s.buf[s.pos:s.end]
		i := bytes.Index(have, []byte(element))
		if i < 0 {
			s.pos += max(len(have)-64, 0) // the end tag may begin here
			if err := s.fill(); err != nil {
				return truncated(err)
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

// isEndTag reports whether a tag is an end tag, "</" or "</prefix:".
func isEndTag(tag []byte) bool {
	return bytes.HasPrefix(tag, []byte("</")) && !bytes.ContainsAny(tag, "> ") && (len(tag) == 2 || tag[len(tag)-1] == ':')
}

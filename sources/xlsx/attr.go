package xlsx

import (
	"bytes"
	"fmt"
	"strings"
)

// localName is a name without its namespace prefix.
func localName(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

func clip(b []byte) string { return string(b[:min(len(b), 40)]) }

// nextAttr splits the first attribute off a start tag; ok is false if there is none.
func nextAttr(attrs []byte) (name, value, rest []byte, ok bool) {
	attrs = bytes.TrimLeft(attrs, " \t\r\n")
	eq := bytes.IndexByte(attrs, '=')
	if eq < 0 {
		return nil, nil, nil, false
	}
	name = localName(bytes.TrimRight(attrs[:eq], " \t\r\n"))
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

// attr is the value of an attribute of the present start tag, "" if the tag does not have it.
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

// checkEncoding refuses a declared encoding other than UTF-8 and UTF-16, which partReader decodes.
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

package mail

import (
	"bytes"
	"fmt"
	"net/textproto"
	"slices"
	"strings"
)

// Header is a header line of a message, in ASCII.
type Header struct{ Name, Value string }

// Prepend puts headers of a single copy before its other headers, such as the message that it replies to. It folds a
// value after its commas.
func Prepend(head []byte, headers ...Header) ([]byte, error) {
	var b bytes.Buffer
	for _, h := range headers {
		switch {
		case !headerName.MatchString(h.Name) || slices.Contains(reservedHeaders, textproto.CanonicalMIMEHeaderKey(h.Name)):
			return nil, fmt.Errorf("header %q cannot be a copy's own", h.Name)
		case !isASCII(h.Value) || h.Value == "":
			return nil, fmt.Errorf("header %q: %q is not ASCII", h.Name, h.Value)
		}
		if err := checkNoControl(h.Value); err != nil {
			return nil, fmt.Errorf("header %q: %w", h.Name, err)
		}
		for line := range strings.SplitSeq(h.Value, ", ") {
			if len(line) > maxHeader {
				return nil, fmt.Errorf("header %q is longer than %d characters", h.Name, maxHeader)
			}
		}
		fmt.Fprintf(&b, "%s: %s\r\n", h.Name, strings.ReplaceAll(h.Value, ", ", ",\r\n "))
	}
	return append(b.Bytes(), head...), nil
}

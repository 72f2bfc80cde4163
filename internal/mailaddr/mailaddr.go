// Package mailaddr parses mail addresses as people write them: "Anne Leroy <anne@lenoir.example>" or
// anne@lenoir.example.
package mailaddr

import (
	"net/mail"
	"strings"
)

// Parse returns the bare address. ok is false if the text is not an address.
func Parse(s string) (bare string, ok bool) {
	a, err := mail.ParseAddress(s)
	if err != nil {
		return "", false
	}
	return a.Address, true
}

// Bare returns an address without its display name. It returns any other text unchanged.
func Bare(s string) string {
	if bare, ok := Parse(s); ok {
		return bare
	}
	return s
}

// Domain returns the part after the @ of a bare address, in lower case.
func Domain(bare string) string {
	return strings.ToLower(bare[strings.LastIndex(bare, "@")+1:])
}

package usage

import (
	"encoding/csv"
	"errors"
	"strings"
)

// Addresses is a flag for mail addresses. It may be given several times, with several addresses divided by commas.
type Addresses struct{ List *[]string }

// Set adds addresses. A line break is an error, because the text after it would be ignored silently.
func (a Addresses) Set(s string) error {
	if strings.ContainsAny(s, "\r\n") {
		return errors.New("a line break is not allowed between addresses (write a comma, or the flag once more)")
	}
	r := csv.NewReader(strings.NewReader(s))
	r.LazyQuotes, r.TrimLeadingSpace = true, true
	fields, err := r.Read()
	if err != nil {
		return errors.New("write an address, such as moi@lenoir.example")
	}
	*a.List = append(*a.List, fields...)
	return nil
}

// String returns the default for the help.
func (a Addresses) String() string {
	if a.List == nil {
		return ""
	}
	return strings.Join(*a.List, ",")
}

// Type returns the name of the value for the help.
func (Addresses) Type() string { return "addresses" }

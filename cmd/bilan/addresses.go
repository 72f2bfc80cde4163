package main

import (
	"encoding/csv"
	"errors"
	"strings"
)

// addressList is a flag that takes addresses, one or several with commas between them, once or more often.
type addressList struct{ list *[]string }

// Set adds addresses. A line break is refused: what stands after it would be left out in silence.
func (a addressList) Set(s string) error {
	if strings.ContainsAny(s, "\r\n") {
		return errors.New("a line break is not allowed between addresses (write a comma, or the flag once more)")
	}
	r := csv.NewReader(strings.NewReader(s))
	r.LazyQuotes, r.TrimLeadingSpace = true, true
	fields, err := r.Read()
	if err != nil {
		return errors.New("write an address, such as moi@lenoir.example")
	}
	*a.list = append(*a.list, fields...)
	return nil
}

// String is what the help shows as the default.
func (a addressList) String() string {
	if a.list == nil {
		return ""
	}
	return strings.Join(*a.list, ",")
}

// Type names the value in the help.
func (addressList) Type() string { return "addresses" }

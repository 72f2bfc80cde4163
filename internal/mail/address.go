package mail

import (
	"fmt"
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// parseAddress reads one address, bare or with a display name. It converts a domain with accents to ASCII. It keeps
// accents before the @, which need a server with SMTPUTF8.
func parseAddress(s string) (*mail.Address, error) {
	if err := checkNoControl(s); err != nil {
		return nil, fmt.Errorf("address %q: %w", s, err)
	}
	a, err := mail.ParseAddress(s)
	if err != nil {
		return nil, fmt.Errorf(`%q is not a mail address (write name@company.example or "Name <name@company.example>")`, s)
	}
	local, domain := splitAddress(a.Address)
	if !isASCII(domain) {
		ascii, err := idna.Lookup.ToASCII(domain)
		if err != nil {
			return nil, fmt.Errorf("address %q: domain %q: %w", s, domain, err)
		}
		domain = ascii
	}
	a.Address = local + "@" + domain
	a.Name = headerText(a.Name, maxName)
	return a, nil
}

func parseAddresses(kind string, list []string) ([]*mail.Address, error) {
	out := make([]*mail.Address, 0, len(list))
	for _, s := range list {
		a, err := parseAddress(s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kind, err)
		}
		out = append(out, a)
	}
	return out, nil
}

// smtpPath returns an address in the form of SMTP: <local@domain>, with quotes if they are needed.
func smtpPath(a *mail.Address) string {
	return (&mail.Address{Address: a.Address}).String()
}

func splitAddress(addr string) (local, domain string) {
	at := strings.LastIndexByte(addr, '@')
	if at < 0 {
		return addr, ""
	}
	return addr[:at], addr[at+1:]
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// checkNoControl returns an error for characters that could end a header line or be invisible in it.
func checkNoControl(s string) error {
	for _, r := range s {
		if r == '\n' || r == '\r' {
			return fmt.Errorf("a line break is not allowed here")
		}
		if unicode.IsControl(r) && r != '\t' {
			return fmt.Errorf("the control character U+%04X is not allowed here", r)
		}
	}
	return nil
}

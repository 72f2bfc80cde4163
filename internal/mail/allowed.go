package mail

import (
	"fmt"
	"strings"

	"golang.org/x/net/idna"
)

// Allowed returns an error if mail must not go to addr. An empty list allows every domain. An entry is a domain without
// its subdomains: lenoir.example allows neither paris.lenoir.example nor notlenoir.example. The entry *.lenoir.example
// allows all subdomains of lenoir.example, but not lenoir.example itself. Case does not matter.
func Allowed(addr string, domains []string) error {
	if len(domains) == 0 {
		return nil
	}
	a, err := parseAddress(addr)
	if err != nil {
		return err
	}
	_, domain := splitAddress(a.Address)
	domain = normalDomain(domain)
	for _, d := range domains {
		if matchesDomain(normalDomain(d), domain) {
			return nil
		}
	}
	return &refusal{verdict: Dead, cause: ErrNotAllowed, text: fmt.Sprintf("%s is outside mail.allowed_domains (%s): correct the address, or add %q to the list",
		a.Address, strings.Join(domains, ", "), domain)}
}

func matchesDomain(entry, domain string) bool {
	if parent, ok := strings.CutPrefix(entry, "*."); ok {
		return parent != "" && strings.HasSuffix(domain, "."+parent)
	}
	return entry != "" && entry == domain
}

// normalDomain returns a domain in lower-case ASCII, so that two spellings of it are equal.
func normalDomain(d string) string {
	d = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(d), "."))
	wild := strings.HasPrefix(d, "*.")
	if !isASCII(d) {
		if ascii, err := idna.Lookup.ToASCII(strings.TrimPrefix(d, "*.")); err == nil {
			d = ascii
			if wild {
				d = "*." + d
			}
		}
	}
	return d
}

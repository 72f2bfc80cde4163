package scalar

import (
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

func checkAddress(s string) error {
	a, err := mail.ParseAddress(s)
	if err == nil && needsQuotes(a.Address) {
		return fmt.Errorf("%q has quotes before its @, which many mail servers refuse: write another address of the same person", s)
	}
	if err == nil && !strings.ContainsAny(s, "\r\n") {
		if _, domain, _ := strings.Cut(a.Address, "@"); !strings.HasPrefix(domain, "[") {
			return nil
		}
	}
	hint := `write name@company.example or "Name <name@company.example>"`
	if list, err := mail.ParseAddressList(strings.ReplaceAll(s, ";", ",")); err == nil && len(list) > 1 {
		hint = "write one address per item: [a@company.example, b@company.example]"
	}
	return fmt.Errorf("%q is not a mail address (%s)", s, hint)
}

// groupName matches the name of a group of addresses. Unlike an address, it has no @.
var groupName = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}_-]*$`)

// GroupName reports whether s is a valid name for a group of addresses.
func GroupName(s string) bool { return groupName.MatchString(strings.TrimSpace(s)) }

// checkRecipient accepts an address or the name of a group. Whether the group exists is checked later.
func checkRecipient(s string) error {
	if GroupName(s) {
		return nil
	}
	return checkAddress(s)
}

// needsQuotes reports whether a bare address is valid only with quotes, as in "a b"@lenoir.example.
func needsQuotes(bare string) bool {
	_, err := mail.ParseAddress(bare)
	return err != nil
}

// checkListen accepts only an address of this machine, because the pages have no password.
func checkListen(s string) error {
	host, port, err := net.SplitHostPort(s)
	n, notNumber := strconv.ParseUint(port, 10, 16)
	switch {
	case err != nil || notNumber != nil:
		return fmt.Errorf("%q is not a port of this machine (write 127.0.0.1:9118)", s)
	case !Loopback(host):
		return fmt.Errorf("%q can be reached from other machines, but there is no password (write 127.0.0.1:%d)", s, n)
	}
	return nil
}

// DomainName matches a domain, also with a wildcard: *.lenoir.example.
var DomainName = regexp.MustCompile(`^(?:\*\.)?[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*$`)

func checkDomain(s string) error {
	if DomainName.MatchString(s) {
		return nil
	}
	_, after, _ := strings.Cut(s, "@")
	if after == "" || !DomainName.MatchString(after) {
		after = "lenoir.example, or *.lenoir.example for all below it"
	}
	return fmt.Errorf("%q is not a domain (write %s)", s, after)
}

func checkHost(s string) error {
	switch host, port, cut := strings.Cut(s, ":"); {
	case strings.Contains(s, "://"):
		return fmt.Errorf("%q is an address with a scheme (write the server's name only, as smtp.lenoir.example)", s)
	case cut && !strings.Contains(port, ":") && host != "":
		return fmt.Errorf("%q contains a port (write %s, and port: %s)", s, host, port)
	case strings.ContainsAny(s, " /@\t\r\n"):
		return fmt.Errorf("%q is not the name of a server (write smtp.lenoir.example)", s)
	}
	return nil
}

// CheckURL accepts an http or https address.
func CheckURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%q is not a web address (write https://…)", s)
	}
	return nil
}

// Loopback reports whether a host is this machine.
func Loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

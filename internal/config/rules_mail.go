package config

import (
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
)

func checkAddress(s string) error {
	a, err := mail.ParseAddress(s)
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

var domainName = regexp.MustCompile(`^(?:\*\.)?[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*$`)

func checkDomain(s string) error {
	if domainName.MatchString(s) {
		return nil
	}
	_, after, _ := strings.Cut(s, "@")
	if after == "" || !domainName.MatchString(after) {
		after = "lenoir.example, or *.lenoir.example for all below it"
	}
	return fmt.Errorf("%q is not a domain (write %s)", s, after)
}

func checkHost(s string) error {
	switch host, port, cut := strings.Cut(s, ":"); {
	case strings.Contains(s, "://"):
		return fmt.Errorf("%q is an address with a scheme (write the server's name only, as smtp.lenoir.example)", s)
	case cut && !strings.Contains(port, ":") && host != "":
		return fmt.Errorf("%q holds a port (write %s, and port: %s)", s, host, port)
	case strings.ContainsAny(s, " /@\t\r\n"):
		return fmt.Errorf("%q is not the name of a server (write smtp.lenoir.example)", s)
	}
	return nil
}

func checkURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%q is not a web address (write https://…)", s)
	}
	return nil
}

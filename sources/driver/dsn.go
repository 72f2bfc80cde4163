package driver

import (
	"net"
	"net/url"
	"strings"
)

// EncodeHint explains how to write a password in a URL.
const EncodeHint = "in a URL, write the password's special characters as codes: %40 for @, %3A for :, %2F for /, %23 for #, %3F for ?, %25 for %"

// CheckURL refuses a URL that would be parsed wrongly. An unencoded / ? or # in a password would end the host, and
// an error would print the rest of the password as a host or a port.
func CheckURL(dsn string, schemes ...string) error {
	scheme, rest, ok := strings.Cut(dsn, "://")
	if !ok {
		return nil
	}
	known := false
	for _, s := range schemes {
		known = known || s == scheme
	}
	if !known {
		return UnreadableDSN("it must begin with " + schemes[0] + "://")
	}
	at, end := strings.IndexByte(rest, '@'), strings.IndexAny(rest, "/?#")
	if strings.Count(rest, "@") > 1 || at >= 0 && end >= 0 && end < at {
		return UnreadableDSN(EncodeHint)
	}
	if _, err := url.Parse(dsn); err != nil && !strings.Contains(rest, ",") {
		return UnreadableDSN(EncodeHint)
	}
	return nil
}

// IsLoopback reports whether an address is on this machine.
func IsLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return !ok || tcp.IP.IsLoopback()
}

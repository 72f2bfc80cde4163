package postgres

import (
	"bilan/sources/driver"
	"strings"
)

// dsnHints maps the driver's reasons for refusing a connection string to texts that may be shown. The driver's own
// text quotes the string, which may contain a part of the password.
var dsnHints = []struct{ said, how string }{
	{"invalid port", "the port is a number"},
	{"port numbers to", "there is one port, or as many as hosts"},
	{"read service", "the service is not in the service file"},
	{"configure TLS", "sslmode is one of disable, allow, prefer, require, verify-ca, verify-full, and sslrootcert, sslcert and sslkey name files that can be read"},
	{"sslcertmode", "sslcertmode is one of disable, allow, require"},
	{"connect_timeout", "connect_timeout is a number of seconds"},
	{"target_session_attrs", "target_session_attrs is one of any, read-write, read-only, primary, standby, prefer-standby"},
	{"protocol_version", "min_protocol_version and max_protocol_version are 3.0 or 3.2"},
	{"channel_binding", "channel_binding is one of disable, prefer, require"},
	{"require_auth", "require_auth lists ways to log in"},
}

// dsnHint says how to write a connection string that the driver refused, without any of its content.
func dsnHint(dsn string, err error) string {
	const form = "write postgres://user:password@host:5432/database, or host=… user=… password=… dbname=…"
	_, said, _ := strings.Cut(err.Error(), "`: ")
	if strings.Contains(said, "keyword/value") {
		return form + "; a value with a space needs quotes: password='two words'"
	}
	for _, f := range dsnHints {
		if strings.Contains(said, f.said) && !strings.Contains(said, "parse as") {
			return f.how + ": " + form
		}
	}
	if strings.Contains(dsn, "://") {
		return form + "; " + driver.EncodeHint
	}
	return form
}

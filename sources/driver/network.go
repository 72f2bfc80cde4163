package driver

import (
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
)

// ExplainNetwork explains an error of the network: which server cannot be reached, or that the connection was lost. Any
// other error keeps its text.
func ExplainNetwork(err error) Problem {
	var op *net.OpError
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return Problem{Kind: Unreachable, Message: "no such host: " + dns.Name}
	case errors.As(err, &op) && op.Op == "dial":
		return Problem{Kind: Unreachable, Message: address(op) + ": " + lastCause(op.Err)}
	case errors.As(err, &op), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed),
		errors.Is(err, sqldriver.ErrBadConn), errors.Is(err, sql.ErrConnDone):
		return Problem{Kind: Lost, Message: lastCause(err)}
	}
	return Problem{Message: err.Error()}
}

func address(op *net.OpError) string {
	if op.Addr == nil {
		return op.Net
	}
	return op.Addr.String()
}

// lastCause is the text of the innermost error, such as "connection refused".
func lastCause(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return strings.TrimSpace(err.Error())
		}
		err = inner
	}
}

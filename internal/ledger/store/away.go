package store

import (
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Unreachable reports whether an error means that the database cannot be reached for now: it is switched off, it is
// starting, or the connection is broken. It returns false for a wrong password or database name, because waiting does
// not help.
func Unreachable(err error) bool {
	var said *pgconn.PgError
	if errors.As(err, &said) {
		return strings.HasPrefix(said.Code, "08") || strings.HasPrefix(said.Code, "57P") || strings.HasPrefix(said.Code, "53")
	}
	var network net.Error
	var connecting *pgconn.ConnectError
	broken := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) // the connection broke within an answer
	return broken || errors.As(err, &network) || errors.As(err, &connecting)
}

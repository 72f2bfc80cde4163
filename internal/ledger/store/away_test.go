package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// A server that is off, starting, full or disconnected counts as away. A wrong password, database or statement does
// not.
func TestAway(t *testing.T) {
	for _, test := range []struct {
		err  error
		away bool
	}{
		{&net.OpError{Op: "dial", Err: errors.New("connection refused")}, true}, {&net.DNSError{Name: "db"}, true}, {io.ErrUnexpectedEOF, true}, {io.EOF, true},
		{context.DeadlineExceeded, true}, {&pgconn.PgError{Code: "57P03"}, true}, {&pgconn.PgError{Code: "57P01"}, true}, {&pgconn.PgError{Code: "53300"}, true},
		{&pgconn.PgError{Code: "08006"}, true}, {&pgconn.PgError{Code: "28P01"}, false}, {&pgconn.PgError{Code: "3D000"}, false}, {&pgconn.PgError{Code: "42P01"}, false},
		{context.Canceled, false}, {errors.New("a newer program"), false}, {nil, false},
	} {
		if err := fmt.Errorf("open the state: %w", test.err); Unreachable(err) != test.away {
			t.Errorf("%v: %v", test.err, !test.away)
		}
	}
}

package sources

import (
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"io"
	"net"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

var pgMissing = regexp.MustCompile(`"([^"]+)"`)

// explainPostgres puts an error of PostgreSQL or of the way there into words.
func explainPostgres(err error, b *Bound) problem {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		return explainServer(server, b)
	}
	var long *pgproto3.ExceededMaxBodyLenErr
	if errors.As(err, &long) {
		return problem{said: "a row is longer than 16 MB: leave large columns out of the query"}
	}
	return explainNetwork(err)
}

func explainServer(e *pgconn.PgError, b *Bound) problem {
	p := problem{said: e.Message, wrong: strings.HasPrefix(e.Code, "42") && e.Code != "42501"}
	switch e.Code {
	case "28P01", "28000":
		p.kind = refused
	case "3D000":
		p.kind = noDatabase
	case "42501":
		p.kind = denied
	case "57014", "55P03":
		p.kind = tooLong
	case "57P01", "57P02", "57P03":
		p.kind = lost
	case "42P01":
		p.kind = noTable
		if m := pgMissing.FindStringSubmatch(e.Message); m != nil {
			p.object = m[1]
		}
	}
	if e.Hint != "" && p.kind == otherProblem {
		p.said += " (" + e.Hint + ")"
	}
	if b != nil && e.Position > 0 {
		p.said = b.origin(int(e.Position)) + ": " + p.said
	}
	return p
}

// explainNetwork names the server that could not be reached, or was lost.
func explainNetwork(err error) problem {
	var op *net.OpError
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return problem{kind: unreachable, said: "no such host: " + dns.Name}
	case errors.As(err, &op) && op.Op == "dial":
		return problem{kind: unreachable, said: address(op) + ": " + lastCause(op.Err)}
	case errors.As(err, &op), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed),
		errors.Is(err, sqldriver.ErrBadConn), errors.Is(err, sql.ErrConnDone):
		return problem{kind: lost, said: lastCause(err)}
	}
	return problem{said: err.Error()}
}

func address(op *net.OpError) string {
	if op.Addr == nil {
		return op.Net
	}
	return op.Addr.String()
}

// lastCause is the innermost error's text: connection refused, i/o timeout.
func lastCause(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return strings.TrimSpace(err.Error())
		}
		err = inner
	}
}

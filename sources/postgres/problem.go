package postgres

import (
	"bilan/sources/driver"
	"bilan/sources/params"
	"errors"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

var pgMissing = regexp.MustCompile(`"([^"]+)"`)

// Explain describes an error of PostgreSQL or the network.
func Explain(err error, b *params.Bound) driver.Problem {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		return explainServer(server, b)
	}
	var long *pgproto3.ExceededMaxBodyLenErr
	if errors.As(err, &long) {
		return driver.Problem{Message: "a row is longer than 16 MB: leave large columns out of the query"}
	}
	return driver.ExplainNetwork(err)
}

func explainServer(e *pgconn.PgError, b *params.Bound) driver.Problem {
	p := driver.Problem{Message: e.Message, WrongSQL: strings.HasPrefix(e.Code, "42") && e.Code != "42501"}
	switch e.Code {
	case "28P01", "28000":
		p.Kind = driver.Refused
	case "3D000":
		p.Kind = driver.NoDatabase
	case "42501":
		p.Kind = driver.Denied
	case "57014", "55P03":
		p.Kind = driver.TooLong
	case "57P01", "57P02", "57P03":
		p.Kind = driver.Lost
	case "42P01":
		p.Kind = driver.NoTable
		if m := pgMissing.FindStringSubmatch(e.Message); m != nil {
			p.MissingTable = m[1]
		}
	}
	if e.Hint != "" && p.Kind == driver.OtherProblem {
		p.Message += " (" + e.Hint + ")"
	}
	if b != nil && e.Position > 0 {
		p.Message = b.Origin(int(e.Position)) + ": " + p.Message
	}
	return p
}

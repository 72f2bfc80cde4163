package sources

import (
	"errors"
	"regexp"

	"github.com/go-sql-driver/mysql"
)

const errUnknownZone = 1298

var mysqlKinds = map[uint16]problemKind{
	1044: denied, 1045: refused, 1130: refused, 1251: refused, 1698: refused, 1820: refused, 1862: refused,
	1049: noDatabase, 1146: noTable, 1142: denied, 1143: denied, 1227: denied, 1370: denied,
	1205: tooLong, 1317: tooLong, 1969: tooLong, 3024: tooLong, 1053: lost, 1927: lost,
}

var mysqlMissing = regexp.MustCompile(`'([^']+)' doesn't exist`)

// explainMySQL puts an error of MySQL or MariaDB, or of the way there, into words.
func explainMySQL(err error, _ *Bound) problem {
	var server *mysql.MySQLError
	switch {
	case errors.As(err, &server):
		p := problem{kind: mysqlKinds[server.Number], said: server.Message}
		if m := mysqlMissing.FindStringSubmatch(server.Message); m != nil && p.kind == noTable {
			p.object = m[1]
		}
		return p
	case errors.Is(err, mysql.ErrInvalidConn):
		return problem{kind: lost, said: "the server closed it"}
	case errors.Is(err, mysql.ErrNoTLS):
		return problem{said: "the server offers no encryption: set ssl-mode=disabled only on a network you trust"}
	}
	return explainNetwork(err)
}

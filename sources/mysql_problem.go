package sources

import (
	"errors"
	"regexp"
	"slices"

	"github.com/go-sql-driver/mysql"
)

const errUnknownZone = 1298

var mysqlKinds = map[uint16]problemKind{
	1044: denied, 1045: refused, 1130: refused, 1251: refused, 1698: refused, 1820: refused, 1862: refused,
	1049: noDatabase, 1146: noTable, 1142: denied, 1143: denied, 1227: denied, 1370: denied,
	1205: tooLong, 1317: tooLong, 1969: tooLong, 3024: tooLong, 1053: lost, 1927: lost,
}

// mysqlWrong are the errors of a statement that cannot be read or names what is not there.
var mysqlWrong = []uint16{1052, 1054, 1055, 1060, 1064, 1066, 1109, 1111, 1140, 1149, 1222, 1241, 1248, 1305, 1582}

var mysqlMissing = regexp.MustCompile(`'([^']+)' doesn't exist`)

// explainMySQL puts an error of MySQL or MariaDB, or of the way there, into words.
func explainMySQL(err error, _ *Bound) problem {
	var server *mysql.MySQLError
	switch {
	case errors.As(err, &server):
		p := problem{kind: mysqlKinds[server.Number], said: server.Message, wrong: slices.Contains(mysqlWrong, server.Number)}
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

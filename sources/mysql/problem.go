package mysql

import (
	"bilan/sources/driver"
	"bilan/sources/params"
	"errors"
	"regexp"
	"slices"

	"github.com/go-sql-driver/mysql"
)

const errUnknownZone = 1298

var errorKinds = map[uint16]driver.Kind{
	1044: driver.Denied, 1045: driver.Refused, 1130: driver.Refused, 1251: driver.Refused, 1698: driver.Refused, 1820: driver.Refused, 1862: driver.Refused,
	1049: driver.NoDatabase, 1146: driver.NoTable, 1142: driver.Denied, 1143: driver.Denied, 1227: driver.Denied, 1370: driver.Denied,
	1205: driver.TooLong, 1317: driver.TooLong, 1969: driver.TooLong, 3024: driver.TooLong, 1053: driver.Lost, 1927: driver.Lost,
}

// wrongSQLErrors are the error numbers of a statement that cannot be parsed or names something that does not exist.
var wrongSQLErrors = []uint16{1052, 1054, 1055, 1060, 1064, 1066, 1109, 1111, 1140, 1149, 1222, 1241, 1248, 1305, 1582}

var missingTable = regexp.MustCompile(`'([^']+)' doesn't exist`)

// Explain describes an error of MySQL, MariaDB or the network.
func Explain(err error, _ *params.Bound) driver.Problem {
	var server *mysql.MySQLError
	switch {
	case errors.As(err, &server):
		p := driver.Problem{Kind: errorKinds[server.Number], Message: server.Message, WrongSQL: slices.Contains(wrongSQLErrors, server.Number)}
		if m := missingTable.FindStringSubmatch(server.Message); m != nil && p.Kind == driver.NoTable {
			p.MissingTable = m[1]
		}
		return p
	case errors.Is(err, mysql.ErrInvalidConn):
		return driver.Problem{Kind: driver.Lost, Message: "the server closed it"}
	case errors.Is(err, mysql.ErrNoTLS):
		return driver.Problem{Message: "the server offers no encryption: set ssl-mode=disabled only on a network you trust"}
	}
	return driver.ExplainNetwork(err)
}

package sqlserver

import (
	"bilan/sources/driver"
	"bilan/sources/params"
	"errors"
	"fmt"
	"regexp"
	"slices"

	mssql "github.com/microsoft/go-mssqldb"
)

var errorKinds = map[int32]driver.Kind{
	18456: driver.Refused, 18452: driver.Refused, 18486: driver.Refused, 18487: driver.Refused, 18488: driver.Refused, 4060: driver.NoDatabase, 911: driver.NoDatabase,
	208: driver.NoTable, 229: driver.Denied, 230: driver.Denied, 916: driver.Denied, 1222: driver.TooLong, 10928: driver.Lost, 40613: driver.Unreachable,
}

// wrongSQLErrors are the error numbers of a statement that cannot be parsed or names something that does not exist.
var wrongSQLErrors = []int32{102, 103, 105, 130, 156, 170, 174, 195, 205, 207, 209, 4104, 4145, 8120}

var missingTable = regexp.MustCompile(`'([^']+)'`)

// Explain describes an error of SQL Server or the network.
func Explain(err error, b *params.Bound) driver.Problem {
	var server mssql.Error
	if !errors.As(err, &server) {
		return driver.ExplainNetwork(err)
	}
	p := driver.Problem{Kind: errorKinds[server.Number], Message: server.Message, WrongSQL: slices.Contains(wrongSQLErrors, server.Number)}
	if m := missingTable.FindStringSubmatch(server.Message); m != nil && p.Kind == driver.NoTable {
		p.MissingTable = m[1]
	}
	if b != nil && server.LineNo > 0 && p.Kind == driver.OtherProblem {
		p.Message = fmt.Sprintf("line %d: %s", server.LineNo, p.Message)
	}
	return p
}

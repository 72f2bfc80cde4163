package sources

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	mssql "github.com/microsoft/go-mssqldb"
)

var sqlServerKinds = map[int32]problemKind{
	18456: refused, 18452: refused, 18486: refused, 18487: refused, 18488: refused, 4060: noDatabase, 911: noDatabase,
	208: noTable, 229: denied, 230: denied, 916: denied, 1222: tooLong, 10928: lost, 40613: unreachable,
}

// sqlServerWrong are the errors of a statement that cannot be read or names what is not there.
var sqlServerWrong = []int32{102, 103, 105, 130, 156, 170, 174, 195, 205, 207, 209, 4104, 4145, 8120}

var sqlServerMissing = regexp.MustCompile(`'([^']+)'`)

// explainSQLServer puts an error of SQL Server, or of the way there, into words.
func explainSQLServer(err error, b *Bound) problem {
	var server mssql.Error
	if !errors.As(err, &server) {
		return explainNetwork(err)
	}
	p := problem{kind: sqlServerKinds[server.Number], said: server.Message, wrong: slices.Contains(sqlServerWrong, server.Number)}
	if m := sqlServerMissing.FindStringSubmatch(server.Message); m != nil && p.kind == noTable {
		p.object = m[1]
	}
	if b != nil && server.LineNo > 0 && p.kind == otherProblem {
		p.said = fmt.Sprintf("line %d: %s", server.LineNo, p.said)
	}
	return p
}

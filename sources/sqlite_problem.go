package sources

import (
	"errors"
	"io/fs"
	"regexp"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var sqliteMissing = regexp.MustCompile(`no such table: ([^\s(]+)`)
var sqliteCode = regexp.MustCompile(`^SQL logic error: |\s*\(\d+\)$`)

// explainSQLite puts an error of SQLite, or of the file system, into words.
func explainSQLite(err error, b *Bound) problem {
	var server *sqlite.Error
	var file *fs.PathError
	switch {
	case errors.As(err, &file):
		return problem{said: file.Path + ": " + file.Err.Error() + " (the path of sqlite: starts at the file that names it)"}
	case !errors.As(err, &server):
		return problem{said: err.Error()}
	}
	p := problem{said: sqliteCode.ReplaceAllString(server.Error(), "")}
	switch server.Code() & 0xff {
	case sqlite3.SQLITE_ERROR:
		p.wrong = b != nil
	case sqlite3.SQLITE_INTERRUPT:
		p.kind = tooLong
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		p.said = "another program holds the file locked (" + p.said + "): run again when it has finished"
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
		if b == nil {
			p.said = "the file cannot be opened (" + p.said + "): in WAL mode reading needs the right to write into its folder, " +
				"unless the program that writes it is running; or make a copy with VACUUM INTO"
		}
	}
	if m := sqliteMissing.FindStringSubmatch(server.Error()); m != nil {
		p.kind, p.object = noTable, strings.Trim(m[1], `"'`)
	}
	return p
}

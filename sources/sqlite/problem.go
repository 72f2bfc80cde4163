package sqlite

import (
	"bilan/sources/driver"
	"bilan/sources/params"
	"errors"
	"io/fs"
	"regexp"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var sqliteMissing = regexp.MustCompile(`no such table: ([^\s(]+)`)
var sqliteCode = regexp.MustCompile(`^SQL logic error: |\s*\(\d+\)$`)

// Explain describes an error of SQLite or the file system.
func Explain(err error, b *params.Bound) driver.Problem {
	var server *sqlite.Error
	var file *fs.PathError
	switch {
	case errors.As(err, &file):
		return driver.Problem{Message: file.Path + ": " + file.Err.Error() + " (the path of sqlite: starts at the file that names it)"}
	case !errors.As(err, &server):
		return driver.Problem{Message: err.Error()}
	}
	p := driver.Problem{Message: sqliteCode.ReplaceAllString(server.Error(), "")}
	switch server.Code() & 0xff {
	case sqlite3.SQLITE_ERROR:
		p.WrongSQL = b != nil
	case sqlite3.SQLITE_INTERRUPT:
		p.Kind = driver.TooLong
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		p.Message = "another program has locked the file (" + p.Message + "): run again when it has finished"
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
		if b == nil {
			p.Message = "the file cannot be opened (" + p.Message + "): in WAL mode reading needs permission to write into its folder, " +
				"unless the program that writes it is running; or make a copy with VACUUM INTO"
		}
	}
	if m := sqliteMissing.FindStringSubmatch(server.Error()); m != nil {
		p.Kind, p.MissingTable = driver.NoTable, strings.Trim(m[1], `"'`)
	}
	return p
}

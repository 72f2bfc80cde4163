package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"bilan/internal/filelock"
	"bilan/internal/ledger/database"
	"bilan/internal/ledger/queue"
	"bilan/internal/prepared"

	"github.com/riverqueue/river/riverdriver/riversqlite"
	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// sqlite is a state in a file. One connection writes, because SQLite allows only one writer and the queue must not get
// SQLITE_BUSY; a few others read in parallel, as WAL allows.
type sqlite struct {
	file    string
	opened  os.FileInfo // the file at that path when it was opened
	writer  *sql.DB
	readers *sql.DB
	lock    *filelock.Lock
	group   group

	statements prepared.Statements
	jobs       *queue.River[*sql.Tx]
}

// readersAtOnce is the number of connections that read. It is enough for a health check, a history and a command at
// once.
const readersAtOnce = 3

// openSQLite opens a file, and creates it if it is missing. With existing, a missing file is ErrNoFile.
func openSQLite(ctx context.Context, file string, existing bool, o queue.Options) (Store, error) {
	file, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	file, opened, err := prepareFile(file, existing)
	if err != nil {
		return nil, err
	}
	s := &sqlite{file: file, opened: opened, lock: filelock.New(file + ".lock")}
	// FULL: records of sent messages must survive a power failure.
	if s.writer, err = sql.Open("sqlite", sqliteDSN(file, "immediate", "auto_vacuum(2)", "journal_mode(WAL)", "synchronous(FULL)")); err != nil {
		return nil, err
	}
	s.writer.SetMaxOpenConns(1)
	if s.readers, err = sql.Open("sqlite", sqliteDSN(file, "deferred", "query_only(1)")); err != nil {
		return nil, errors.Join(err, s.writer.Close())
	}
	s.readers.SetMaxOpenConns(readersAtOnce)
	s.jobs, err = queue.New(riversqlite.New(s.writer), true, o, func(t database.Tx) *sql.Tx { return t.Raw().(*sql.Tx) })
	if err == nil {
		err = s.openWriter(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// openWriter opens the writer's connection. It retries because a process that creates the write-ahead log of a new file
// locks it for a moment, for which SQLite itself does not wait.
func (s *sqlite) openWriter(ctx context.Context) error {
	for tries := 0; ; tries++ {
		err := s.writer.PingContext(ctx)
		if tries == 250 || !isBusy(err) {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// isBusy reports whether another process locked the file for longer than SQLite waits.
func isBusy(err error) bool {
	var busy *driver.Error
	return errors.As(err, &busy) && busy.Code()&0xff == sqlite3.SQLITE_BUSY
}

func sqliteDSN(file, lock string, pragmas ...string) string {
	q := url.Values{"mode": {"rw"}, "_txlock": {lock}, "_pragma": append([]string{"busy_timeout(5000)", "foreign_keys(1)"}, pragmas...)}
	return (&url.URL{Scheme: "file", Path: file, RawQuery: q.Encode()}).String()
}

func ignoreTxDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) { // the end of the context has rolled it back
		return nil
	}
	return err
}

func (s *sqlite) Reader() database.Conn  { return sqliteConn{s.readers} }
func (s *sqlite) Queue() queue.Queue     { return s.jobs }
func (s *sqlite) TryLock() (bool, error) { return s.lock.Try() }
func (s *sqlite) Locked() bool           { return s.lock.Held() }

func (s *sqlite) Close() error {
	s.statements.Close()
	return errors.Join(s.readers.Close(), s.writer.Close(), s.lock.Release())
}

// Only the process with the lock is alive, so heartbeats are not needed.
func (s *sqlite) Beat(context.Context, string) error                         { return nil }
func (s *sqlite) Gone(context.Context, string) error                         { return nil }
func (s *sqlite) Alive(context.Context, database.Conn, string) (bool, error) { return false, nil }
func (s *sqlite) Shared() bool                                               { return false }

func (s *sqlite) WorkedByOthers(context.Context, string) (bool, error) { return s.lock.ByOthers() }

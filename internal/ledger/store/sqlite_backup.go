package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"bilan/internal/ledger/database"
)

// compactAtOnce is the number of pages that one step frees: 8 MB, so that others can write between the steps.
const compactAtOnce = 2048

// Compact returns the pages of deleted editions to the file system.
func (s *sqlite) Compact(ctx context.Context) error {
	for before := int64(-1); ; {
		var free int64
		err := database.One(ctx, s.Reader(), "SELECT freelist_count FROM pragma_freelist_count", nil, &free)
		if err != nil || free == 0 || free == before {
			return err
		}
		before = free
		if _, err := s.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA incremental_vacuum(%d)", compactAtOnce)); err != nil {
			return err
		}
	}
}

// Backup copies a consistent snapshot. The file appears when it is complete.
func (s *sqlite) Backup(ctx context.Context, file string, at time.Time) error {
	if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
		if err == nil {
			err = os.ErrExist
		}
		return &os.PathError{Op: "back up into", Path: file, Err: err}
	}
	part, err := os.CreateTemp(filepath.Dir(file), ".bilan-backup-*") // readable by its owner only, and empty, as VACUUM INTO requires
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(part.Name()) }()
	db, err := sql.Open("sqlite", sqliteDSN(s.file, "deferred"))
	if err != nil {
		return errors.Join(err, part.Close())
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", part.Name())
	err = errors.Join(err, db.Close())
	if err == nil {
		err = markCopy(ctx, part.Name(), at)
	}
	err = errors.Join(err, part.Sync(), part.Close())
	if err != nil {
		return fmt.Errorf("back up into %s: %w", file, err)
	}
	return os.Link(part.Name(), file) // os.Link does not replace a file that appeared meanwhile
}

// markCopy records in a copy that it lacks everything that the state does after the time at.
func markCopy(ctx context.Context, file string, at time.Time) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", sqliteDSN(file, "immediate", "synchronous(FULL)"))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "UPDATE bilan_origin SET behind_since = ?, behind_why = ? WHERE behind_why = ''",
		database.Micros(at), "it is a copy that was made with bilan state backup at "+at.UTC().Format(time.RFC3339))
	return errors.Join(err, db.Close())
}

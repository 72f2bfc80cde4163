package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// compact gives the pages of removed editions back to the file system.
func (s *sqlite) compact(ctx context.Context) error {
	_, err := s.writer.ExecContext(ctx, "PRAGMA incremental_vacuum")
	return err
}

// backup copies a consistent snapshot. The file appears whole or not at all.
func (s *sqlite) backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
		if err == nil {
			err = os.ErrExist
		}
		return &os.PathError{Op: "back up into", Path: file, Err: err}
	}
	part, err := os.CreateTemp(filepath.Dir(file), ".bilan-backup-*") // for its owner alone, and empty as VACUUM wants it
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(part.Name()) }()
	db, err := sql.Open("sqlite", sqliteDSN(s.file, "deferred"))
	if err != nil {
		return errors.Join(err, part.Close())
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", part.Name())
	err = errors.Join(err, db.Close(), part.Sync(), part.Close())
	if err != nil {
		return fmt.Errorf("back up into %s: %w", file, err)
	}
	return os.Link(part.Name(), file) // never over a file that appeared meanwhile
}

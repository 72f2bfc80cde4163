// Package statefile finds the state that belongs to a YAML file, the mark beside it, and the photos.
package statefile

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/timetable"
)

// File is a YAML file with its content.
type File struct {
	Path   string
	Config *config.Config
	Getenv func(string) (string, bool)
}

// Open opens the state that the YAML names, a database or a file, or else bilan.db beside the YAML. The environment has
// no influence, so that a service and commands in a shell use the same state. It sets the paths in the options o.
func (f File) Open(ctx context.Context, o ledger.Options) (*ledger.Ledger, error) {
	state := f.Config.State
	o.Mark = cmp.Or(state.Mark, strings.TrimSuffix(f.Path, filepath.Ext(f.Path))+".mark")
	switch dir, ok := f.Getenv("STATE_DIRECTORY"); {
	case !state.Postgres.IsZero():
		o.Postgres = state.Postgres.Reveal()
	case state.File != "":
		o.SQLite = state.File
	case ok && dir != "":
		return nil, fmt.Errorf("%s: the service has a folder for its state, but the file has no state: key: write state: {file: %s}, so that the service and the commands at a shell find the same state",
			f.Path, filepath.Join(dir, "bilan.db"))
	default:
		o.SQLite = filepath.Join(filepath.Dir(f.Path), "bilan.db")
	}
	l, err := ledger.Open(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("open the state: %w", err)
	}
	return l, nil
}

// Photos returns the folder of the photos: the one in the YAML, else photos beside the state's file or the YAML.
func (f File) Photos() string {
	state := f.Config.State
	return cmp.Or(state.Photos, filepath.Join(filepath.Dir(cmp.Or(state.File, f.Path)), "photos"))
}

// Rename gives renamed reports their history, unless a daemon has worked on the state: a daemon does it itself, by the
// file that it has in force.
func (f File) Rename(ctx context.Context, l *ledger.Ledger) error {
	if !slices.ContainsFunc(slices.Collect(maps.Values(f.Config.Reports)), func(r config.Report) bool { return len(r.RenamedFrom) > 0 }) {
		return nil
	}
	if worked, err := l.WorkedByOthers(ctx); worked || err != nil {
		return err
	}
	return timetable.Rename(ctx, l, f.Config)
}

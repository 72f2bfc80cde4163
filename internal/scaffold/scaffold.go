// Package scaffold writes a first YAML file from a user's own tables. It reads the tables, guesses a sales model, runs
// the checks on it, and lists what the user should look at.
package scaffold

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"bilan/internal/guess"
	"bilan/internal/profile"
	"bilan/internal/scratch"
	"bilan/internal/starter"
)

// Scaffold holds what WriteFrom needs to write a YAML file.
type Scaffold struct {
	Open   func(ctx context.Context, folder string) (Engine, error) // opens an empty engine with its files in a folder
	Look   starter.Look
	Getenv func(string) (string, bool)
	Now    time.Time
	Stage  func(string)                              // is told the name of the present stage
	Write  func(target string, content []byte) error // writes a new file, or to standard output if target is "-"
	Out    io.Writer                                 // gets what was found
	Notes  io.Writer                                 // gets what to do next
}

// Engine is an engine in which profiles are made. The one who opens it closes it.
type Engine interface {
	profile.Engine
	Close() error
}

// WriteFrom writes the file target from the tables in from: a folder of files, an SQLite file or the address of a
// database. An existing target is an error.
func (s *Scaffold) WriteFrom(ctx context.Context, from, target string) error {
	if _, err := os.Lstat(target); target != "-" && err == nil {
		return fmt.Errorf("%s already exists and was not changed", target)
	}
	o, err := starter.OriginOf(from, target, s.Getenv)
	if err != nil {
		return err
	}
	s.Stage("reading " + o.Name)
	found, draft, err := s.understand(ctx, o)
	if err != nil {
		return err
	}
	if len(found.Tables) == 0 {
		return fmt.Errorf("no table could be read in %s\n%s", o.Name, strings.Join(found.Unread, "\n"))
	}
	f := starter.New(guess.Source{Name: o.Name, Lines: append([]string{o.YAML}, found.Lines...)}, found.Tables, draft, starter.WithoutSecret(from))
	f.Target, f.Look = target, s.Look
	f.Getenv = func(name string) (string, bool) { // the file refers to the given address as ${DATABASE_URL}
		if value, ok := s.Getenv(name); ok {
			return value, ok
		}
		return o.Address, name == "DATABASE_URL" && o.Address != ""
	}
	s.Stage("checking")
	if err := f.Prove(ctx); err != nil {
		return err
	}
	return s.write(f, o, len(found.Tables))
}

// understand reads the tables into temporary engines, and guesses their meaning.
func (s *Scaffold) understand(ctx context.Context, o *starter.Origin) (found *profile.Profile, draft *guess.Draft, err error) {
	folder, err := scratch.New("")
	if err != nil {
		return nil, nil, err
	}
	defer folder.Close()
	var opened []Engine
	defer func() {
		for _, e := range opened {
			_ = e.Close() // an error does not matter: the content is no longer needed
		}
	}()
	open := func(ctx context.Context) (profile.Engine, error) {
		e, err := s.Open(ctx, folder.Path)
		if err == nil {
			opened = append(opened, e)
		}
		return e, err
	}
	if o.Source.Files != "" {
		found, err = profile.Folder(ctx, open, o.Name, o.Source, folder.Path, s.Now.Year())
	} else {
		found, err = profile.Database(ctx, open, o.Name, o.Source)
	}
	if err != nil {
		return nil, nil, err
	}
	draft = guess.Mapping(found.Tables)
	draft.Unread = append(draft.Unread, found.Unread...)
	return found, draft, nil
}

// write writes the file and prints what was found.
func (s *Scaffold) write(f *starter.File, o *starter.Origin, tables int) error {
	text := f.Guess.YAML()
	if err := s.Write(f.Target, text); err != nil || f.Target == "-" {
		return err
	}
	for _, line := range f.Entities {
		fmt.Fprintln(s.Out, line)
	}
	doubts := strings.Count(string(text), "# ?") - 1 // the sign is also in the file's first lines, which explain it
	fmt.Fprintf(s.Notes, "%s is written, from %d tables. Check its %d lines with '# ?' first", f.Target, tables, doubts)
	if n := len(f.Guess.Draft.Unread); n > 0 {
		fmt.Fprintf(s.Notes, ", and the end of the file for what was not understood")
	}
	fmt.Fprintln(s.Notes)
	for _, d := range f.Held {
		fmt.Fprintf(s.Notes, "what would hold a report: %s\n", d)
	}
	if o.Address != "" {
		fmt.Fprintln(s.Notes, "The file takes the address of the database from the environment: export DATABASE_URL=…")
	}
	fmt.Fprintln(s.Notes, "Next: "+f.Next(s.Now))
	return nil
}

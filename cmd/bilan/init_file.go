package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"bilan/internal/config"
	"bilan/internal/inspect"
	"bilan/internal/starter"
)

// lookAt checks a file that is being put together, as check and check --connect do.
func (a *app) lookAt(ctx context.Context, cfg *config.Config, data bool) (found starter.Findings, err error) {
	p := a.factory(nil)(cfg, a.Now())
	if err := inspect.Check(ctx, &p.Program); errors.As(err, &found.Mistakes) {
		return found, nil
	} else if err != nil || !data {
		return found, err
	}
	all, err := inspect.Connect(ctx, &p.Program, "")
	if err != nil {
		return found, err
	}
	found.Mistakes, found.Entities = all.Mistakes, all.Entities
	for _, d := range all.Doubts {
		found.Held = append(found.Held, d.String())
	}
	return found, nil
}

// keepFirst writes the file and says what was found.
func (a *app) keepFirst(f *starter.File, o *starter.Origin, tables int) error {
	text := f.Guess.YAML()
	if f.Target == "-" {
		return a.write("-", text)
	}
	if err := create(f.Target, text); err != nil {
		return err
	}
	for _, line := range f.Entities {
		fmt.Fprintln(a.Stdout, line)
	}
	doubts := strings.Count(string(text), "# ?") - 1 // the head explains the sign
	fmt.Fprintf(a.Stderr, "%s is written, from %d tables. Look at its %d lines with '# ?' first", f.Target, tables, doubts)
	if n := len(f.Guess.Draft.Unread); n > 0 {
		fmt.Fprintf(a.Stderr, ", and at its end for what was not understood")
	}
	fmt.Fprintln(a.Stderr)
	for _, d := range f.Held {
		fmt.Fprintf(a.Stderr, "what holds a report: %s\n", d)
	}
	if o.Address != "" {
		fmt.Fprintln(a.Stderr, "The file takes the address of the database from the environment: export DATABASE_URL=…")
	}
	fmt.Fprintln(a.Stderr, "Next: "+f.Next(a.Now()))
	return nil
}

package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"bilan/internal/guess"
	"bilan/internal/profile"
	"bilan/internal/progress"
	"bilan/internal/scratch"
	"bilan/internal/starter"
	"bilan/sources/workbench"
)

// initFrom looks at tables, guesses a sales model over them, and writes a file that check accepts.
func (a *app) initFrom(ctx context.Context, from, target string) error {
	if _, err := os.Lstat(target); target != "-" && err == nil {
		return fmt.Errorf("%s exists already: it is left as it is", target)
	}
	o, err := starter.OriginOf(from, target, a.Getenv)
	if err != nil {
		return err
	}
	shown := progress.New(a.Stderr)
	defer shown.Stop()
	shown.Stage("reading " + o.Name)
	found, draft, err := a.understand(ctx, o)
	if err != nil {
		return err
	}
	if len(found.Tables) == 0 {
		return fmt.Errorf("no table could be read in %s\n%s", o.Name, strings.Join(found.Unread, "\n"))
	}
	f := starter.New(guess.Source{Name: o.Name, Lines: append([]string{o.YAML}, found.Lines...)}, found.Tables, draft, starter.Mentioned(from))
	f.Target, f.Look = target, a.lookAt
	f.Getenv = func(name string) (string, bool) { // the address that was written stands under this name in the file
		if value, ok := a.Getenv(name); ok {
			return value, ok
		}
		return o.Address, name == "DATABASE_URL" && o.Address != ""
	}
	shown.Stage("checking")
	if err := f.Prove(ctx); err != nil {
		return err
	}
	shown.Stop()
	return a.keepFirst(f, o, len(found.Tables))
}

// understand reads the tables, in workbenches of its own, and guesses what they are.
func (a *app) understand(ctx context.Context, o *starter.Origin) (found *profile.Profile, draft *guess.Draft, err error) {
	folder, err := scratch.New("")
	if err != nil {
		return nil, nil, err
	}
	defer folder.Close()
	var opened []*workbench.Workbench
	defer func() {
		for _, w := range opened {
			w.Close()
		}
	}()
	open := func(ctx context.Context) (profile.Engine, error) {
		w, err := workbench.Open(ctx, workbench.Options{Dir: folder.Path, TimeZone: "UTC", Log: slog.New(slog.DiscardHandler)})
		if err == nil {
			opened = append(opened, w)
		}
		return w, err
	}
	if o.Source.Files != "" {
		found, err = profile.Folder(ctx, open, o.Name, o.Source, folder.Path, a.Now().Year())
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

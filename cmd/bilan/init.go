package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"bilan/internal/config"
	"bilan/internal/inspect"
	"bilan/internal/progress"
	"bilan/internal/scaffold"
	"bilan/internal/starter"
	"bilan/sources/workbench"

	"github.com/spf13/cobra"
)

//go:embed starter.yaml
var exampleYAML []byte

func (a *app) initCommand() *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use:     "init [FILE]",
		Short:   "Write a first YAML file (default bilan.yaml), from your own exports or as a commented example",
		Example: "  bilan init --from exports && bilan render\n  bilan init --from '${CRM_DATABASE_URL}' crm.yaml\n  bilan init --from shop.sqlite",
		Args:    cobra.MaximumNArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			name := a.configFile()
			if len(args) > 0 {
				name = args[0]
			}
			if from != "" {
				return a.initFrom(ctx, from, name)
			}
			return a.init(name)
		}),
	}
	cmd.Flags().StringVar(&from, "from", "", "read the tables of a `FOLDER` of files, an SQLite file or a database's address, and write which of them are orders, reps and so on")
	return cmd
}

// init writes the commented example. It never overwrites a file, because somebody may have edited it.
func (a *app) init(name string) error {
	if err := a.create(name, exampleYAML); err != nil || name == "-" {
		return err
	}
	fmt.Fprintf(a.Stderr, "%s is written. Next: edit it, then run bilan check\n", name)
	return nil
}

// create writes a file that must not exist yet, or standard output for "-".
func (a *app) create(name string, content []byte) error {
	if name == "-" {
		return a.write(name, content)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s already exists and was not changed", name)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// initFrom reads tables, guesses the sales model that maps them, and writes a file that bilan check accepts.
func (a *app) initFrom(ctx context.Context, from, target string) error {
	shown := progress.New(a.Stderr)
	defer shown.Stop()
	s := scaffold.Scaffold{
		Look: func(ctx context.Context, cfg *config.Config, data bool) (starter.Findings, error) {
			return inspect.First(ctx, &a.programFactory(nil)(cfg, a.Now()).Program, data)
		},
		Getenv: a.Getenv, Now: a.Now(), Stage: shown.Stage, Out: a.Stdout, Notes: a.Stderr,
		Open: func(ctx context.Context, folder string) (scaffold.Engine, error) {
			return workbench.Open(ctx, workbench.Options{Dir: folder, Log: slog.New(slog.DiscardHandler)})
		},
		Write: func(target string, content []byte) error {
			shown.Stop()
			return a.create(target, content)
		},
	}
	return s.WriteFrom(ctx, from, target)
}

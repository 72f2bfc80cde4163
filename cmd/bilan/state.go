package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/daemon"
	"bilan/internal/engine"
	"bilan/internal/ledger"
	"bilan/internal/loaded"
	"bilan/internal/mail"
	"bilan/internal/maker"
	"bilan/internal/run"
	"bilan/internal/timetable"
)

// openLedger opens the state that the YAML names: a database, a file, else bilan.db beside the YAML. The environment has no
// say in it, so that a service and the commands at a shell find the same one. With later a database is not reached yet; with
// existing, a file that nobody has begun is ledger.ErrNoState.
func (a *app) openLedger(ctx context.Context, cfg *config.Config, later, existing bool) (*ledger.Ledger, error) {
	o := ledger.Options{
		Log: a.log(), Now: a.Now, Later: later, Existing: existing,
		Mark: cmp.Or(cfg.State.Mark, strings.TrimSuffix(a.configFile(), filepath.Ext(a.configFile()))+".mark"),
	}
	switch dir, ok := a.Getenv("STATE_DIRECTORY"); {
	case !cfg.State.Postgres.IsZero():
		o.Postgres = cfg.State.Postgres.Reveal()
	case cfg.State.File != "":
		o.SQLite = cfg.State.File
	case ok && dir != "":
		return nil, fmt.Errorf("%s: the service has a folder for its state, and state: is missing: write state: {file: %s}, so that the service and the commands at a shell find the same state",
			a.configFile(), filepath.Join(dir, "bilan.db"))
	default:
		o.SQLite = filepath.Join(filepath.Dir(a.configFile()), "bilan.db")
	}
	l, err := ledger.Open(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("open the state: %w", err)
	}
	return l, nil
}

// factory plugs the rooms together for one config and one instant.
func (a *app) factory(stage func(string)) maker.Factory {
	return func(cfg *config.Config, now time.Time) *run.Program {
		return &run.Program{Program: loaded.Program{Config: cfg, OpenWorkbench: engine.Opener(a.log()), Log: a.log(), Now: now, Stage: stage, Photos: a.photos(cfg)}}
	}
}

// worker is a daemon that makes its reports in this process, for commands that work the ledger themselves.
func (a *app) worker(l *ledger.Ledger, stage func(string)) *daemon.Daemon {
	return &daemon.Daemon{
		Load:   func() (*config.Config, *load.Snapshot, error) { return load.LoadSnapshot(a.configFile(), a.Getenv) },
		Ledger: l,
		Maker:  func(*config.Config) maker.Maker { return maker.Inline{Program: a.factory(stage)} },
		Sender: func(cfg *config.Config) (mail.Sender, error) { return mail.New(cfg.Mail, a.log()) },
		Now:    a.Now,
		Log:    a.log(),
	}
}

// withLedger loads the YAML and opens its state for one command.
func (a *app) withLedger(ctx context.Context, do func(*config.Config, *ledger.Ledger) error) error {
	return a.withState(ctx, false, do)
}

func (a *app) withState(ctx context.Context, later bool, do func(*config.Config, *ledger.Ledger) error) error {
	cfg, err := a.load()
	if err != nil {
		return err
	}
	l, err := a.openLedger(ctx, cfg, later, false)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := renamed(ctx, cfg, l); err != nil {
		return err
	}
	return do(cfg, l)
}

// lookAtState opens the state for a command that only looks: where nobody has begun it none is made, and do gets nil.
func (a *app) lookAtState(ctx context.Context, cfg *config.Config, do func(*ledger.Ledger) error) error {
	l, err := a.openLedger(ctx, cfg, false, true)
	if errors.Is(err, ledger.ErrNoState) {
		return do(nil)
	}
	if err != nil {
		return err
	}
	defer l.Close()
	return do(l)
}

// renamed gives renamed reports their history where no daemon does it. One that runs has its own file in force.
func renamed(ctx context.Context, cfg *config.Config, l *ledger.Ledger) error {
	if !slices.ContainsFunc(slices.Collect(maps.Values(cfg.Reports)), func(r config.Report) bool { return len(r.RenamedFrom) > 0 }) {
		return nil
	}
	if worked, err := l.Worked(ctx); worked || err != nil {
		return err
	}
	return timetable.Rename(ctx, l, cfg)
}

func (a *app) stateCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "state", Short: "Look after what the daemon keeps"}
	cmd.AddCommand(a.backupCommand(), a.importCommand(), a.repairCommand(), a.restoredCommand(), a.reconcileCommand())
	return cmd
}

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the state into a new file, also while the daemon runs",
		Args:  cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(_ *config.Config, l *ledger.Ledger) error {
				if err := l.Backup(ctx, args[0]); err != nil {
					return err
				}
				fmt.Fprintln(a.Stderr, args[0])
				return nil
			})
		}),
	}
}

func (a *app) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Take everything over from an SQLite state into this one, which is empty",
		Long: "Take everything over from an SQLite state into the one that state: names, which is empty: the way from a file to PostgreSQL.\n\n" +
			"Stop the daemon before. Nothing is sent from the old file any more.",
		Args: cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); err != nil {
				return err
			}
			return a.withLedger(ctx, func(_ *config.Config, l *ledger.Ledger) error {
				switch err := l.Import(ctx, args[0]); {
				case errors.Is(err, ledger.ErrNotLocked):
					return fmt.Errorf("import %s: bilan serve works it: stop it first", args[0])
				case errors.Is(err, ledger.ErrNotEmpty):
					return fmt.Errorf("import %s: the state that state: names is not empty: %w", args[0], err)
				case err != nil:
					return fmt.Errorf("import %s: %w", args[0], err)
				}
				fmt.Fprintf(a.Stdout, "%s is imported: work goes on from the new state alone\n", args[0])
				return nil
			})
		}),
	}
}

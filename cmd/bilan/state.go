package main

import (
	"context"
	"errors"
	"fmt"
	"os"
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
	"bilan/internal/statefile"
)

// stateFileOf returns the state of a YAML.
func (a *app) stateFileOf(cfg *config.Config) statefile.File {
	return statefile.File{Path: a.configFile(), Config: cfg, Getenv: a.Getenv}
}

// programFactory returns a function that makes a run.Program for a config and an instant.
func (a *app) programFactory(stage func(string)) maker.Factory {
	return func(cfg *config.Config, now time.Time) *run.Program {
		return &run.Program{Program: loaded.Program{Config: cfg, OpenWorkbench: engine.Opener(a.log()), Log: a.log(), Now: now, Stage: stage, Photos: a.photos(cfg)}}
	}
}

// worker returns a daemon that makes reports in this process, for commands that do the work themselves.
func (a *app) worker(l *ledger.Ledger, stage func(string)) *daemon.Daemon {
	return &daemon.Daemon{
		Load:   func() (*config.Config, *load.Snapshot, error) { return load.LoadSnapshot(a.configFile(), a.Getenv) },
		Ledger: l,
		Maker:  func(*config.Config) maker.Maker { return maker.Inline{Program: a.programFactory(stage)} },
		Sender: func(cfg *config.Config) (mail.Sender, error) { return mail.New(cfg.Mail, a.log()) },
		Now:    a.Now,
		Log:    a.log(),
	}
}

// withLedger loads the YAML, opens its state, calls do, and closes the state.
func (a *app) withLedger(ctx context.Context, do func(*config.Config, *ledger.Ledger) error) error {
	return a.withState(ctx, false, do)
}

func (a *app) withState(ctx context.Context, later bool, do func(*config.Config, *ledger.Ledger) error) error {
	cfg, err := a.load()
	if err != nil {
		return err
	}
	l, err := a.stateFileOf(cfg).Open(ctx, ledger.Options{Log: a.log(), Now: a.Now, Later: later})
	if err != nil {
		return err
	}
	defer l.Close()
	if err := a.stateFileOf(cfg).Rename(ctx, l); err != nil {
		return err
	}
	return do(cfg, l)
}

// lookAtState calls do with the state, opened for reading. If there is no state, it creates none and passes nil.
func (a *app) lookAtState(ctx context.Context, cfg *config.Config, do func(*ledger.Ledger) error) error {
	l, err := a.stateFileOf(cfg).Open(ctx, ledger.Options{Log: a.log(), Now: a.Now, Existing: true})
	if errors.Is(err, ledger.ErrNoState) {
		return do(nil)
	}
	if err != nil {
		return err
	}
	defer l.Close()
	return do(l)
}

func (a *app) stateCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "state", Short: "Copy, move and repair the state: what the daemon has planned, made and sent"}
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
		Short: "Import an SQLite state into this one, which is empty",
		Long: "Import an SQLite state into the one in state:, which is empty: the way from a file to PostgreSQL.\n\n" +
			"Stop the daemon first. Nothing more is sent from the old file.",
		Args: cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); err != nil {
				return err
			}
			return a.withLedger(ctx, func(_ *config.Config, l *ledger.Ledger) error {
				switch err := l.Import(ctx, args[0]); {
				case errors.Is(err, ledger.ErrNotLocked):
					return fmt.Errorf("import %s: bilan serve uses it: stop it first", args[0])
				case errors.Is(err, ledger.ErrNotEmpty):
					return fmt.Errorf("import %s: the state that state: names is not empty: %w", args[0], err)
				case err != nil:
					return fmt.Errorf("import %s: %w", args[0], err)
				}
				fmt.Fprintf(a.Stdout, "%s is imported: from now on only the new state is used\n", args[0])
				return nil
			})
		}),
	}
}

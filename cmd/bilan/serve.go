package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"time"

	"github.com/spf13/cobra"

	"bilan/internal/clock"
	"bilan/internal/config"
	"bilan/internal/daemon"
	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/scratch"
	"bilan/internal/usage"
)

func (a *app) serveCommand() *cobra.Command {
	var drain time.Duration
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run as a daemon: make and mail every report when it is due",
		Long: "Run as a daemon: make and mail every report when it is due.\n\n" +
			"The YAML is read again when it changes and on SIGHUP; if it has mistakes, the old one stays in force and the owner\n" +
			"is notified. SIGTERM ends it after the running work.",
		Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error { return a.serve(ctx, drain) }),
	}
	cmd.Flags().DurationVar(&drain, "drain", 30*time.Second, "how long running work may take when the daemon is stopped")
	usage.CheckBefore(cmd, func() error {
		if drain < 0 {
			return usage.New(fmt.Errorf("--drain: %s is negative", drain), "write a span of time such as 30s or 2m")
		}
		return nil
	})
	return cmd
}

func (a *app) serve(ctx context.Context, drain time.Duration) error {
	a.jsonLog = true
	guard := a.guardClock()
	return a.withState(ctx, true, func(cfg *config.Config, l *ledger.Ledger) error {
		locked, err := l.TryLock()
		if err != nil {
			return err
		}
		if !locked {
			return errors.New("another bilan serve already uses this state")
		}
		if err := scratch.Sweep(""); err != nil {
			a.log().Warn("could not remove the folders of a killed daemon", "err", err)
		}
		d := a.worker(l, nil)
		d.Maker = a.childMaker
		d.Drain = drain
		d.Guard = guard
		d.Reload = daemon.ReloadSignals(ctx)
		if err := d.Start(); err != nil {
			return err
		}
		if err := d.ServeHTTP(ctx, cfg.Serve.Listen); err != nil {
			return err
		}
		photos := daemon.Photos{Load: a.load, Store: a.photos, Now: a.Now, Log: a.log(), Command: func(names []string) *exec.Cmd {
			return a.Child(append([]string{"photos", "take", "--config", a.configFile()}, names...)...)
		}}
		go photos.Keep(ctx)
		return d.Run(ctx)
	})
}

// guardClock makes the daemon, its state and its queue use the confirmed time.
func (a *app) guardClock() *clock.Guard {
	guard := clock.NewFromClocks(a.Now, a.Uptime)
	a.Now = guard.Now
	return guard
}

// childMaker returns a maker that runs this program as a child process for each report.
func (a *app) childMaker(cfg *config.Config) maker.Maker {
	return maker.Child{
		Deadline: cfg.Serve.Deadline,
		Command: func(folder string) *exec.Cmd {
			return maker.Limit(a.Child("produce", folder), cfg.Serve.Memory)
		},
	}
}

func (a *app) produceCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "produce FOLDER",
		Short:  "Make one report for the daemon (its child process)",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return maker.ServeChild(ctx, os.Stdin, args[0], maker.Inline{Program: a.programFactory(nil)})
		}),
	}
}

// log returns a logger that writes text for people, or JSON.
func (a *app) log() *slog.Logger {
	level := slog.LevelWarn
	switch {
	case a.verbose:
		level = slog.LevelDebug
	case a.jsonLog:
		level = slog.LevelInfo
	}
	if a.jsonLog {
		return slog.New(slog.NewJSONHandler(a.Stderr, &slog.HandlerOptions{Level: level}))
	}
	return slog.New(slog.NewTextHandler(a.Stderr, &slog.HandlerOptions{Level: level}))
}

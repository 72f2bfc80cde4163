package main

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"time"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/exitcode"
	"bilan/internal/outfile"
	"bilan/internal/run"
	"bilan/internal/usage"
)

// app contains what all commands use.
type app struct {
	World
	file    string // the value of --config
	verbose bool
	jsonLog bool
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "bilan",
		Short: "Scheduled sales reports by mail: actuals against objectives, from your own data",
		Long: "Bilan reads one YAML file that says which databases and files to read, which figures to compute,\n" +
			"their objectives, how the report looks and who gets it.\n\n" + exitcode.Help,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVarP(&a.file, "config", "c", "", "the YAML `file` (default $BILAN_CONFIG, else bilan.yaml)")
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "log what is done, and what was detected in files")
	root.AddCommand(a.checkCommand(), a.renderCommand(), a.sendCommand(), a.packsCommand(), a.sourcesCommand(), a.initCommand(),
		a.schemaCommand(), a.versionCommand(), a.serveCommand(), a.produceCommand(), a.stateCommand(), a.nextCommand(), a.statusCommand(),
		a.historyCommand(), a.showCommand(), a.resendCommand(), a.retryCommand(), a.skipCommand(), a.pauseCommand(), a.resumeCommand(),
		a.alarmCommand(), a.photosCommand(), a.explainCommand(), a.bounceCommand(), a.addressesCommand(), a.releaseCommand(), a.refuseCommand(), a.diffCommand(), a.correctCommand(), a.alertsCommand(), a.restatedCommand())
	usage.Suggest(root)
	return root
}

// command marks the errors of run with exitcode.Ran, to distinguish them from errors about the command line.
func command(run func(ctx context.Context, cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := run(cmd.Context(), cmd, args); err != nil {
			return exitcode.Ran{Err: err}
		}
		return nil
	}
}

func (a *app) configFile() string {
	if a.file != "" {
		return a.file
	}
	if name, ok := a.Getenv("BILAN_CONFIG"); ok && name != "" {
		return name
	}
	return "bilan.yaml"
}

func (a *app) load() (*config.Config, error) { return load.Load(a.configFile(), a.Getenv) }

// program loads the YAML and returns a run.Program for it.
func (a *app) program(stage func(string)) (*run.Program, error) {
	cfg, err := a.load()
	if err != nil {
		return nil, err
	}
	return a.programFactory(stage)(cfg, a.Now()), nil
}

// completeReports offers the names of the YAML's reports to the shell's completion.
func (a *app) completeReports(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	cfg, err := a.load()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	names := cfg.ReportNames()
	for i, name := range names {
		names[i] = name + "\t" + cfg.Reports[name].Title
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// write replaces a file in one step, so that nobody sees half of it. The target "-" is standard output.
func (a *app) write(target string, content []byte) error {
	if target == "-" {
		_, err := a.Stdout.Write(content)
		return err
	}
	if err := outfile.Replace(target, content); err != nil {
		return fmt.Errorf("write %s: %w", target, outfile.Reason(err))
	}
	fmt.Fprintln(a.Stderr, target)
	return nil
}

// World is what a command uses besides files and servers. Tests replace it.
type World struct {
	Stdout, Stderr io.Writer
	Getenv         func(string) (string, bool)
	Now            func() time.Time
	Uptime         func() (since time.Duration, boot string) // see clock.Uptime
	Child          func(args ...string) *exec.Cmd            // a command that runs this program
}

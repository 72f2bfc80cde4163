package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/inspect"
	"bilan/internal/plans"
)

func (a *app) sourcesCommand() *cobra.Command {
	var table string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "sources [SOURCE]",
		Short: "List the tables and columns that the YAML's sources can see",
		Args:  cobra.MaximumNArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			switch {
			case table != "":
				return a.explain(ctx, args, table, asJSON)
			case asJSON:
				return &plans.BadRequest{Err: errors.New("--json goes with --explain TABLE")}
			}
			return a.sources(ctx, args)
		}),
	}
	cmd.Flags().StringVar(&table, "explain", "", "show how the files of one `TABLE` are read, and why")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write the output of --explain as JSON")
	return cmd
}

func (a *app) sources(ctx context.Context, only []string) error {
	p, err := a.program(nil)
	if err != nil {
		return err
	}
	list, err := inspect.Sources(ctx, &p.Program, only)
	if err != nil {
		return err
	}
	for i, s := range list {
		if i > 0 {
			fmt.Fprintln(a.Stdout)
		}
		fmt.Fprintf(a.Stdout, "%s (%s)\n", s.Name, s.Kind)
		inspect.PrintTables(a.Stdout, s.Tables)
	}
	return nil
}

// explain prints how the files of a table are read. If reading fails, it prints the decisions up to the error, and
// returns it.
func (a *app) explain(ctx context.Context, only []string, table string, asJSON bool) error {
	p, err := a.program(nil)
	if err != nil {
		return err
	}
	reading, err := inspect.Explain(ctx, &p.Program, only, table)
	switch {
	case reading.Table == "" || asJSON && err != nil:
		return err
	case asJSON:
		return writeJSON(a.Stdout, reading)
	}
	inspect.PrintReading(a.Stdout, reading, err == nil)
	return err
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"bilan/internal/inspect"
	"bilan/internal/plans"
	"bilan/internal/table"
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
	cmd.Flags().StringVar(&table, "explain", "", "tell how the files of one `TABLE` are read, and what decided it")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write what --explain tells as JSON")
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
		printTables(a.Stdout, s.Tables)
	}
	return nil
}

func printTables(w io.Writer, tables []table.Info) {
	if len(tables) == 0 {
		fmt.Fprintln(w, "  no tables")
	}
	for _, t := range tables {
		fmt.Fprintf(w, "  %s", t.Name)
		if t.Origin != "" && t.Origin != t.Name {
			fmt.Fprintf(w, "  (%s)", t.Origin)
		}
		fmt.Fprintln(w)
		width := 0
		for _, c := range t.Columns {
			width = max(width, len([]rune(c.Name)))
		}
		for _, c := range t.Columns {
			fmt.Fprintf(w, "    %-*s  %s\n", width, c.Name, typeName(c))
		}
	}
}

func typeName(c table.Column) string {
	if c.Kind == table.Decimal && c.Scale > 0 {
		return fmt.Sprintf("%s(%d)", c.Kind, c.Scale)
	}
	return c.Kind.String()
}

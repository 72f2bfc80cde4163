package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"bilan/internal/config/load"
	"bilan/internal/nearest"
	"bilan/templates/packs"

	"github.com/spf13/cobra"
)

func (a *app) packsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "packs",
		Short: "List the packs, and which parts of each the sales model of this file can fill",
		Args:  cobra.NoArgs,
		RunE:  command(func(context.Context, *cobra.Command, []string) error { return a.packs() }),
	}
	cmd.AddCommand(&cobra.Command{
		Use:       "show PACK",
		Short:     "Print the YAML that a pack expands to in this file, for reading, or for copying and changing",
		Args:      cobra.ExactArgs(1),
		ValidArgs: packs.Names(),
		RunE:      command(func(_ context.Context, _ *cobra.Command, args []string) error { return a.showPack(args[0]) }),
	})
	return cmd
}

func (a *app) packs() error {
	list, err := load.Packs(a.configFile(), a.Getenv)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
	for _, p := range list {
		fmt.Fprintf(w, "%s\t%d of %d sections\t%s\n", p.Name, p.Sections, p.Sections+len(p.Left), p.About)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, p := range list {
		for _, left := range p.Left {
			fmt.Fprintf(a.Stdout, "left out of %s: %s\n", p.Name, left)
		}
		if len(p.Quiet) > 0 {
			fmt.Fprintf(a.Stdout, "off in %s unless named by quiet: %s\n", p.Name, strings.Join(p.Quiet, ", "))
		}
	}
	return nil
}

func (a *app) showPack(name string) error {
	list, err := load.Packs(a.configFile(), a.Getenv)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Name == name {
			_, err := a.Stdout.Write(p.YAML)
			return err
		}
	}
	return fmt.Errorf("there is no pack %q (%s)", name, nearest.Hint(name, packs.Names()))
}

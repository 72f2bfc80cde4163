package main

import (
	"context"

	"github.com/spf13/cobra"

	"bilan/internal/config"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the YAML's JSON Schema, for editors",
		Args:  cobra.NoArgs,
		RunE: command(func(context.Context, *cobra.Command, []string) error {
			schema, err := config.Schema()
			if err != nil {
				return err
			}
			return a.write("-", append(schema, '\n'))
		}),
	}
}

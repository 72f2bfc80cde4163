package main

import (
	"context"

	"bilan/internal/config/schema"

	"github.com/spf13/cobra"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the YAML's JSON Schema, for editors",
		Args:  cobra.NoArgs,
		RunE: command(func(context.Context, *cobra.Command, []string) error {
			schema, err := schema.Schema()
			if err != nil {
				return err
			}
			return a.write("-", append(schema, '\n'))
		}),
	}
}

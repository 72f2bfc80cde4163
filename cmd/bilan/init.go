package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
)

//go:embed starter.yaml
var starter []byte

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write a commented YAML file to start from (default bilan.yaml)",
		Args:  cobra.MaximumNArgs(1),
		RunE: command(func(_ context.Context, _ *cobra.Command, args []string) error {
			name := a.configFile()
			if len(args) > 0 {
				name = args[0]
			}
			return a.init(name)
		}),
	}
}

// init never overwrites: somebody's work may be in the file.
func (a *app) init(name string) error {
	if name == "-" {
		return a.write("-", starter)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already: it is left as it is", name)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(starter); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	fmt.Fprintf(a.Stderr, "%s is written. Next: edit it, then run bilan check\n", name)
	return nil
}

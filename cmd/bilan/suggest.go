package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"bilan/internal/nearest"
)

// usageError is a command line that cannot be carried out, with what was perhaps meant.
type usageError struct {
	error
	hint string
}

func (e usageError) Hint() string { return e.hint }

// suggest lets a command and all below it answer an unknown word with the nearest known one.
func suggest(root *cobra.Command) {
	root.Args = knownCommand
	root.SetFlagErrorFunc(flagError)
}

func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	near := nearest.Word(args[0], names)
	if near != "" {
		near = cmd.CommandPath() + " " + near
	}
	return usageError{fmt.Errorf("unknown command %q", args[0]), orHelp(near, cmd)}
}

func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usageError{err, ""}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	word := "--" + unknown.GetSpecifiedName()
	if unknown.GetSpecifiedShortnames() != "" {
		word = "-" + word[2:]
	}
	return usageError{fmt.Errorf("unknown flag %s", word), orHelp(nearest.Word(word, names), cmd)}
}

func orHelp(near string, cmd *cobra.Command) string {
	if near != "" {
		return "did you mean " + near + "?"
	}
	return cmd.CommandPath() + " --help lists what there is"
}

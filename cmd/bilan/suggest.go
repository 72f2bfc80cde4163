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
	for _, cmd := range root.Commands() {
		sayArguments(cmd)
	}
}

// sayArguments lets a command and all below it say what it takes when it is given too few or too many words.
func sayArguments(cmd *cobra.Command) {
	for _, below := range cmd.Commands() {
		sayArguments(below)
	}
	fits := cmd.Args
	if fits == nil {
		return
	}
	cmd.Args = func(cmd *cobra.Command, given []string) error {
		if fits(cmd, given) == nil {
			return nil
		}
		return usageError{fmt.Errorf("%s: words given: %d, which are too few or too many", cmd.CommandPath(), len(given)), "write " + cmd.UseLine()}
	}
}

// exclusive lets a command refuse two flags that exclude each other.
func exclusive(cmd *cobra.Command, one, other string) {
	next := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case cmd.Flags().Changed(one) && cmd.Flags().Changed(other):
			return usageError{fmt.Errorf("--%s and --%s do not go together", one, other), "leave one of them out"}
		case next != nil:
			return next(cmd, args)
		}
		return nil
	}
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
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return usageError{fmt.Errorf("--%s: %q is no %s", invalid.GetFlag().Name, invalid.GetValue(), kindOfValue(invalid.GetFlag())), ""}
	}
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

// kindOfValue is what a flag takes, in words.
func kindOfValue(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int", "int64", "uint", "uint64":
		return "whole number"
	case "duration":
		return "span of time (write 30m or 2h)"
	case "bool":
		return "choice (write true or false)"
	}
	return f.Value.Type()
}

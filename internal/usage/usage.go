// Package usage writes the errors about a command line: which word or flag was probably meant, what is missing, which
// flags exclude each other.
package usage

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"bilan/internal/nearest"
)

// Error is an invalid command line, with a suggestion.
type Error struct {
	error
	hint string
}

// New returns an Error; hint is "" if there is no suggestion.
func New(err error, hint string) Error { return Error{err, hint} }

// Hint returns the suggested word or correction, without parentheses.
func (e Error) Hint() string { return e.hint }

// Suggest makes a command and its subcommands suggest the nearest known word for an unknown one.
func Suggest(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	root.SetHelpCommand(helpCommand(root))
	root.Args = checkCommand
	root.SetFlagErrorFunc(flagError)
	for _, cmd := range root.Commands() {
		nameArguments(cmd)
	}
}

// helpCommand returns the command that explains a command. Unlike cobra's, it returns an error for an unknown command.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command",
		RunE: func(_ *cobra.Command, args []string) error {
			found, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return checkCommand(cmp.Or(found, root), append(rest, args...)[:1])
			}
			return found.Help()
		},
	}
}

// nameArguments makes a command and its subcommands name the arguments that are missing or superfluous.
func nameArguments(cmd *cobra.Command) {
	for _, below := range cmd.Commands() {
		nameArguments(below)
	}
	if cmd.HasSubCommands() {
		cmd.Args = checkCommand
		if cmd.RunE == nil {
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
		return
	}
	check := cmd.Args
	if check == nil {
		return
	}
	cmd.Args = func(cmd *cobra.Command, given []string) error {
		if check(cmd, given) == nil {
			return nil
		}
		return argumentsError(cmd, given)
	}
}

// argumentsError returns the error that names the missing or superfluous words of a command line.
func argumentsError(cmd *cobra.Command, given []string) error {
	expected := strings.Fields(strings.TrimPrefix(cmd.Use, cmd.Name()))
	if len(given) >= len(expected) {
		return Error{fmt.Errorf("%s: unexpected argument %q", cmd.CommandPath(), strings.Join(given[len(expected):], " ")), "write " + cmd.UseLine()}
	}
	missing, hint := expected[len(given):], "write "+cmd.UseLine()
	if len(given) > 0 && missing[0] == "SLOT" {
		hint += fmt.Sprintf(" (bilan history %s prints the slots)", given[0])
	}
	return Error{fmt.Errorf("%s: %s is missing", cmd.CommandPath(), strings.Join(missing, " ")), hint}
}

// CheckBefore makes a command call check before it runs. An error of check ends the command.
func CheckBefore(cmd *cobra.Command, check func() error) {
	next := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		if err := check(); err != nil || next == nil {
			return err
		}
		return next(cmd, args)
	}
}

// CheckBounds makes a command refuse a number in a flag that is not from least to most.
func CheckBounds(cmd *cobra.Command, flag string, value *int, least, most int) {
	CheckBefore(cmd, func() error {
		if *value < least || *value > most {
			return Error{fmt.Errorf("--%s: %d is out of bounds", flag, *value), fmt.Sprintf("write a number from %d to %d", least, most)}
		}
		return nil
	})
}

// Exclusive makes a command refuse two flags that are used together.
func Exclusive(cmd *cobra.Command, one, other string) {
	CheckBefore(cmd, func() error {
		if cmd.Flags().Changed(one) && cmd.Flags().Changed(other) {
			return Error{fmt.Errorf("--%s and --%s cannot be used together", one, other), "leave one of them out"}
		}
		return nil
	})
}

func checkCommand(cmd *cobra.Command, args []string) error {
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
	return Error{fmt.Errorf("unknown command %q", args[0]), hintOrHelp(near, cmd)}
}

func flagError(cmd *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		if kind := kindOfValue(invalid.GetFlag()); kind != "" {
			return Error{fmt.Errorf("--%s: %q is not a %s", invalid.GetFlag().Name, invalid.GetValue(), kind), ""}
		}
		return Error{fmt.Errorf("--%s: %w", invalid.GetFlag().Name, errors.Unwrap(invalid)), ""}
	}
	var bare *pflag.ValueRequiredError
	if errors.As(err, &bare) {
		return Error{fmt.Errorf("--%s needs a value", bare.GetFlag().Name), cmd.CommandPath() + " --help says which"}
	}
	var garbled *pflag.InvalidSyntaxError
	if errors.As(err, &garbled) {
		return Error{fmt.Errorf("%s is not a flag", garbled.GetSpecifiedFlag()), hintOrHelp("", cmd)}
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return Error{err, ""}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	word := "--" + unknown.GetSpecifiedName()
	if unknown.GetSpecifiedShortnames() != "" {
		word = "-" + word[2:]
	}
	return Error{fmt.Errorf("unknown flag %s", word), hintOrHelp(nearest.Word(word, names), cmd)}
}

func hintOrHelp(near string, cmd *cobra.Command) string {
	if near != "" {
		return "did you mean " + near + "?"
	}
	return cmd.CommandPath() + " --help lists what there is"
}

// kindOfValue returns the kind of a flag's value in words; "" for our own kinds, whose errors are clear already.
func kindOfValue(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int", "int64", "uint", "uint64":
		return "whole number"
	case "duration":
		return "span of time (write 30m or 2h)"
	case "bool":
		return "choice (write true or false)"
	}
	return ""
}

// NoReport returns the error for a report that is not in the YAML, with a suggestion.
func NoReport(name string, names []string) error {
	hint := "there is: " + strings.Join(names, ", ")
	if near := nearest.Word(name, names); near != "" {
		hint = "did you mean " + near + "?"
	}
	return New(fmt.Errorf("there is no report %q", name), hint)
}

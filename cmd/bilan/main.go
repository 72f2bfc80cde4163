// Command bilan makes sales reports from databases and files and mails them. This package handles flags, signals and
// exit codes, chooses the drivers to compile in, and connects the other packages; each command has its own file.
package main

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // zones must not depend on the machine

	"bilan/internal/clock"
	"bilan/internal/exitcode"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := Main(ctx, os.Args[1:], World{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.LookupEnv, Now: time.Now, Uptime: clock.Uptime, Child: selfCommand})
	stop()
	os.Exit(code)
}

// selfCommand returns a command that runs this program, even if its file has been replaced since the start.
func selfCommand(args ...string) *exec.Cmd { return exec.Command("/proc/self/exe", args...) }

// Main runs one command line and returns its exit code.
func Main(ctx context.Context, args []string, w World) int {
	root := newRoot(&app{World: w})
	root.SetArgs(args)
	root.SetOut(w.Stdout)
	root.SetErr(w.Stderr)
	err := root.ExecuteContext(ctx)
	if err != nil {
		exitcode.Explain(w.Stderr, err)
	}
	return exitcode.Of(ctx, err)
}

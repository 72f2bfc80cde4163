package daemon

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"bilan/internal/maker"
)

// A child that crashes writes no core file, because it would contain the company's data.
func TestChildLeavesNoCore(t *testing.T) {
	var was syscall.Rlimit
	check(t, syscall.Getrlimit(syscall.RLIMIT_CORE, &was))
	if was.Max == 0 {
		t.Skip("this machine lets no process leave one")
	}
	check(t, syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{Cur: was.Max, Max: was.Max}))
	defer func() { check(t, syscall.Setrlimit(syscall.RLIMIT_CORE, &was)) }()
	child := maker.Child{Deadline: time.Minute, Dir: t.TempDir(), Command: func(folder string) *exec.Cmd {
		cmd := exec.Command("/proc/self/exe", folder)
		cmd.Env = append(os.Environ(), roleVariable+"="+roleProduce)
		return cmd
	}}
	turn, err := maker.ParseTurn("2026-11-16")
	check(t, err)
	p, err := child.Make(t.Context(), maker.Task{Report: coreReport, Turn: turn})
	check(t, err)
	if p.Failed != "core limit 0" {
		t.Errorf("%q", p.Failed)
	}
}

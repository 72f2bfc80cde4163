package daemon

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// childAttributes puts the child in a group of its own and ends it with its parent.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// limitMemory bounds this process's address space: a query that wants more fails or ends the process, not the machine.
func limitMemory(mb string) {
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("500"), 0) // when the machine itself has none left, the child goes first
	n, err := strconv.ParseUint(mb, 10, 32)
	if err != nil || n == 0 {
		return
	}
	_ = syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: n << 20, Max: n << 20})
}

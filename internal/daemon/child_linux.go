package daemon

import (
	"os/exec"
	"strconv"
	"syscall"
)

// childAttributes puts the child in a group of its own and ends it with its parent.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func killGroup(cmd *exec.Cmd) { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// limitMemory bounds this process's address space: a query that wants more fails or ends the process, not the machine.
func limitMemory(mb string) {
	n, err := strconv.ParseUint(mb, 10, 32)
	if err != nil || n == 0 {
		return
	}
	syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: n << 20, Max: n << 20})
}

package maker

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// childAttributes puts the child into a process group of its own, and makes the system end it with its parent.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// limitMemory limits the address space of this process to what it already maps, and mb megabytes more. A query that
// needs more fails or ends the process, but does not affect the machine. Go's runtime and DuckDB map more than a
// gigabyte that they do not use.
func limitMemory(mb string) {
	// so that a crash leaves no file with the company's rows
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("500"), 0) // if the machine runs out of memory, the child is killed first
	n, err := strconv.ParseUint(mb, 10, 32)
	if err != nil || n == 0 {
		return
	}
	bound := AddressBytesPerByte*n<<20 + mappedBytes()
	_ = syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: bound, Max: bound})
}

// mappedBytes returns the size of this process's address space in bytes, or 0 if the system does not report it.
func mappedBytes() uint64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, _, _ := strings.Cut(string(text), " ")
	n, err := strconv.ParseUint(pages, 10, 64)
	if err != nil {
		return 0
	}
	return n * uint64(os.Getpagesize())
}

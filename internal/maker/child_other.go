//go:build !linux

package maker

import (
	"os/exec"
	"syscall"
)

func childAttributes() *syscall.SysProcAttr { return nil }

func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

// limitMemory does nothing. Only Linux is supported; other systems are for trying the program.
func limitMemory(string) {}

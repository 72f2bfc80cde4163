//go:build !linux

package maker

import (
	"os/exec"
	"syscall"
)

func childAttributes() *syscall.SysProcAttr { return nil }

func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

// limitMemory does nothing: only Linux is served, other systems are for trying.
func limitMemory(string) {}

//go:build !linux

package clock

import "time"

// Uptime is how long the process has run: elsewhere than on Linux a time is confirmed within one process.
func Uptime() (time.Duration, string) { return processUptime() }

//go:build !linux

package clock

import "time"

// Uptime returns how long the process has run, because only Linux gives the machine's uptime. A reading of an earlier
// process cannot confirm the clock here.
func Uptime() (up time.Duration, start string) { return processUptime() }

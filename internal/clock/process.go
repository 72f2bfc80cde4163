package clock

import (
	"fmt"
	"os"
	"time"
)

var started = time.Now()

// processUptime returns the time since the start of this process, by Go's monotonic clock, and an identifier of the
// process.
func processUptime() (time.Duration, string) {
	return time.Since(started), fmt.Sprintf("process %d of %d", os.Getpid(), started.UnixNano())
}

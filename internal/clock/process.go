package clock

import (
	"fmt"
	"os"
	"time"
)

var started = time.Now()

// processUptime counts from the start of this process, by Go's monotonic clock.
func processUptime() (time.Duration, string) {
	return time.Since(started), fmt.Sprintf("process %d of %d", os.Getpid(), started.UnixNano())
}

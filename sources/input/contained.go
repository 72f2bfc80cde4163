package input

import (
	"fmt"
	"log/slog"
	"runtime/debug"
)

// CatchPanic calls fn and turns a panic into an error about the file origin, so that one file does not stop the others.
func CatchPanic(log *slog.Logger, origin string, fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("reader failed", "file", origin, "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("%s: it cannot be read, which is a bug in bilan: save it again with another program, and report the bug with the log", origin)
		}
	}()
	return fn()
}

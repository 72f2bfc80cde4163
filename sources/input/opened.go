package input

import (
	"context"
	"io"
	"os"
	"time"

	"bilan/internal/regular"
)

// Opened is a file that was opened once for one attempt to read it. Every pass reads this file, even if another file
// has its name by then. It contains the context of the attempt, so that no reader continues after the attempt.
type Opened struct {
	Ctx  context.Context
	File *os.File
	Info os.FileInfo // at the time of opening
	Name string      // path below the folder
}

// ReadAt reads the file's content. It fails once the context has ended.
func (f *Opened) ReadAt(b []byte, at int64) (int, error) {
	if f.Ctx.Err() != nil {
		return 0, context.Cause(f.Ctx)
	}
	return f.File.ReadAt(b, at)
}

// From reads the file from offset to the size that it had when it was opened.
func (f *Opened) From(offset int64) io.Reader {
	return io.NewSectionReader(f, offset, max(f.Info.Size()-offset, 0))
}

// LatestModTime is the latest modification time of the files.
func LatestModTime(files []*Opened) (newest time.Time) {
	for _, f := range files {
		if at := f.Info.ModTime(); at.After(newest) {
			newest = at
		}
	}
	return newest
}

// CloseAll closes the files.
func CloseAll(files []*Opened) {
	for _, f := range files {
		_ = f.File.Close()
	}
}

// WaitUntilOld waits until the last change of every file is at least age ago.
func WaitUntilOld(ctx context.Context, files []*Opened, age time.Duration) error {
	wait := time.Duration(0)
	for _, f := range files {
		wait = max(wait, min(age-time.Since(f.Info.ModTime()), age))
	}
	if wait <= 0 {
		return nil
	}
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(wait):
		return nil
	}
}

// The system's clock moves in ticks, and a file's modification time is read from it. Two changes within one tick leave
// the same time. So a file that was just changed is read only after ClockTick. Whether it changed again is checked
// after QuietTime, when a program that is still writing would have continued.
const (
	ClockTick = 20 * time.Millisecond
	QuietTime = 250 * time.Millisecond
)

// CopyTo writes the file's content into a new file.
func (f *Opened) CopyTo(path string) error {
	to, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return regular.WithoutPath(err)
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{to}, f.From(0), make([]byte, 1<<20))
	if e := to.Close(); err == nil {
		err = e
	}
	return err
}

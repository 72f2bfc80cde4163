package input

import (
	"context"
	"io"
	"os"
	"time"

	"bilan/internal/regular"
)

// Opened is a file of a table, opened once for one attempt to read it: every pass reads the opened file, even if its
// name now refers to another. It contains the attempt's context, so that no reader continues after it.
type Opened struct {
	Ctx  context.Context
	File *os.File
	Info os.FileInfo // when it was opened
	Name string      // below the folder, as people know it
}

// ReadAt reads the file's content from when it was opened, and nothing once the context has ended.
func (f *Opened) ReadAt(b []byte, at int64) (int, error) {
	if f.Ctx.Err() != nil {
		return 0, context.Cause(f.Ctx)
	}
	return f.File.ReadAt(b, at)
}

// From reads the file from an offset to the end that it had when it was opened.
func (f *Opened) From(offset int64) io.Reader {
	return io.NewSectionReader(f, offset, max(f.Info.Size()-offset, 0))
}

// Modified is when the newest of the files was written.
func Modified(files []*Opened) (newest time.Time) {
	for _, f := range files {
		if at := f.Info.ModTime(); at.After(newest) {
			newest = at
		}
	}
	return newest
}

// CloseAll closes files that were only read.
func CloseAll(files []*Opened) {
	for _, f := range files {
		_ = f.File.Close()
	}
}

// Rest waits until the last change of every file is at least so long ago.
func Rest(ctx context.Context, files []*Opened, age time.Duration) error {
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

// Times of files are written by the system's clock, which moves in ticks: two changes within one tick leave one time.
// A file that was changed just now is therefore left alone for a tick before it is read, and looked at again only when
// a writer that is still at work would have gone on.
const (
	ClockTick = 20 * time.Millisecond
	QuietTime = 250 * time.Millisecond
)

// CopyTo writes the file's content from when it was opened into another file.
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

package sources

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"bilan/internal/regular"
)

// sourceFile is a file of a table, opened once for one attempt to read it: every pass reads what was opened, whatever
// its name means by then. It holds the attempt's context, so that no reader goes on after it.
type sourceFile struct {
	ctx  context.Context
	file *os.File
	info os.FileInfo // when it was opened
	name string      // below the folder, as people know it
}

// ReadAt reads what the file held when it was opened, and nothing once the context has ended.
func (f *sourceFile) ReadAt(b []byte, at int64) (int, error) {
	if f.ctx.Err() != nil {
		return 0, context.Cause(f.ctx)
	}
	return f.file.ReadAt(b, at)
}

// from reads the file from an offset to the end that it had when it was opened.
func (f *sourceFile) from(offset int64) io.Reader {
	return io.NewSectionReader(f, offset, max(f.info.Size()-offset, 0))
}

// openFile opens one file below the root; the caller closes it.
func (f *Folder) openFile(ctx context.Context, name string) (*sourceFile, error) {
	file, err := regular.OpenIn(f.dir, name)
	if escapes(err) {
		err = errLeadsOut
		if real, ok := f.absoluteLink(name); ok {
			file, err = regular.OpenIn(f.dir, real)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, regular.WithoutPath(err))
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", name, regular.WithoutPath(err)), file.Close())
	}
	return &sourceFile{ctx: ctx, file: file, info: info, name: name}, nil
}

// errNotRead is what reading a table's files ends with when they did not hold still.
var errNotRead = errors.New("it was changed while it was read: report once the export has ended")

// attempts is how often files that change while they are read are read.
const attempts = 2

// reading opens each of the table's files once, lets fn read them, and then looks whether one was replaced or written
// to meanwhile. What fn made of files that changed counts for nothing, be it an error or not: it is called again.
func (f *Folder) reading(ctx context.Context, t *fileTable, fn func([]*sourceFile) error) error {
	changed := ""
	for range attempts {
		files, err := f.openAll(ctx, t)
		if err != nil {
			return err
		}
		if err = rest(ctx, files, clockTick); err == nil {
			err = contained(f.log, t.shown, func() error { return fn(files) })
		}
		changed = f.changed(ctx, files)
		closeAll(files)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if changed == "" {
			return err
		}
		f.log.Warn("file changed while it was read", "file", changed)
	}
	return fmt.Errorf("%s: %w", changed, errNotRead)
}

// looking is reading for what need not be exact, such as a list of columns: files that change meanwhile are not noticed.
func (f *Folder) looking(ctx context.Context, t *fileTable, fn func([]*sourceFile) error) error {
	files, err := f.openAll(ctx, t)
	if err != nil {
		return err
	}
	defer closeAll(files)
	return contained(f.log, t.shown, func() error { return fn(files) })
}

func (f *Folder) openAll(ctx context.Context, t *fileTable) ([]*sourceFile, error) {
	var files []*sourceFile
	for _, name := range t.paths {
		file, err := f.openFile(ctx, name)
		if err != nil {
			closeAll(files)
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// modified is when the newest of the files was written.
func modified(files []*sourceFile) (newest time.Time) {
	for _, f := range files {
		if at := f.info.ModTime(); at.After(newest) {
			newest = at
		}
	}
	return newest
}

func closeAll(files []*sourceFile) {
	for _, f := range files {
		_ = f.file.Close()
	}
}

// Times of files are written by the system's clock, which moves in ticks: two changes within one tick leave one time.
// A file that was changed just now is therefore left alone for a tick before it is read, and looked at again only when
// a writer that is still at work would have gone on.
const (
	clockTick = 20 * time.Millisecond
	quietTime = 250 * time.Millisecond
)

// rest waits until the last change of every file is at least so long ago.
func rest(ctx context.Context, files []*sourceFile, age time.Duration) error {
	wait := time.Duration(0)
	for _, f := range files {
		wait = max(wait, min(age-time.Since(f.info.ModTime()), age))
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

// changed is the name of a file that is not what was opened any more, "" for none.
func (f *Folder) changed(ctx context.Context, files []*sourceFile) string {
	if rest(ctx, files, quietTime) != nil {
		return ""
	}
	for _, file := range files {
		now, err := f.stat(file.name)
		if err != nil || !os.SameFile(now, file.info) || now.Size() != file.info.Size() || !now.ModTime().Equal(file.info.ModTime()) {
			return file.name
		}
	}
	return ""
}

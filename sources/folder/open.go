package folder

import (
	"context"
	"errors"
	"fmt"
	"os"

	"bilan/internal/regular"
	"bilan/sources/input"
)

// openFile opens one file below the root. The caller closes it.
func (f *Folder) openFile(ctx context.Context, name string) (*input.Opened, error) {
	file, err := regular.OpenIn(f.dir, name)
	if leadsOut(err) {
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
	return &input.Opened{Ctx: ctx, File: file, Info: info, Name: name}, nil
}

// errNotRead reports that a table's files changed during every attempt to read them.
var errNotRead = errors.New("it was changed while it was read: make the report when the export has finished")

// maxAttempts is the number of attempts to read files that change while they are read.
const maxAttempts = 2

// withFiles opens each of the table's files once, calls fn to read them, and then checks whether one was replaced or
// written meanwhile. If so, the result of fn is discarded, even an error, and everything is repeated.
func (f *Folder) withFiles(ctx context.Context, t *fileTable, fn func([]*input.Opened) error) error {
	changed := ""
	for range maxAttempts {
		files, err := f.openAll(ctx, t)
		if err != nil {
			return err
		}
		if err = input.WaitUntilOld(ctx, files, input.ClockTick); err == nil {
			err = input.CatchPanic(f.log, t.listedAs, func() error { return fn(files) })
		}
		changed = f.changed(ctx, files)
		input.CloseAll(files)
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

// withFilesOnce does the same as withFiles for results that need not be exact, such as a list of columns. It does not notice
// files that change meanwhile.
func (f *Folder) withFilesOnce(ctx context.Context, t *fileTable, fn func([]*input.Opened) error) error {
	files, err := f.openAll(ctx, t)
	if err != nil {
		return err
	}
	defer input.CloseAll(files)
	return input.CatchPanic(f.log, t.listedAs, func() error { return fn(files) })
}

func (f *Folder) openAll(ctx context.Context, t *fileTable) ([]*input.Opened, error) {
	var files []*input.Opened
	for _, name := range t.paths {
		file, err := f.openFile(ctx, name)
		if err != nil {
			input.CloseAll(files)
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// changed is the name of a file that has changed since it was opened, "" if none has.
func (f *Folder) changed(ctx context.Context, files []*input.Opened) string {
	if input.WaitUntilOld(ctx, files, input.QuietTime) != nil {
		return ""
	}
	for _, file := range files {
		now, err := f.stat(file.Name)
		if err != nil || !os.SameFile(now, file.Info) || now.Size() != file.Info.Size() || !now.ModTime().Equal(file.Info.ModTime()) {
			return file.Name
		}
	}
	return ""
}

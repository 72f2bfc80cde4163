package sources

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"bilan/internal/nearest"
	"bilan/sources/driver"
	"bilan/sources/params"
)

// fault is an explained error without passwords. It does not wrap the driver's error, whose text could contain a
// password. It keeps only whether the cause was a cancellation or a time-out.
type fault struct {
	text   string
	ended  error // context.Canceled, context.DeadlineExceeded or nil
	object string
	wrong  bool
}

// IsWrongSQL reports whether an error of Query is caused by the statement itself, not by the server or the connection.
func IsWrongSQL(err error) bool {
	var f *fault
	return errors.As(err, &f) && f.wrong
}

func (f *fault) Error() string        { return f.text }
func (f *fault) Is(target error) bool { return f.ended != nil && target == f.ended }

// explained explains a driver's error, and masks passwords in it.
func (d *database) explained(ctx context.Context, err error, b *params.Bound) error {
	var done *fault
	if errors.As(err, &done) {
		return done
	}
	if t := driver.PlainError(""); errors.As(err, &t) {
		return d.fault(nil, err.Error())
	}
	cause := context.Cause(ctx)
	p := d.engine.explain(err, b)
	switch {
	case errors.Is(cause, errTooLong) || p.Kind == driver.TooLong && ctx.Err() == nil:
		return d.fault(context.DeadlineExceeded, fmt.Sprintf("the statement took longer than %s: select less, or raise timeout of the source", d.timeout))
	case errors.Is(cause, errSlowServer):
		return d.fault(context.DeadlineExceeded, driver.Problem{Kind: driver.Unreachable, Message: "no answer within " + connectTimeout.String()}.Text())
	case ctx.Err() != nil:
		return d.fault(ctx.Err(), "stopped: "+cause.Error())
	}
	f := d.fault(nil, p.Text())
	f.object, f.wrong = p.MissingTable, p.WrongSQL || p.Kind == driver.NoTable
	return f
}

// masked masks passwords in an error of this program.
func (d *database) masked(err error) error {
	if f := (*fault)(nil); errors.As(err, &f) {
		return f
	}
	return d.fault(nil, err.Error())
}

func (d *database) fault(ended error, text string) *fault {
	return &fault{text: fmt.Sprintf("source %q: %s", d.name, d.mask.Clean(text)), ended: ended}
}

// withNearest adds to an error about a missing table the name of a similar one.
func (d *database) withNearest(ctx context.Context, err error) error {
	var f *fault
	if !errors.As(err, &f) || f.object == "" {
		return err
	}
	infos, listErr := withTimeout(ctx, d, d.session.Tables)
	if listErr != nil {
		return err
	}
	wanted := f.object[strings.LastIndexByte(f.object, '.')+1:]
	names := make([]string, len(infos))
	for i, info := range infos {
		names[i] = info.Name[strings.LastIndexByte(info.Name, '.')+1:]
	}
	if near := nearest.Word(wanted, names); near != "" {
		f.text += " (did you mean " + near + "?)"
	} else {
		f.text += " (bilan sources lists what the user can see)"
	}
	return f
}

// recoverPanic turns a driver's panic into an error. It must be deferred.
func recoverPanic(d *database, err *error) {
	if r := recover(); r != nil {
		*err = d.fault(nil, fmt.Sprintf("the database driver failed: %v", r))
	}
}

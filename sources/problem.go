package sources

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"bilan/internal/nearest"
)

// problem is a driver's error in words that all drivers share.
type problem struct {
	kind   problemKind
	said   string // what the server said, or the address that did not answer
	object string // the missing table
	wrong  bool   // the statement itself is wrong: no other try can mend it
}

type problemKind int

const (
	otherProblem problemKind = iota
	unreachable
	refused
	noDatabase
	noTable
	denied
	tooLong
	lost
)

// text is the problem for people: what went wrong, then what to do.
func (p problem) text() string {
	switch p.kind {
	case unreachable:
		return "cannot reach the server (" + p.said + "): check that it runs, its address and port, and the firewall"
	case refused:
		return "the server refused the login (" + p.said + "): check user and password, and that the user may come from this host"
	case noDatabase:
		return "no such database (" + p.said + "): check the name at the end of the connection string"
	case denied:
		return "not allowed (" + p.said + "): grant SELECT on it to the source's user"
	case lost:
		return "the connection was lost (" + p.said + "): run again, and look into the server's log if it comes back"
	}
	return p.said
}

// fault is an error with its text already explained and masked. It keeps nothing of the driver's error, so that
// no password can come out of it by unwrapping; only whether it was a cancellation or a time-out.
type fault struct {
	text   string
	ended  error // context.Canceled, context.DeadlineExceeded or nil
	object string
	wrong  bool
}

// IsWrongSQL tells of an error of Query that the statement itself is to blame, and not the server or the way there.
func IsWrongSQL(err error) bool {
	var f *fault
	return errors.As(err, &f) && f.wrong
}

func (f *fault) Error() string        { return f.text }
func (f *fault) Is(target error) bool { return f.ended != nil && target == f.ended }

// told is an error whose text is already for people.
type told string

func (t told) Error() string { return string(t) }

// unreadable is an error about a connection string. It says how to write one, and nothing of what was written.
func unreadable(how string) error { return told("the connection string cannot be read: " + how) }

// fail explains a driver's error.
func (d *database) fail(ctx context.Context, err error, b *Bound) error {
	var done *fault
	if errors.As(err, &done) {
		return done
	}
	if t := told(""); errors.As(err, &t) {
		return d.fault(nil, err.Error())
	}
	cause := context.Cause(ctx)
	p := d.driver.explain(err, b)
	switch {
	case errors.Is(cause, errTooLong) || p.kind == tooLong && ctx.Err() == nil:
		return d.fault(context.DeadlineExceeded, fmt.Sprintf("the statement took longer than %s: ask for less, or raise timeout of the source", d.timeout))
	case errors.Is(cause, errSlowServer):
		return d.fault(context.DeadlineExceeded, problem{kind: unreachable, said: "no answer within " + connectTimeout.String()}.text())
	case ctx.Err() != nil:
		return d.fault(ctx.Err(), "stopped: "+cause.Error())
	}
	f := d.fault(nil, p.text())
	f.object, f.wrong = p.object, p.wrong || p.kind == noTable
	return f
}

// seal masks an error of our own making.
func (d *database) seal(err error) error {
	if f := (*fault)(nil); errors.As(err, &f) {
		return f
	}
	return d.fault(nil, err.Error())
}

func (d *database) fault(ended error, text string) *fault {
	return &fault{text: fmt.Sprintf("source %q: %s", d.name, d.hide.clean(text)), ended: ended}
}

// withNearest adds the table that was perhaps meant to an error about a missing one.
func (d *database) withNearest(ctx context.Context, err error) error {
	var f *fault
	if !errors.As(err, &f) || f.object == "" {
		return err
	}
	infos, listErr := within(ctx, d, d.session.tables)
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

// rescue turns a driver's panic into an error.
func rescue(d *database, err *error) {
	if r := recover(); r != nil {
		*err = d.fault(nil, fmt.Sprintf("the database driver failed: %v", r))
	}
}

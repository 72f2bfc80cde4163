package plans

import (
	"errors"
	"fmt"

	"bilan/internal/loaded"
	"bilan/internal/nearest"
	"bilan/internal/schedule"
	"bilan/report/correction"
)

// Order asks for one report.
type Order struct {
	Report string
	Period string        // 2026-W46; "" for the one that the schedule would report now
	Slot   schedule.Slot // the slot to report, instead of Period; zero for none
	Anyway bool          // draw it with a banner although its data is doubtful
	Each   []string      // dimensions of whose members editions are made, beside those of the report's each:
	Waited bool          // the waiting for its data is over: draw it with a banner, unless figures are wrong
	Before []byte        // the figures that readers saw last, in their stored form, to report changes; nil for no comparison

	BeforeOf map[string][]byte      // the same of members' editions, by rep=R07
	Corrects *correction.Correction // the editions that this one replaces; nil for a first one
}

// release says which doubts become a banner instead of holding the report.
type release int

const (
	holdAll    release = iota
	ReleaseAll         // its builder reports it
	ReleaseOld         // the waiting is over: only doubts that figures are wrong still hold it
)

func (o Order) release() release {
	switch {
	case o.Anyway:
		return ReleaseAll
	case o.Waited:
		return ReleaseOld
	}
	return holdAll
}

// BadRequest is an order that cannot be carried out as it was given.
type BadRequest struct{ Err error }

func (e *BadRequest) Error() string { return e.Err.Error() }

func (e *BadRequest) Unwrap() error { return e.Err }

// IsRequest reports whether the error is about the request itself: exit code 2.
func IsRequest(err error) bool {
	var r *BadRequest
	return errors.As(err, &r)
}

// NoReport is the error for an order whose report is not in the YAML.
func NoReport(name string, known []string) error {
	if len(known) == 0 {
		return &BadRequest{errors.New("the file has no report yet (add one below reports:)")}
	}
	return &BadRequest{fmt.Errorf("there is no report %q (%s)", name, nearest.Hint(name, known))}
}

// Owner is the address that is notified of trouble with the report.
func Owner(p *loaded.Program, report string) string {
	if o := p.Config.Reports[report].Owner; o != "" {
		return o
	}
	return p.Config.Owner
}

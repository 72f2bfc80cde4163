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
	Period string        // such as 2026-W46; "" for the period that the schedule would report now
	Slot   schedule.Slot // the slot to report, instead of Period; zero for none
	Anyway bool          // draw it with a banner although its data is doubtful
	Each   []string      // further dimensions whose members get editions, apart from the report's each:
	Waited bool          // the time to wait for data is over: draw it with a banner, unless figures are wrong
	Before []byte        // the figures that readers saw last, in their stored form, to report changes; nil for no comparison

	BeforeOf map[string][]byte      // the same for members' editions, by member as in rep=R07
	Corrects *correction.Correction // the editions that this one replaces; nil if it replaces none
}

// release says which doubts become a banner instead of holding the report.
type release int

const (
	holdAll    release = iota
	ReleaseAll         // a person asked for the report in spite of its doubts
	ReleaseOld         // the time to wait is over: only a doubt that figures are wrong still holds the report
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

// IsRequest reports whether the error is a BadRequest, for which the exit code is 2.
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

// Owner returns the address to which problems with the report are sent.
func Owner(p *loaded.Program, report string) string {
	if o := p.Config.Reports[report].Owner; o != "" {
		return o
	}
	return p.Config.Owner
}

package exitcode

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"bilan/internal/diagnose"
	"bilan/internal/plans"
	"bilan/internal/usage"
	"bilan/internal/yamlfile"
)

type unsent struct{}

func (unsent) Error() string         { return "not delivered to a@x.example" }
func (unsent) Undelivered() []string { return []string{"a@x.example"} }

func TestOf(t *testing.T) {
	over, stop := context.WithCancel(t.Context())
	stop()
	for want, err := range map[int]error{
		Failed:      Ran{errors.New("disk full")},
		Unusable:    Ran{fmt.Errorf("render: %w", &diagnose.Unusable{Cause: errors.New("no rows")})},
		Undelivered: Ran{unsent{}},
		Done:        nil,
		17:          Ran{Answered(17)},
	} {
		if got := Of(t.Context(), err); got != want {
			t.Errorf("%v: %d, want %d", err, got, want)
		}
	}
	for _, err := range []error{
		errors.New("unknown flag"), Ran{usage.New(errors.New("--to: nobody"), "write one")}, Ran{yamlfile.Mistakes{{}}}, Ran{&plans.BadRequest{Err: errors.New("no such report")}},
	} {
		if got := Of(t.Context(), err); got != Usage {
			t.Errorf("%v: %d, want %d", err, got, Usage)
		}
	}
	if got := Of(over, Ran{unsent{}}); got != Interrupted {
		t.Errorf("after an interrupt: %d", got)
	}
}

func TestExplain(t *testing.T) {
	var out strings.Builder
	Explain(&out, Ran{usage.New(errors.New("--to: nobody"), "write an address")})
	Explain(&out, Ran{Answered(2)})
	if want := "bilan: --to: nobody\n  write an address\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

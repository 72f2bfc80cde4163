package workbench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"bilan/internal/nearest"
	"bilan/sources/workbench/syntax"

	"github.com/duckdb/duckdb-go/v2"
)

// Fault is DuckDB's error about a query that passed the gate: a missing column or table, types that do not match, a
// value that cannot be converted, a limit of memory or time.
type Fault struct {
	Message    string   // one sentence for the user
	Offset     int      // byte offset in the user's text, −1 if not known
	Candidates []string // what was probably meant; may be empty
	Hint       string   // what to write instead, "" if not known
	Data       bool     // the cause is a value in the data
	err        error
}

// Error is the message with the candidates.
func (f *Fault) Error() string {
	if len(f.Candidates) == 0 {
		return f.Message
	}
	return fmt.Sprintf("%s (did you mean %s?)", f.Message, strings.Join(f.Candidates, ", "))
}

// Unwrap is the driver's own error.
func (f *Fault) Unwrap() error { return f.err }

type answer struct {
	Type       string `json:"exception_type"`
	Subtype    string `json:"error_subtype"`
	Message    string `json:"exception_message"`
	Position   string `json:"position"`
	Name       string `json:"name"`
	Candidates string `json:"candidates"`
}

// explain converts a driver's error to a Fault. before is the number of bytes of Bilan's own text before the user's.
func explain(ctx context.Context, err error, before int) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var de *duckdb.Error
	if !errors.As(err, &de) {
		return err
	}
	var a answer
	f := &Fault{Offset: -1, err: err}
	if json.Unmarshal([]byte(de.Msg), &a) != nil || a.Message == "" {
		f.Message, f.Hint = syntax.Translate(firstLine(de.Msg))
		return f
	}
	f.Message, f.Hint = translate(a)
	f.Data = a.Type == "Conversion" || a.Type == "Out of Range" || a.Type == "Invalid Input"
	if at, err := strconv.Atoi(a.Position); err == nil && at >= before {
		f.Offset = at - before
	}
	if f.Hint == "" && (a.Subtype == "COLUMN_NOT_FOUND" || a.Subtype == "MISSING_ENTRY") {
		f.Candidates = candidate(a.Name, candidates(a.Candidates))
	}
	return f
}

// shiftedFault returns a Fault with its offset reduced by before, the number of bytes before the user's text. Other
// errors are returned unchanged.
func shiftedFault(err error, before int) error {
	var f *Fault
	if !errors.As(err, &f) || f.Offset < 0 {
		return err
	}
	moved := *f
	if moved.Offset -= before; moved.Offset < 0 {
		moved.Offset = -1
	}
	return &moved
}

// translate turns DuckDB's message into a sentence for the user, and the hint for it.
func translate(a answer) (said, hint string) {
	switch {
	case a.Subtype == "COLUMN_NOT_FOUND" && a.Name != "":
		return fmt.Sprintf("there is no column %q", a.Name), ""
	case strings.HasPrefix(a.Message, "Type with name"):
		return syntax.Translate(firstLine(a.Message))
	case a.Subtype == "MISSING_ENTRY" && a.Name != "":
		kind := strings.ToLower(strings.TrimSuffix(a.Type, " Function"))
		if strings.HasPrefix(a.Message, "Table ") {
			kind = "table"
		} else if strings.Contains(a.Message, "Function") {
			kind = "function"
		}
		if syntax.Windows[strings.ToLower(a.Name)] {
			return a.Name + "() is a window function", "write " + a.Name + "(…) over (order by …)"
		}
		return fmt.Sprintf("there is no %s %q", kind, a.Name), ""
	case a.Type == "Out of Memory":
		return "the query needs more memory than is allowed: " + firstLine(a.Message), "select less, or group earlier"
	}
	return syntax.Translate(firstLine(a.Message))
}

func firstLine(message string) string {
	line, _, _ := strings.Cut(message, "\n")
	return strings.TrimRight(strings.TrimSpace(line), "!.")
}

func candidates(list string) []string {
	names := strings.Split(list, ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return names
}

// candidate is the similar name among have as the only element, or nil.
func candidate(name string, have []string) []string {
	if meant := nearest.Word(name, have); meant != "" {
		return []string{meant}
	}
	return nil
}

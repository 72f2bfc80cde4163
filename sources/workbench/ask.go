package workbench

import (
	"context"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// Ask runs a SELECT of the program's own over the datasets and reads the whole answer. The caller composed it from
// quoted names and from pieces that each passed the gate as Value, Condition or Scalar, so it does not pass the gate
// again, which would cost as much as most answers. If the SELECT fails, it is passed to Query, which explains the error
// and its place, and gives columns without values a type. `:name` and `$name` are bound from params.
func (w *Workbench) Ask(ctx context.Context, query string, params map[string]any) (*table.Table, error) {
	text := syntax.Named(query)
	names, alone := scan(text)
	args, err := arguments(names, params)
	if err != nil || !alone || !w.isLocked() {
		return w.Query(ctx, query, params)
	}
	t, err := w.direct(ctx, text, args)
	if err != nil && ctx.Err() == nil {
		return w.Query(ctx, query, params)
	}
	return t, err
}

func (w *Workbench) direct(ctx context.Context, text string, args []any) (*table.Table, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		return nil, errClosed
	}
	return w.ask(ctx, text, args)
}

// scan names the parameters `$name` outside of quotes and comments, each once, and reports whether the text is one statement
// that reads: it begins with SELECT or WITH, and no semicolon ends it.
func scan(text string) (params []string, alone bool) {
	alone = strings.HasPrefix(text, "select ") || strings.HasPrefix(text, "with ")
	for i := 0; i < len(text); {
		if end := syntax.SkipQuiet(text, i); end > i {
			i = end
			continue
		}
		if text[i] == ';' {
			alone = false
		}
		if text[i] != '$' || i > 0 && syntax.WordByte(text[i-1]) {
			i++
			continue
		}
		from := i + 1
		for i = from; i < len(text) && syntax.WordByte(text[i]); {
			i++
		}
		if name := text[from:i]; name != "" && !slices.Contains(params, name) {
			params = append(params, name)
		}
	}
	return params, alone
}

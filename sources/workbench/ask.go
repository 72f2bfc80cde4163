package workbench

import (
	"context"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// Ask runs a SELECT of the program's own over the datasets and reads all rows. The caller composes it from quoted names
// and from parts that each passed the gate as Value, Condition or Scalar. So Ask does not check it again, which would
// take as long as most queries. If the SELECT fails, Ask passes it to Query, which explains the error and gives columns
// without values a type. `:name` and `$name` are bound from params.
func (w *Workbench) Ask(ctx context.Context, query string, params map[string]any) (*table.Table, error) {
	text := syntax.DollarParams(query)
	names, alone := scanParams(text)
	args, err := arguments(names, params)
	if err != nil || !alone || !w.isLocked() {
		return w.Query(ctx, query, params)
	}
	t, err := w.askDirectly(ctx, text, args)
	if err != nil && ctx.Err() == nil {
		return w.Query(ctx, query, params)
	}
	return t, err
}

func (w *Workbench) askDirectly(ctx context.Context, text string, args []any) (*table.Table, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		return nil, errClosed
	}
	return w.ask(ctx, text, args)
}

// scanParams lists the parameters `$name` outside of quotes and comments, without repetition. alone reports that the text is
// one statement that only reads: it begins with SELECT or WITH, and has no semicolon.
func scanParams(text string) (params []string, alone bool) {
	alone = strings.HasPrefix(text, "select ") || strings.HasPrefix(text, "with ")
	for i := 0; i < len(text); {
		if end := syntax.SkipQuoted(text, i); end > i {
			i = end
			continue
		}
		if text[i] == ';' {
			alone = false
		}
		if text[i] != '$' || i > 0 && syntax.IsWordByte(text[i-1]) {
			i++
			continue
		}
		from := i + 1
		for i = from; i < len(text) && syntax.IsWordByte(text[i]); {
			i++
		}
		if name := text[from:i]; name != "" && !slices.Contains(params, name) {
			params = append(params, name)
		}
	}
	return params, alone
}

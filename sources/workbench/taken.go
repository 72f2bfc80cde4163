package workbench

import "fmt"

// free demands that nothing was made under a name yet: loading never replaces. The caller holds mu.
func (w *Workbench) free(schema, name string) error {
	of, taken := w.loaded[vaultKey(schema, name)]
	switch {
	case !taken:
		return nil
	case schema == "":
		return fmt.Errorf("there is a dataset %q already, made of %s: give one of the two another name", name, of)
	}
	return fmt.Errorf("the source %q has a table %q already, loaded from %s: give one of the two another name", schema, name, of)
}

// made notes what a table or dataset was made of. The caller holds mu.
func (w *Workbench) made(schema, name, of string) {
	if w.loaded == nil {
		w.loaded = map[string]string{}
	}
	w.loaded[vaultKey(schema, name)] = of
}

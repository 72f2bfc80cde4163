package ledger

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// mark is a small file outside the state's folder that says how many messages a state has let go. It is written after the
// commit, so it is never ahead of the state that wrote it: a state of the same identity with a lower count was restored
// from a copy. It is not synchronised with the disk: a mark that a power failure leaves behind proves less, never more.
type mark struct {
	path string // "" for none

	mu   sync.Mutex
	file *os.File
	at   int64
}

const markFormat = "bilan state %32s has let go %20d messages\n"

// read gives the identity and the count that stand in the file; "" when there is no file, or none that can be read as a mark.
func (m *mark) read() (id string, sent int64, err error) {
	if m.path == "" {
		return "", 0, nil
	}
	text, err := os.ReadFile(m.path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	if _, err := fmt.Sscanf(string(text), markFormat, &id, &sent); err != nil {
		return "", 0, nil
	}
	return id, sent, nil
}

// write says that a state has let go so many messages. A lower count than the last one is left out.
func (m *mark) write(id string, sent int64) error {
	if m.path == "" {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.file != nil && sent <= m.at {
		return nil
	}
	if m.file == nil {
		f, err := os.OpenFile(m.path, os.O_WRONLY|os.O_CREATE, 0o644)
		if err != nil {
			return err
		}
		m.file = f
	}
	if _, err := m.file.WriteAt(fmt.Appendf(nil, markFormat, id, sent), 0); err != nil {
		return err
	}
	m.at = sent
	return nil
}

func (m *mark) close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.file == nil {
		return nil
	}
	err := m.file.Close()
	m.file = nil
	return err
}

// origin is the row that says which state this is.
type origin struct {
	id    string
	sent  int64
	since int64
	why   string
}

func readOrigin(ctx context.Context, c conn) (o origin, err error) {
	return o, one(ctx, c, "SELECT id, sent, behind_since, behind_why FROM bilan_origin", nil, &o.id, &o.sent, &o.since, &o.why)
}

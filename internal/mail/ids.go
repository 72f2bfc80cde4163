package mail

import (
	"bufio"
	"io"
	"io/fs"
	"net/mail"
	"path/filepath"
	"strings"

	"bilan/internal/regular"
)

// mostHeader limits how much of a file is read to find its Message-ID.
const mostHeader = 256 << 10

// IDsIn returns the Message-IDs, without brackets, of all mails in a folder and below: a Maildir, or files with one
// message each. Other files are ignored.
func IDsIn(folder string) (map[string]bool, error) {
	ids := map[string]bool{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		id, err := messageIDOf(path)
		if id != "" {
			ids[id] = true
		}
		return err
	})
	return ids, err
}

func messageIDOf(path string) (string, error) {
	f, err := regular.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	m, err := mail.ReadMessage(bufio.NewReader(io.LimitReader(f, mostHeader)))
	if err != nil {
		return "", nil // not a mail
	}
	return strings.Trim(strings.TrimSpace(m.Header.Get("Message-ID")), "<>"), nil
}

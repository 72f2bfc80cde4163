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

// mostHeader bounds what is read of a file to find its Message-ID.
const mostHeader = 256 << 10

// IDsIn gives the Message-IDs, without brackets, of all mails in a folder and below: a Maildir, or files of one message each.
// What is no mail is left out.
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

package mail

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/mail"
	"os"
	"path/filepath"
	"strings"

	"bilan/internal/outfile"
	"bilan/internal/regular"
)

// Folder writes each message as an .eml file with its attachments beside it. It is for tests, and for systems that take
// mail from a folder.
type Folder struct {
	dir     string
	allowed []string
}

// NewFolder returns a sender that writes into dir. The folder is created if it is missing.
func NewFolder(dir string, allowed []string) *Folder {
	return &Folder{dir: dir, allowed: allowed}
}

// Send writes <name>_<address>.eml, and each attachment under the same name with its own extension. A file appears when
// it is complete. The same message replaces its files. Another message with the same name gets a suffix made from its
// Message-ID.
func (f *Folder) Send(ctx context.Context, e Envelope, raw []byte) Result {
	defer e.callEnded()
	if err := checkEnvelope(e, raw, f.allowed); err != nil {
		return Result{Verdict: Dead, Stage: StageCheck, Err: err}
	}
	if err := e.callLeaving(ctx); err != nil {
		return Result{Verdict: Retry, Stage: StageFolder, Err: err}
	}
	if err := f.write(ctx, e, raw); err != nil {
		return Result{Verdict: Retry, Stage: StageFolder, Err: fmt.Errorf("mail folder: %w", err)}
	}
	return Result{Verdict: Sent, Stage: StageFolder}
}

// write writes the .eml file last, so that its attachments exist before it.
func (f *Folder) write(ctx context.Context, e Envelope, raw []byte) error {
	if err := os.MkdirAll(f.dir, 0o750); err != nil {
		return err
	}
	stem, err := f.stem(e, raw)
	if err != nil {
		return err
	}
	files, err := attachedFiles(raw)
	if err != nil {
		return fmt.Errorf("read the message's attachments: %w", err)
	}
	seen := map[string]int{}
	for _, a := range files {
		seen[a.ext]++
		name := stem + a.ext
		if n := seen[a.ext]; n > 1 {
			name = fmt.Sprintf("%s-%d%s", stem, n, a.ext)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := writeAtomically(filepath.Join(f.dir, name), a.data); err != nil {
			return err
		}
	}
	return writeAtomically(filepath.Join(f.dir, stem+".eml"), raw)
}

// stem returns the name of the files without extension. It avoids a name that another message uses.
func (f *Folder) stem(e Envelope, raw []byte) (string, error) {
	a, err := parseAddress(e.To)
	if err != nil {
		return "", err
	}
	id := messageIdentity(raw)
	stem := outfile.Name(e.Name, strings.ToLower(a.Address))
	if foldASCII(stem) != stem || e.Name == "" {
		stem = outfile.Name(foldASCII(stem), shortDigest(id))
	}
	old, err := regular.ReadFile(filepath.Join(f.dir, stem+".eml"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return stem, nil
	case err != nil:
		return "", err
	case messageIdentity(old) == id:
		return stem, nil
	}
	return stem + "_" + shortDigest(id), nil
}

// messageIdentity returns the Message-ID, or a digest of the message if it has none.
func messageIdentity(raw []byte) string {
	if m, err := mail.ReadMessage(bytes.NewReader(raw)); err == nil {
		if id := m.Header.Get("Message-Id"); id != "" {
			return id
		}
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func shortDigest(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:4])
}

// writeAtomically writes a file that appears when it is complete.
func writeAtomically(path string, data []byte) error {
	tmp, err := regular.Create(path+".part", 0o640)
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Sync()
	}
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(tmp.Name()))
	}
	return err
}

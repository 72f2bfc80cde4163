package mail

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		names = append(names, f.Name())
	}
	return names
}

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "out")
	s := NewFolder(dir, nil)
	m := testMessage()
	m.Attachments = append(m.Attachments, Attachment{Name: "plan.txt", Type: "text/plain", Bytes: []byte("who gets what\n")})
	raw := mustBytes(t, m)
	for range 2 { // the second run replaces the first
		if res := s.Send(t.Context(), testEnvelope, raw); res.Verdict != Sent || res.Err != nil {
			t.Fatal(res)
		}
	}
	stem := "suivi_2026-W46_direction@lenoir.example"
	if got := files(t, dir); !slices.Equal(got, []string{stem + ".csv", stem + ".eml", stem + ".pdf", stem + ".txt"}) {
		t.Errorf("got %q", got)
	}
	eml, _ := os.ReadFile(filepath.Join(dir, stem+".eml"))
	pdf, _ := os.ReadFile(filepath.Join(dir, stem+".pdf"))
	if !bytes.Equal(eml, raw) || !bytes.Equal(pdf, m.Attachments[0].Bytes) {
		t.Error("the files hold something else")
	}

	m.MessageID = MessageID("another edition", "a@lenoir.example")
	if res := s.Send(t.Context(), testEnvelope, mustBytes(t, m)); res.Verdict != Sent {
		t.Fatal(res)
	}
	if got := files(t, dir); len(got) != 8 {
		t.Errorf("another message took the name: %q", got)
	}
	if again, _ := os.ReadFile(filepath.Join(dir, stem+".eml")); !bytes.Equal(again, raw) {
		t.Error("the first message was overwritten")
	}
}

func TestFolderNames(t *testing.T) {
	dir := t.TempDir()
	s := NewFolder(dir, nil)
	for _, e := range []Envelope{
		{From: "a@b.example", To: `"../../x"@b.example`, Name: "../../etc/passwd"},
		{From: "a@b.example", To: `"a/b\\c"@b.example`, Name: "x"},
		{From: "a@b.example", To: "rené@b.example", Name: "été"},
		{From: "a@b.example", To: "x@b.example"},
		{From: "a@b.example", To: strings.Repeat("x", 60) + "@" + strings.Repeat("y", 60) + ".example", Name: strings.Repeat("z", 80)},
	} {
		if res := s.Send(t.Context(), e, testRaw); res.Verdict != Sent {
			t.Error(res.Err)
		}
	}
	for _, name := range files(t, dir) {
		if !isASCII(name) || !strings.HasSuffix(name, ".eml") || strings.HasPrefix(name, ".") || len(name) > 120 {
			t.Errorf("name %q", name)
		}
	}
	if n := len(files(t, dir)); n != 5 {
		t.Errorf("%d files: %q", n, files(t, dir))
	}
}

func TestFolderFails(t *testing.T) {
	dir := t.TempDir()
	blocked := filepath.Join(dir, "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if res := NewFolder(blocked, nil).Send(t.Context(), testEnvelope, testRaw); res.Verdict != Retry || res.Stage != StageFolder {
		t.Errorf("got %v at %s: %v", res.Verdict, res.Stage, res.Err)
	}
	if res := NewFolder(dir, []string{"b.example"}).Send(t.Context(), testEnvelope, testRaw); res.Verdict != Dead || res.Stage != StageCheck {
		t.Errorf("got %v at %s: %v", res.Verdict, res.Stage, res.Err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if res := NewFolder(dir, nil).Send(ctx, testEnvelope, mustBytes(t, testMessage())); res.Verdict != Retry {
		t.Errorf("cancelled: got %v", res.Verdict)
	}
	if got := files(t, dir); len(got) != 1 {
		t.Errorf("left behind: %q", got)
	}
}

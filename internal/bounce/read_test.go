package bounce

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRead reads notifications of six kinds of servers, with both kinds of line ends.
func TestRead(t *testing.T) {
	for name, want := range map[string]string{
		"postfix.eml": "0f1e2d3c4b5a69788796a5b4c3d2e1f0@lenoir.example\n" +
			"hard: Petit@lenoir.example petit@lenoir.example failed 5.1.1 550 5.1.1 <petit@lenoir.example>: Recipient address rejected: User unknown in virtual mailbox table\n",
		"exchange-online.eml": "00112233445566778899aabbccddeeff@lenoir.example\n" +
			"hard: roux@lenoir.example failed 5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient roux@lenoir.example not found by SMTP address lookup\n",
		"edge-blocked.eml": "aaaabbbbccccddddeeeeffff00001111@lenoir.example\n" +
			"hard: blanc@lenoir.example failed 5.4.1 550 5.4.1 Recipient address rejected: Access denied.\n",
		"full.eml": "22223333444455556666777788889999@lenoir.example\n" +
			"soft: brun@lenoir.example failed 5.2.2 552 5.2.2 Mailbox full\n" +
			"soft: noir@lenoir.example delayed 4.4.7\n",
		"utf8.eml":         "99998888777766665555444433332222@lenoir.example\nhard: hélène@lenoir.example failed 5.2.1 550 5.2.1 account disabled\n",
		"absent.eml":       "nothing\n",
		"read-receipt.eml": "nothing\n",
	} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range [][]byte{raw, bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))} {
			n, err := Read(bytes.NewReader(text))
			if err != nil {
				t.Fatal(name, err)
			}
			if diff := cmp.Diff(want, describe(n)); diff != "" {
				t.Errorf("%s: -want +got:\n%s", name, diff)
			}
		}
	}
}

func describe(n *Notification) string {
	if n == nil {
		return "nothing\n"
	}
	var b strings.Builder
	fmt.Fprintln(&b, strings.Join(n.Originals, " "))
	for _, r := range n.Recipients {
		kind := "soft"
		if r.Hard() {
			kind = "hard"
		}
		fmt.Fprintf(&b, "%s: %s\n", kind, r)
	}
	return b.String()
}

func TestHard(t *testing.T) {
	for status, want := range map[string]bool{
		"5.1.1": true, "5.1.2": true, "5.1.10": true, "5.2.1": true,
		"5.2.2": false, "5.2.3": false, "5.3.0": false, "5.4.7": false, "5.7.1": false, "4.1.1": false, "5.0.0": false, "5.4.1": false, "": false,
	} {
		if r := (Recipient{Action: "failed", Status: status, Diagnostic: "no"}); r.Hard() != want {
			t.Errorf("%s: hard is %v", status, r.Hard())
		}
		if r := (Recipient{Action: "delayed", Status: status}); r.Hard() {
			t.Errorf("%s: what is only delayed is hard", status)
		}
	}
}

// TestFiles lists a Maildir without the mails that are still being written.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"new/1.relay", "cur/2.relay:2,S", "tmp/3.relay", ".Junk/new/4.relay", ".Junk/cur/5.relay", ".Junk/tmp/6.relay"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := ListFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		list[i], _ = filepath.Rel(dir, list[i])
	}
	if diff := cmp.Diff([]string{".Junk/cur/5.relay", ".Junk/new/4.relay", "cur/2.relay:2,S", "new/1.relay"}, list); diff != "" {
		t.Error(diff)
	}
	if list, err := ListFiles("testdata/full.eml"); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
	if _, err := ListFiles("nowhere"); err == nil {
		t.Error("a folder that is not there is read")
	}
}

func FuzzRead(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.eml")
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		n, err := Read(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if n != nil && len(n.Recipients) == 0 {
			t.Error("a notification of nobody")
		}
	})
}

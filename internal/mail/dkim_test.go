package mail

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"bilan/internal/config"
)

// TestDKIM sends over SMTP, and checks what arrives with another library's verifier, for both kinds of key.
func TestDKIM(t *testing.T) {
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	edwards := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	for name, key := range map[string]crypto.Signer{"rsa": short, "ed25519": edwards} {
		t.Run(name, func(t *testing.T) {
			p := &peer{}
			cfg := config.Mail{SMTP: p.start(t, nil), DKIM: config.DKIM{Domain: "lenoir.example", Selector: "bilan2026", KeyFile: keyFile(t, key)}}
			s, err := New(cfg, nil)
			if err != nil {
				t.Fatal(err)
			}
			raw := mustBytes(t, testMessage())
			for range 2 { // each attempt has a signature of its own
				if res := s.Send(t.Context(), Envelope{From: "bilan@lenoir.example", To: "direction@lenoir.example"}, raw); res.Verdict != Sent {
					t.Fatal(res)
				}
			}
			for _, got := range p.got {
				if int64(len(got.raw)) != got.size || !bytes.HasSuffix(got.raw, raw) || bytes.Count(got.raw, []byte("DKIM-Signature:")) != 1 {
					t.Fatalf("%d bytes announced, %d came; the message itself was changed, or is not signed once", got.size, len(got.raw))
				}
				if err := verified(t, got.raw, key); err != nil {
					t.Error(err)
				}
				for what, forged := range map[string][]byte{
					"another subject":      bytes.Replace(got.raw, []byte("Subject: "), []byte("Subject: x"), 1),
					"a second subject":     append([]byte("Subject: x\r\n"), got.raw...),
					"a header added later": append([]byte("List-Unsubscribe: <https://elsewhere.example>\r\n"), got.raw...),
					"another body":         append(bytes.Clone(got.raw), "more\r\n"...),
				} {
					if verified(t, forged, key) == nil {
						t.Error("the signature holds for", what)
					}
				}
			}
		})
	}
}

func keyFile(t *testing.T, key crypto.Signer) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pemFile(t, "PRIVATE KEY", der)
}

func pemFile(t *testing.T, kind string, der []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "dkim.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// verified verifies a message with the key in place of its DNS record.
func verified(t *testing.T, raw []byte, key crypto.Signer) error {
	t.Helper()
	record := "v=DKIM1; k=ed25519; p="
	public, ok := key.Public().(ed25519.PublicKey)
	der := []byte(public)
	if !ok {
		var err error
		record = "v=DKIM1; k=rsa; p="
		if der, err = x509.MarshalPKIXPublicKey(key.Public()); err != nil {
			t.Fatal(err)
		}
	}
	list, err := dkim.VerifyWithOptions(bytes.NewReader(raw), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
		if name != "bilan2026._domainkey.lenoir.example" {
			t.Errorf("the key is looked for at %s", name)
		}
		return []string{record + base64.StdEncoding.EncodeToString(der)}, nil
	}})
	if err != nil || len(list) != 1 {
		t.Fatal(err, len(list))
	}
	return list[0].Err
}

func TestDKIMKeys(t *testing.T) {
	for file, want := range map[string]string{
		filepath.Join(t.TempDir(), "none.pem"):           "no such file",
		pemFile(t, "CERTIFICATE", []byte("x")):           "it has a CERTIFICATE: write the file of a private key without a password",
		pemFile(t, "ENCRYPTED PRIVATE KEY", []byte("x")): "without a password",
		pemFile(t, "PRIVATE KEY", []byte("x")):           "its key cannot be read",
		pemFile(t, "RSA PRIVATE KEY", []byte("x")):       "its RSA key cannot be read",
	} {
		_, err := New(config.Mail{SMTP: config.SMTP{Host: "127.0.0.1"}, DKIM: config.DKIM{Domain: "a.example", Selector: "s", KeyFile: file}}, nil)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "mail.dkim: key_file: ") {
			t.Errorf("%s: got %v, want %q", file, err, want)
		}
	}
}

package mail

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"github.com/emersion/go-msgauth/dkim"

	"bilan/internal/regular"
)

// signedHeaders are the headers that a signature covers. It also covers headers that a message lacks, so that adding
// one later breaks the signature. Visible headers are listed twice, so that adding a second one breaks it too. RFC 8058
// requires List-Unsubscribe and List-Unsubscribe-Post.
var signedHeaders = []string{
	"From", "To", "Cc", "Reply-To", "Subject", "Date",
	"From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type",
	"Content-Transfer-Encoding", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post",
}

// minRSABits is the least length, in bits, of an RSA key that receivers accept.
const minRSABits = 1024

// signer adds a DKIM-Signature to messages of a domain. It is safe for concurrent use. A nil signer adds nothing.
type signer struct{ options dkim.SignOptions }

// newSigner reads the private key of a domain from a PEM file. The key is RSA of at least 1,024 bits, or Ed25519.
func newSigner(domain, selector, keyFile string) (*signer, error) {
	text, err := regular.ReadFile(keyFile)
	if err != nil {
		return nil, fmt.Errorf("key_file: %w", err)
	}
	key, err := parsePrivateKey(text)
	if err != nil {
		return nil, fmt.Errorf("key_file: %s: %w", keyFile, err)
	}
	return &signer{dkim.SignOptions{
		Domain: domain, Selector: selector, Signer: key, HeaderKeys: signedHeaders,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
	}}, nil
}

func parsePrivateKey(text []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("it has no private key in PEM form (make one: openssl genrsa -out dkim.pem 2048)")
	}
	switch block.Type {
	case "RSA PRIVATE KEY":
		key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("its RSA key cannot be read: %w", err)
		}
		return checkRSALength(key)
	case "PRIVATE KEY":
	default:
		return nil, fmt.Errorf("it has a %s: write the file of a private key without a password", block.Type)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("its key cannot be read: %w", err)
	}
	switch key := key.(type) {
	case *rsa.PrivateKey:
		return checkRSALength(key)
	case ed25519.PrivateKey:
		return key, nil
	}
	return nil, fmt.Errorf("its key is a %T: write the file of an RSA or Ed25519 key", key)
}

func checkRSALength(key *rsa.PrivateKey) (crypto.Signer, error) {
	if bits := key.N.BitLen(); bits < minRSABits {
		return nil, fmt.Errorf("its RSA key has %d bits, and receivers accept no key below %d (openssl genrsa -out dkim.pem 2048)", bits, minRSABits)
	}
	return key, nil
}

// sign returns the message with a DKIM-Signature before it. The signature has the machine's time, which receivers
// check.
func (s *signer) sign(raw []byte) ([]byte, error) {
	if s == nil {
		return raw, nil
	}
	var out bytes.Buffer
	out.Grow(len(raw) + 1024)
	if err := dkim.Sign(&out, bytes.NewReader(raw), &s.options); err != nil {
		return nil, fmt.Errorf("sign with DKIM: %w", err)
	}
	return out.Bytes(), nil
}

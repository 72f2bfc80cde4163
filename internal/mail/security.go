package mail

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"

	"bilan/internal/config"
	"bilan/internal/regular"
)

// security says how a connection is protected.
type security int

const (
	startTLS   security = iota // STARTTLS is required
	offeredTLS                 // on loopback: STARTTLS if the server offers it
	implicit                   // TLS from the first byte
	plainText                  // on loopback: no encryption
)

// port returns the default port.
func (s security) port() int {
	if s == implicit {
		return 465
	}
	return 587
}

// setSecurity reads tls: and ca_file:. With ca_file only that file's certificates are trusted. On loopback without
// tls:, STARTTLS is used if the server offers it. The certificate is then not checked: it seldom names localhost, and
// nobody can intercept the connection.
func (s *SMTP) setSecurity(cfg config.SMTP) error {
	loopback := onLoopback(cfg.Host)
	s.tls = &tls.Config{ServerName: cfg.Host, MinVersion: tls.VersionTLS12}
	switch cfg.TLS {
	case "starttls":
		s.security = startTLS
	case "":
		if loopback {
			s.security = offeredTLS
			s.tls.InsecureSkipVerify = cfg.CAFile == ""
		}
	case "implicit":
		s.security = implicit
	case "none":
		if !loopback {
			return fmt.Errorf("tls: none is only for a server on this machine (localhost, 127.0.0.1, ::1), not for %s", cfg.Host)
		}
		s.security = plainText
	default:
		return fmt.Errorf("tls: %q is not one of starttls, implicit, none", cfg.TLS)
	}
	return s.setRoots(cfg.CAFile)
}

func (s *SMTP) setRoots(file string) error {
	if file == "" {
		return nil
	}
	pem, err := regular.ReadFile(file)
	if err != nil {
		return fmt.Errorf("ca_file: %w", err)
	}
	s.tls.RootCAs = x509.NewCertPool()
	if !s.tls.RootCAs.AppendCertsFromPEM(pem) {
		return fmt.Errorf("ca_file: %s holds no certificate in PEM form", file)
	}
	return nil
}

func isCertificateError(err error) bool {
	var bad *tls.CertificateVerificationError
	return errors.As(err, &bad)
}

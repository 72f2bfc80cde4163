package pdf

import (
	"bytes"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"golang.org/x/text/unicode/norm"
)

// encrypt encrypts a file with 256-bit AES. Whoever opens it with the password has all permissions.
func encrypt(pdf []byte, password string) ([]byte, error) {
	api.DisableConfigDir()
	password = norm.NFKC.String(password) // PDF readers normalize a typed password in the same way
	conf := model.NewAESConfiguration(password, password, 256)
	conf.Permissions = model.PermissionsAll
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(pdf), &out, conf); err != nil {
		return nil, fmt.Errorf("encrypt document: %w", err)
	}
	return out.Bytes(), nil
}

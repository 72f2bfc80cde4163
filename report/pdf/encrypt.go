package pdf

import (
	"bytes"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"golang.org/x/text/unicode/norm"
)

// encrypt encrypts a file with a password, with 256-bit AES. A person who opens it has all permissions.
func encrypt(pdf []byte, password string) ([]byte, error) {
	api.DisableConfigDir()
	password = norm.NFKC.String(password) // as readers do with what is typed
	conf := model.NewAESConfiguration(password, password, 256)
	conf.Permissions = model.PermissionsAll
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(pdf), &out, conf); err != nil {
		return nil, fmt.Errorf("encrypt document: %w", err)
	}
	return out.Bytes(), nil
}

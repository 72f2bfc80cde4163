package render

import (
	"context"
	"os"
	"testing"
)

func TestLook(t *testing.T) {
	out, err := PDF(context.Background(), sample())
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/rlook/sample.pdf", out, 0o644)
}

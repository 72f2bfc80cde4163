package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
)

// boundaryHeader is how go-mail announces a multipart body. The boundary is 60 random hex digits.
var boundaryHeader = regexp.MustCompile(`Content-Type: multipart/(?:mixed|alternative);\r\n boundary=([0-9a-f]{60})\r\n`)

// settleBoundaries replaces the random boundaries by digests of the message, so that the same message has the
// same bytes. go-mail can be given one boundary only, which it then writes at every depth of a nested message.
func settleBoundaries(raw []byte) []byte {
	blank := bytes.Repeat([]byte{'0'}, 60)
	var found [][]byte
	// The outermost header and the first part's come first; what a body holds comes later.
	for _, at := range boundaryHeader.FindAllSubmatch(raw, 2) {
		found = append(found, bytes.Clone(at[1]))
	}
	settled := raw
	for _, b := range found {
		settled = bytes.ReplaceAll(settled, b, blank)
	}
	sum := sha256.Sum256(settled)
	for i, b := range found {
		digest := sha256.Sum256(append(sum[:], byte(i)))
		raw = bytes.ReplaceAll(raw, b, []byte(hex.EncodeToString(digest[:])[:60]))
	}
	return raw
}

package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
)

// boundaryHeader matches the header with which go-mail announces a multipart body. The boundary is 60 random
// hexadecimal digits.
var boundaryHeader = regexp.MustCompile(`Content-Type: multipart/(?:mixed|alternative);\r\n boundary=([0-9a-f]{60})\r\n`)

// fixBoundaries replaces the random boundaries by digests of the message's body, in place. So equal messages have
// equal bytes, and another Date changes only its own header. go-mail itself accepts only one boundary for all levels.
func fixBoundaries(raw []byte) {
	var places [][]int
	// The boundaries of the outermost header and of the first part come first; those inside a body come later.
	for _, at := range boundaryHeader.FindAllSubmatchIndex(raw, 2) {
		places = append(places, indexAll(raw, bytes.Clone(raw[at[2]:at[3]])))
	}
	blank := bytes.Repeat([]byte{'0'}, 60)
	for _, offsets := range places {
		overwrite(raw, offsets, blank)
	}
	_, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	sum := sha256.Sum256(body)
	for depth, offsets := range places {
		digest := sha256.Sum256(append(sum[:], byte(depth)))
		overwrite(raw, offsets, []byte(hex.EncodeToString(digest[:])[:60]))
	}
}

func indexAll(raw, word []byte) (offsets []int) {
	for from := 0; ; {
		at := bytes.Index(raw[from:], word)
		if at < 0 {
			return offsets
		}
		offsets = append(offsets, from+at)
		from += at + len(word)
	}
}

func overwrite(raw []byte, offsets []int, word []byte) {
	for _, at := range offsets {
		copy(raw[at:], word)
	}
}

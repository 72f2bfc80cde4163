package cell

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// TestCensusInPieces checks that counting in pieces gives the same result as counting at once.
func TestCensusInPieces(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 1))
	bits := []string{"été", "\xe9t\xe9", "Île", "abc def;12\n", "€", "\x80\x81", "日本", strings.Repeat("ascii, ", 30), "\r\n", "Ã©"}
	for range 4 {
		var b bytes.Buffer
		common := random.IntN(len(bits))
		for b.Len() < 3*censusPiece+random.IntN(censusPiece) {
			if random.IntN(300) > 0 {
				b.WriteString(bits[common])
			} else {
				b.WriteString(bits[random.IntN(len(bits))])
			}
		}
		var whole census
		whole.count(b.Bytes())
		got, err := countBytes(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []*census{&whole, got} {
			c.before, c.afterSequence = [2]byte{}, false
			for _, s := range []*stray{c.utf8, c.single} {
				if s != nil {
					s.text = nil // the text around a place ends with its piece
				}
			}
		}
		if !reflect.DeepEqual(&whole, got) {
			t.Fatalf("%+v\nwant %+v", got, &whole)
		}
	}
}

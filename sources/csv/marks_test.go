package csv

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// TestMarkedRecords checks that records are the same with marks as without, in buffers of all sizes.
func TestMarkedRecords(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for range 3000 {
		f := Format{Delim: ";,\t"[random.IntN(3)], Quote: "\"\"\"'\x00"[random.IntN(5)], Returns: random.IntN(6) == 0, Loose: random.IntN(5) == 0}
		text := randomText(random)
		with, without := NewReader(iotest.HalfReader(strings.NewReader(text)), 1, f), NewReader(strings.NewReader(text), 1, f)
		with.Buf = make([]byte, 1+random.IntN(300))
		without.Marks = nil
		if a, b := allRecords(with), allRecords(without); a != b {
			t.Fatalf("%+v: %q\n%s\nwithout marks\n%s", f, text, a, b)
		}
	}
}

func allRecords(r *Reader) string {
	var all strings.Builder
	var rec Record
	for {
		err := r.Next(&rec)
		if err != nil {
			fmt.Fprint(&all, err)
			return all.String()
		}
		fmt.Fprintf(&all, "%d %q %q %q:", rec.Line, rec.Bad, rec.Stray, rec.Advice)
		for _, c := range rec.Cells {
			fmt.Fprintf(&all, " %q", c.B)
		}
		all.WriteByte('\n')
	}
}

func randomText(random *rand.Rand) string {
	var b bytes.Buffer
	odd := random.IntN(3)
	for range random.IntN(200) {
		switch n := random.IntN(12); {
		case n < 4:
			b.WriteString(strings.Repeat("x", random.IntN(30)))
		case n < 9:
			b.WriteByte(";;,\n\n\t"[random.IntN(6)])
		default:
			b.WriteByte([]byte("\r\n\n\xe9 \"'\x00\x8a\xba\xac")[random.IntN(4+3*odd)])
		}
	}
	return b.String()
}

// TestManyQuotes checks that marks are given up if most records have quotes.
func TestManyQuotes(t *testing.T) {
	r := NewReader(strings.NewReader(strings.Repeat("\"a\";1\n", 500)), 1, Format{Delim: ';', Quote: '"'})
	allRecords(r)
	if r.Marks != nil {
		t.Error("still looked for")
	}
}

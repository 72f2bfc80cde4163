package splice

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestPart(t *testing.T) {
	var b strings.Builder
	for i := range 500 {
		fmt.Fprintf(&b, "line %d\r\n", i)
	}
	shared := b.String()
	for name, c := range map[string]struct {
		whole string
		own   int // number of own bytes; -1 if the whole text is stored
	}{
		"before":          {"head" + shared, 4},
		"after":           {shared + "tail", 4},
		"the same":        {shared, 0},
		"three places":    {"head" + shared[:1000] + "one" + shared[1000:2000] + "two" + shared[2000:], 10},
		"like what is on": {shared[:1000] + shared[1000:1100] + shared[1000:], 100},
		"less":            {shared[:1000] + shared[2000:], -1},
		"something else":  {"something else", -1},
		"nothing":         {"", -1},
		"close together":  {shared[:1000] + "one" + shared[1000:1010] + "two" + shared[1010:], -1},
	} {
		own, joints, ok := Split([]byte(c.whole), []byte(shared))
		if ok != (c.own >= 0) || ok && len(own) != c.own {
			t.Errorf("%s: %d bytes of its own, %s, %v", name, len(own), joints, ok)
		}
		if again, fits := Join(own, []byte(shared), joints); ok && (!fits || !bytes.Equal(again, []byte(c.whole))) {
			t.Errorf("%s: does not come back", name)
		}
	}
	if _, _, ok := Split([]byte("anything"), nil); ok {
		t.Error("nothing is shared")
	}
	for _, joints := range []string{"[[9,0]]", "[[0,9]]", "[[2,2],[1,2]]", "[[-1,0]]", "x"} {
		if _, ok := Join([]byte("abc"), []byte("def"), joints); ok {
			t.Errorf("%s fits", joints)
		}
	}
}

func FuzzPart(f *testing.F) {
	f.Add([]byte("ab"), []byte("b"))
	f.Fuzz(func(t *testing.T, whole, shared []byte) {
		own, joints, ok := Split(whole, shared)
		if again, fits := Join(own, shared, joints); ok && (!fits || !bytes.Equal(again, whole)) {
			t.Errorf("%q does not come back", whole)
		}
	})
}

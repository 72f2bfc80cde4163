// Package splice stores a text that is mostly equal to a shared text: only the bytes that differ, and their places in the
// shared text.
package splice

import (
	"bytes"
	"encoding/json"
)

// joint is a step in composing a text: copy its own bytes up to the first number, then the shared bytes up to the second.
type joint [2]int

// equalBytes is how many equal bytes in a row are taken from the shared text.
const equalBytes = 64

// Join composes a text from its own bytes and the shared bytes. After the last joint come the rest of its own bytes and
// the rest of the shared ones. It returns false if the joints do not fit the bytes.
func Join(own, shared []byte, joints string) ([]byte, bool) {
	var list []joint
	if joints != "" && json.Unmarshal([]byte(joints), &list) != nil {
		return nil, false
	}
	out := make([]byte, 0, len(own)+len(shared))
	o, s := 0, 0
	for _, j := range list {
		if j[0] < o || j[0] > len(own) || j[1] < s || j[1] > len(shared) {
			return nil, false
		}
		out = append(append(out, own[o:j[0]]...), shared[s:j[1]]...)
		o, s = j[0], j[1]
	}
	return append(append(out, own[o:]...), shared[s:]...), true
}

// Split is the reverse of Join. It works for a text that is the shared one with insertions at least 64 bytes apart. For
// any other text it returns false; the caller then stores the whole text.
func Split(full, shared []byte) (own []byte, joints string, ok bool) {
	var list []joint
	rest, s := full, 0
	for s < len(shared) {
		at := bytes.Index(rest, shared[s:min(s+equalBytes, len(shared))])
		if at < 0 {
			return nil, "", false
		}
		own = append(own, rest[:at]...)
		rest = rest[at:]
		n := 0
		for n < len(rest) && s+n < len(shared) && rest[n] == shared[s+n] {
			n++
		}
		s, rest = s+n, rest[n:]
		list = append(list, joint{len(own), s})
	}
	own = append(own, rest...)
	text, err := json.Marshal(list)
	if err != nil {
		return nil, "", false
	}
	rejoined, ok := Join(own, shared, string(text))
	return own, string(text), ok && len(list) > 0 && bytes.Equal(rejoined, full)
}

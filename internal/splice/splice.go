// Package splice stores a text that is mostly equal to a shared one: only its own parts, and where they go in the shared text.
package splice

import (
	"bytes"
	"encoding/json"
)

// joint is where the whole changes from its own bytes to the shared ones: its own go up to the first number, then the
// shared ones up to the second.
type joint [2]int

// sameFrom is the number of equal bytes after which the whole continues with the shared bytes.
const sameFrom = 64

// Join reassembles the whole: after the last joint come the rest of its own and the rest of the shared bytes. Without
// joints it is its own bytes and then the shared ones. False if the joints do not fit.
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

// Part is the reverse of Join, for bytes that were made from the shared ones by insertions at least 64 bytes apart. It
// is false for any others, which are stored whole.
func Part(whole, shared []byte) (own []byte, joints string, ok bool) {
	var list []joint
	rest, s := whole, 0
	for s < len(shared) {
		at := bytes.Index(rest, shared[s:min(s+sameFrom, len(shared))])
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
	again, ok := Join(own, shared, string(text))
	return own, string(text), ok && len(list) > 0 && bytes.Equal(again, whole)
}

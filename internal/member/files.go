package member

import (
	"fmt"
	"strings"

	"bilan/internal/outfile"
)

// longestFile is the greatest length, in characters, of a member's name in file names.
const longestFile = 40

// NameFiles sets File for each member of the lists. File is the key in a form that a file name may have. A number
// follows if another name is the same when case is ignored. Members whose key needs no change are named first.
func NameFiles(lists ...[]Member) {
	taken := map[string]bool{}
	for _, exact := range []bool{true, false} {
		for _, list := range lists {
			for i := range list {
				m := &list[i]
				if name := outfile.ShortName(longestFile, m.Key); (name == m.Key) == exact {
					m.File = takeName(taken, name)
				}
			}
		}
	}
}

// takeName returns a name that is not taken yet, and marks it as taken.
func takeName(taken map[string]bool, name string) string {
	found := name
	for n := 2; taken[strings.ToLower(found)]; n++ {
		found = fmt.Sprintf("%s-%d", name, n)
	}
	taken[strings.ToLower(found)] = true
	return found
}

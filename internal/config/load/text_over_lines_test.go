package load

import "testing"

// A text may go on over lines as long as they are indented as a part of it.
func TestQuotedTextOverLines(t *testing.T) {
	c, err := LoadText("company: \"Maison\n  note: Lenoir\"\nowner: a@b.example\n")
	if err != nil || c.Company != "Maison note: Lenoir" {
		t.Fatalf("%v %v", c, err)
	}
}

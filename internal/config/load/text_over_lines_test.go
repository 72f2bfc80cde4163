package load

import "testing"

// A text may continue on further lines if they are indented.
func TestQuotedTextOverLines(t *testing.T) {
	c, err := LoadText("company: \"Maison\n  note: Lenoir\"\nowner: a@b.example\n")
	if err != nil || c.Company != "Maison note: Lenoir" {
		t.Fatalf("%v %v", c, err)
	}
}

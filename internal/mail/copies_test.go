package mail

import (
	"bytes"
	"fmt"
	"testing"
)

// Each head with the body is the message that Bytes would write for its Message-ID, also if the Message-IDs have
// different lengths. The head is small.
func TestCopies(t *testing.T) {
	plain := testMessage()
	plain.Attachments = nil
	long := testMessage()
	long.To = nil
	for i := range 301 {
		long.To = append(long.To, fmt.Sprintf("Somebody with a name <somebody-%03d@lenoir.example>", i))
	}
	hidden := testMessage()
	hidden.To, hidden.CC = nil, nil
	ids := []string{MessageID("a", "bilan@lenoir.example"), MessageID("b", "bilan@lenoir.example"), MessageID("c", "bilan@a-much-longer-name.lenoir.example"), "short@x"}
	for _, m := range []Message{testMessage(), plain, long, hidden} {
		heads, body, err := m.Copies(ids)
		if err != nil || len(heads) != len(ids) {
			t.Fatal(len(heads), err)
		}
		for i, id := range ids {
			m.MessageID = id
			if whole := mustBytes(t, m); !bytes.Equal(whole, append(bytes.Clone(heads[i]), body...)) {
				t.Errorf("the copy with %s is not the message", id)
			}
			if len(heads[i]) > 500 {
				t.Errorf("a head of %d bytes:\n%s", len(heads[i]), heads[i])
			}
		}
	}
	if _, _, err := testMessage().Copies([]string{ids[0], "no id"}); err == nil {
		t.Error("a wrong Message-ID was written")
	}
}

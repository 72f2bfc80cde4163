package mail

import "testing"

// A Message-ID shows the turn of a mail, whether two mails go to one address, and the same message under every name of
// its report.
func TestTraces(t *testing.T) {
	id := func(report, turn, edition, address string) (string, Trace) {
		id := Identity{report, turn, edition, address}.MessageID("Bilan <bilan@Shop.example>")
		trace, ok := ParseTrace(id)
		if !ok || RecipientOf(trace.Message) != trace.Recipient {
			t.Errorf("%q is not read", id)
		}
		return id, trace
	}
	whole, a := id("weekly", "2026-11-16/2026-W46", "", "boss@x.example")
	if again, _ := id("weekly", "2026-11-16/2026-W46", "", "boss@x.example"); again != whole || whole[32:] != "@shop.example" {
		t.Errorf("%s and then %s", whole, again)
	}
	_, own := id("weekly", "2026-11-16/2026-W46", "rep=R1", "boss@x.example")
	_, other := id("weekly", "2026-11-16/2026-W46", "", "deputy@x.example")
	_, later := id("weekly", "2026-11-23/2026-W47", "", "boss@x.example")
	_, renamed := id("hebdo", "2026-11-16/2026-W46", "", "boss@x.example")
	for what, ok := range map[string]bool{
		"one turn":                a.Turn == own.Turn && a.Turn == other.Turn && a.Turn != later.Turn && a.Turn != renamed.Turn,
		"one address":             a.Recipient == own.Recipient && a.Recipient != other.Recipient,
		"addresses do not repeat": a.Recipient != later.Recipient,
		"one message":             a.Message != own.Message && a.Message != other.Message && a.Message != later.Message,
		"under each name":         a.Message == renamed.Message,
	} {
		if !ok {
			t.Error(what)
		}
	}
	for _, no := range []string{"", "@x.example", whole[:31] + "@x.example", "0" + whole, whole[:31] + "g@x.example", whole[:32]} {
		if _, ok := ParseTrace(no); ok {
			t.Errorf("%q is read", no)
		}
	}
}

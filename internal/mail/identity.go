package mail

import "strings"

// Identity identifies a message of a report. Each part has its own place in the Message-ID, so that a mailbox shows
// which turns were sent and to how many addresses, even if the recipients of an edition are only known from the data.
type Identity struct {
	Report  string // its name
	Turn    string // the slot, the period, and whatever else distinguishes the turns of one report
	Edition string // the member whose it is; "" for the edition of all
	Address string
}

// The hexadecimal digits of a Message-ID: the report and its turn, the address, the edition.
const (
	turnDigits, addressDigits, editionDigits = 14, 8, 10
	identityDigits                           = turnDigits + addressDigits + editionDigits
)

// MessageID never changes. Neither an address nor a report can be read back from it, and the digits of one address
// differ from turn to turn.
func (i Identity) MessageID(from string) string {
	of := func(digits int, parts ...string) string { return digest(strings.Join(parts, "\x00"), digits/2) }
	return of(turnDigits, "turn", i.Report, i.Turn) + of(addressDigits, "address", i.Turn, i.Address) +
		of(editionDigits, "edition", i.Turn, i.Edition, i.Address) + "@" + domainOf(from)
}

// Trace is the information in a report's Message-ID.
type Trace struct {
	Turn      string // the same for all messages of one turn of a report under one name
	Recipient string // the same for all messages to one address
	Message   string // one message of the turn, the same under each name of the report
}

// TraceOf reads a Message-ID; false for one that no report's message has.
func TraceOf(messageID string) (Trace, bool) {
	digits, domain, _ := strings.Cut(messageID, "@")
	if len(digits) != identityDigits || domain == "" || strings.Trim(digits, "0123456789abcdef") != "" {
		return Trace{}, false
	}
	to := turnDigits + addressDigits
	return Trace{Turn: digits[:turnDigits], Recipient: digits[turnDigits:to], Message: digits[turnDigits:]}, true
}

// RecipientOf is Trace.Recipient of a Trace.Message.
func RecipientOf(message string) string { return message[:addressDigits] }

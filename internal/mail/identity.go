package mail

import "strings"

// Identity identifies a message of a report. The Message-ID has digits for each field, so that a mailbox shows which
// turns were sent and to how many addresses, even if the recipients are only known from the data.
type Identity struct {
	Report  string // the report's name
	Turn    string // the slot, the period, and what else distinguishes the turns of a report
	Edition string // the member of the edition; "" for the edition for everybody
	Address string
}

// The numbers of hexadecimal digits in a Message-ID: for the report and its turn, the address, and the edition.
const (
	turnDigits, addressDigits, editionDigits = 14, 8, 10
	identityDigits                           = turnDigits + addressDigits + editionDigits
)

// MessageID returns the Message-ID of an identity. Its form must never change. Neither the address nor the report can
// be recovered from it, and the digits of an address differ in each turn.
func (i Identity) MessageID(from string) string {
	digits := func(digits int, parts ...string) string { return digest(strings.Join(parts, "\x00"), digits/2) }
	return digits(turnDigits, "turn", i.Report, i.Turn) + digits(addressDigits, "address", i.Turn, i.Address) +
		digits(editionDigits, "edition", i.Turn, i.Edition, i.Address) + "@" + domainOf(from)
}

// Trace is what a Message-ID shows about a report's message.
type Trace struct {
	Turn      string // equal for all messages of a turn of a report under one name
	Recipient string // equal for all messages of a turn to one address
	Message   string // identifies the message within its turn, under each name of the report
}

// ParseTrace reads a Message-ID. It returns false if no message of a report can have it.
func ParseTrace(messageID string) (Trace, bool) {
	digits, domain, _ := strings.Cut(messageID, "@")
	if len(digits) != identityDigits || domain == "" || strings.Trim(digits, "0123456789abcdef") != "" {
		return Trace{}, false
	}
	to := turnDigits + addressDigits
	return Trace{Turn: digits[:turnDigits], Recipient: digits[turnDigits:to], Message: digits[turnDigits:]}, true
}

// RecipientOf returns the Trace.Recipient that is part of a Trace.Message.
func RecipientOf(message string) string { return message[:addressDigits] }

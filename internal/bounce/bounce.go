// Package bounce reads delivery status notifications (RFC 3464) from files, folders and Maildirs. It reports which
// address a message did not reach, why, and whether a later message could. It does not know which messages were sent,
// nor what follows from a bounce.
package bounce

import (
	"regexp"
	"strings"
	"time"
)

// Notification is a mail server's mail about a message that was sent before.
type Notification struct {
	Digest     string    // SHA-256 of the mail, in hex: the same mail in two folders is one
	Date       time.Time // of the mail; zero when it has none
	Originals  []string  // Message-IDs of the message, without brackets, the surest first
	Recipients []Recipient
}

// Recipient is the result of the message for one address.
type Recipient struct {
	Addresses  []string // bare: as it was sent, then as the last server knew it
	Action     string   // failed, delayed, delivered, relayed or expanded
	Status     string   // 5.1.1; the more exact one of what the notification and the server said
	Diagnostic string   // the server's words on one line
}

// Failed reports whether the message will not arrive any more.
func (r Recipient) Failed() bool { return r.Action == "failed" }

// enhanced is a status of RFC 3463 within a server's words.
var enhanced = regexp.MustCompile(`\b([245]\.\d{1,3}\.\d{1,3})\b`)

// hardStatus are those after which no later message can arrive either: no such mailbox, no such domain, mailbox that moved or was closed.
// 5.2.2 (full), 5.3 (system), 5.4.7 (expired) and 5.7 (policy) may pass.
var hardStatus = map[string]bool{
	"5.1.0": true, "5.1.1": true, "5.1.2": true, "5.1.3": true, "5.1.6": true, "5.1.10": true, "5.2.1": true,
}

// Hard reports whether the address itself is wrong: every later message would bounce too.
func (r Recipient) Hard() bool {
	if !r.Failed() {
		return false
	}
	// Exchange Online gives this answer for mailboxes that are not in its directory.
	refused := r.Status == "5.4.1" && strings.Contains(strings.ToLower(r.Diagnostic), "recipient address rejected")
	return hardStatus[r.Status] || refused
}

// moreExact prefers the server's answer to a status that only means "failed".
func moreExact(status, diagnostic string) string {
	said := enhanced.FindString(diagnostic)
	general := status == "" || strings.HasSuffix(status, ".0.0")
	if general && said != "" && (status == "" || said[0] == status[0]) {
		return said
	}
	return status
}

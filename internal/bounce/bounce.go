// Package bounce reads delivery status notifications (RFC 3464) from files, folders and Maildirs. It finds the stored
// message that each notification is about, and suspends addresses that no later message can reach.
package bounce

import (
	"regexp"
	"strings"
	"time"
)

// Notification is a mail server's report about a message that was sent earlier.
type Notification struct {
	Digest     string    // SHA-256 of the mail, in hex; recognizes the same mail in two folders
	Date       time.Time // of the mail; zero if the mail has none
	Originals  []string  // Message-IDs of the message, without brackets, the most reliable first
	Recipients []Recipient
}

// Recipient is the result of the message for one address.
type Recipient struct {
	Addresses  []string // without names: as the message was sent, then as the last server knew it
	Action     string   // failed, delayed, delivered, relayed or expanded
	Status     string   // such as 5.1.1: the notification's status, or the server's if that is more exact
	Diagnostic string   // the server's text on one line
}

// Failed reports whether the server has given up: the message will never arrive.
func (r Recipient) Failed() bool { return r.Action == "failed" }

// enhancedStatus matches an enhanced status code (RFC 3463) in a server's text.
var enhancedStatus = regexp.MustCompile(`\b([245]\.\d{1,3}\.\d{1,3})\b`)

// hardStatuses contains the status codes after which no later message can arrive: no such mailbox, no such domain, a
// mailbox that moved or was closed. Others may pass: 5.2.2 (mailbox full), 5.3 (mail system), 5.4.7 (expired), 5.7
// (policy).
var hardStatuses = map[string]bool{
	"5.1.0": true, "5.1.1": true, "5.1.2": true, "5.1.3": true, "5.1.6": true, "5.1.10": true, "5.2.1": true,
}

// Hard reports whether the address itself is wrong: every later message would bounce too.
func (r Recipient) Hard() bool {
	if !r.Failed() {
		return false
	}
	// Exchange Online gives this answer for mailboxes that are not in its directory.
	refused := r.Status == "5.4.1" && strings.Contains(strings.ToLower(r.Diagnostic), "recipient address rejected")
	return hardStatuses[r.Status] || refused
}

// moreExactStatus returns the status in the server's text if the notification's own status is empty or general (x.0.0).
func moreExactStatus(status, diagnostic string) string {
	said := enhancedStatus.FindString(diagnostic)
	general := status == "" || strings.HasSuffix(status, ".0.0")
	if general && said != "" && (status == "" || said[0] == status[0]) {
		return said
	}
	return status
}

package mail

import "bilan/internal/config"

// rateLimit is the limit of a mail service for one sender, in messages per minute and per day. 0 means no limit.
type rateLimit struct{ minute, day int }

// serviceLimits are the limits that the services publish: "Message rate limit" and "Recipient rate limit" of Exchange
// Online, and the Gmail sending limits of Google Workspace.
var serviceLimits = map[string]rateLimit{
	"exchange-online":  {30, 10_000},
	"google-workspace": {0, 2_000},
}

// Pace returns how many messages may be sent in a minute and in any 24 hours. 0 means no limit.
func Pace(cfg config.Mail) (perMinute, perDay int) {
	p := serviceLimits[cfg.SMTP.Limits]
	if m := cfg.MaxPerMinute; m > 0 && (p.minute == 0 || m < p.minute) {
		p.minute = m
	}
	return p.minute, p.day
}

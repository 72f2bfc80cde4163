package mail

import "bilan/internal/config"

// pace is the limit of a mail service for one sender, 0 for no limit.
type pace struct{ minute, day int }

// paces are the services' own figures: Exchange Online limits, "Message rate limit" and "Recipient rate limit"; Gmail sending limits in
// Google Workspace.
var paces = map[string]pace{
	"exchange-online":  {30, 10_000},
	"google-workspace": {0, 2_000},
}

// Pace is how many messages may be handed over in a minute and in any 24 hours, 0 for no limit.
func Pace(cfg config.Mail) (perMinute, perDay int) {
	p := paces[cfg.SMTP.Limits]
	if m := cfg.MaxPerMinute; m > 0 && (p.minute == 0 || m < p.minute) {
		p.minute = m
	}
	return p.minute, p.day
}

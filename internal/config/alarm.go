package config

import (
	"path/filepath"
	"strconv"
	"strings"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
)

// Alarm is the way to call people when the mail server accepts no mail: a webhook, a command, or other addresses.
type Alarm struct {
	Webhook     scalar.Secret     `yaml:"webhook" eg:"\"${ALARM_URL}\"" doc:"A web address that gets a POST with the alarm as JSON."`
	WebhookFile string            `yaml:"webhook_file" is:"path" eg:"/run/secrets/alarm" doc:"A file that contains the value of 'webhook', so that the YAML contains no secret."`
	To          scalar.StringList `yaml:"to" is:"recipient" eg:"[si@lenoir.example]" doc:"Who gets a mail about the alarm besides the company's owner, once mail can be sent: addresses, or names of groups."`
	Command     scalar.StringList `yaml:"command" eg:"[/usr/local/bin/page, sales-ops]" doc:"A program with its arguments, which gets the text of the alarm on standard input. The program is not run by a shell."`
}

// checkAlarm checks the webhook, the command and the recipients. No message contains the web address, because it is a
// secret.
func (l *checker) checkAlarm(a Alarm) {
	key := "alarm.webhook"
	if l.Written("alarm.webhook_file") {
		key = "alarm.webhook_file"
	}
	if !a.Webhook.IsZero() && scalar.CheckURL(a.Webhook.Reveal()) != nil {
		l.AddMistake(key, "the value is not a web address", "write https://…")
	}
	if len(a.Command) > 0 && strings.Contains(a.Command[0], "/") && !filepath.IsAbs(a.Command[0]) {
		l.AddMistake(place.Index("alarm.command", 0), strconv.Quote(a.Command[0])+" is a relative path", "write the full path, such as /usr/local/bin/page")
	}
	if l.Written("alarm") && len(a.Command) == 0 && len(a.To) == 0 && a.Webhook.IsZero() && l.AllLegible("alarm") {
		l.AddMistake("alarm", "does not say whom to notify, or how", "add webhook:, command: or to:")
	}
}

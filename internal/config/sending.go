package config

import (
	"strings"
	"time"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/mailaddr"
)

// Release says who must release a report before its readers get it.
type Release struct {
	By     scalar.StringList `yaml:"by" is:"req,recipient" eg:"[dircom@lenoir.example]" doc:"Who gets the report first and approves it with 'bilan release', or refuses it with 'bilan refuse': addresses, or names of groups."`
	Within time.Duration     `yaml:"within" def:"4h" eg:"2h" doc:"How long the report waits for approval."`
	Else   string            `yaml:"else" is:"one=hold|send" def:"hold" eg:"send" doc:"What happens if nobody answers in time: the report stays held and its owner is told, or it is sent."`
}

// DelayNotice says when readers are told that a report is late.
type DelayNotice struct {
	After time.Duration `yaml:"after" is:"req,bare" eg:"2h" doc:"How long after the due time readers are told, once, that the report will be late."`
}

// Unsubscribe says how a reader leaves a report's list with the button of his mail program.
type Unsubscribe struct {
	Mailto     string        `yaml:"mailto" is:"address" eg:"desabonnement@lenoir.example" doc:"An address that somebody reads. The reader's mail program sends a mail with the report's name to it."`
	URL        string        `yaml:"url" is:"url" eg:"https://rapports.lenoir.example" doc:"The web address of your own proxy, which passes '/unsubscribe/' on to 'serve.listen'. One click then suspends the address for that report, and its owner is told."`
	Secret     scalar.Secret `yaml:"secret" eg:"\"${UNSUBSCRIBE_SECRET}\"" doc:"The key that signs the links, of 16 characters or more. After a change the links in earlier mails no longer work."`
	SecretFile string        `yaml:"secret_file" is:"path" eg:"/run/secrets/unsubscribe" doc:"A file that contains the value of 'secret', so that the YAML contains no secret."`
}

// minSecretLength is the smallest number of characters of a secret that signs links.
const minSecretLength = 16

// checkSending checks the keys that concern the sending of a report.
func (l *checker) checkSending(path string, r Report) {
	for _, key := range []string{"release", "delay_notice", "ends"} {
		l.CheckNeeds(path, key, "send", l.Written(path+".send"))
	}
	for i, a := range r.Release.By {
		if bare, ok := mailaddr.Parse(a); ok {
			l.checkAllowed(place.Index(path+".release.by", i), bare)
		}
	}
}

// checkUnsubscribe requires a link that mail programs accept.
func (l *checker) checkUnsubscribe(u Unsubscribe) {
	const path = "mail.unsubscribe"
	if !l.Written(path) || !l.AllLegible(path) {
		return
	}
	secret := u.Secret.Reveal()
	switch {
	case u.Mailto == "" && u.URL == "":
		l.AddMistake(path, "does not say how readers unsubscribe", "add mailto: or url:")
	case u.URL != "" && !strings.HasPrefix(u.URL, "https://"):
		l.AddMistake(path+".url", "mail programs take https only", "write https://…")
	case u.URL != "" && secret == "" && u.SecretFile == "":
		l.AddMistake(path+".url", "is not signed, so anybody could unsubscribe anybody", `add secret: "${UNSUBSCRIBE_SECRET}" or secret_file:`)
	case u.URL == "" && (secret != "" || u.SecretFile != ""):
		l.AddMistake(path, "has a secret and no url", "add url:, or delete the secret")
	case secret != "" && len(secret) < minSecretLength:
		l.AddMistake(path+".secret", "the secret is too short, so it could be guessed", "write 16 characters or more: openssl rand -hex 16")
	}
}

package config

import (
	"time"

	"bilan/internal/config/scalar"
	"bilan/internal/mailaddr"
)

// Mail is how messages are sent: to an SMTP server, or into a folder.
type Mail struct {
	From           string            `yaml:"from" is:"req,address" eg:"\"Bilan <bilan@lenoir.example>\"" doc:"The sender."`
	ReplyTo        string            `yaml:"reply_to" is:"address" def:"the report's owner" eg:"salesops@lenoir.example" doc:"Who gets the answers."`
	Folder         string            `yaml:"folder" is:"path" eg:"out" doc:"A folder that gets each message as .eml and its .pdf, instead of a mail server."`
	SMTP           SMTP              `yaml:"smtp" doc:"The mail server."`
	DKIM           DKIM              `yaml:"dkim" doc:"The key that signs each message when it is sent, if the mail server does not sign."`
	Bounces        string            `yaml:"bounces" is:"path" eg:"/var/mail/bilan/Maildir" doc:"A folder or Maildir with the bounce messages of mail servers. The daemon reads the folder each minute and changes nothing in it."`
	Unsubscribe    Unsubscribe       `yaml:"unsubscribe" doc:"How readers unsubscribe from a report, with the button of their mail program."`
	AllowedDomains scalar.StringList `yaml:"allowed_domains" is:"domain" def:"all" eg:"[lenoir.example]" doc:"The only domains that may get mail, so that a typing error cannot send a report to strangers."`
	Uncertain      string            `yaml:"uncertain" is:"one=resend|hold" def:"resend" eg:"hold" doc:"What the daemon does if a server took a message but did not answer: send the same message again, or tell the owner."`
	MaxPerMinute   int               `yaml:"max_per_minute" is:"min=1" def:"no limit" eg:"30" doc:"How many messages the daemon sends in a minute."`
}

// Sender returns the bare address of From, which is the sender of the envelope.
func (m Mail) Sender() string { return mailaddr.Bare(m.From) }

// SMTP is the mail server.
type SMTP struct {
	Host         string        `yaml:"host" is:"req,host" eg:"smtp.lenoir.example" doc:"The server's name."`
	Port         int           `yaml:"port" is:"min=1,max=65535" def:"587, or 465 with tls: implicit" eg:"587" doc:"The port."`
	TLS          string        `yaml:"tls" is:"one=starttls|implicit|none" def:"starttls; on this machine, what the server offers" eg:"implicit" doc:"How the connection is protected. 'none' is for a server on this machine only."`
	CAFile       string        `yaml:"ca_file" is:"path,file" eg:"ca.pem" doc:"The certificate of an authority of your own."`
	Auth         string        `yaml:"auth" is:"one=auto|plain|login|scram|xoauth2|none" def:"auto, or xoauth2 with oauth2" eg:"login" doc:"How to sign in. 'auto' uses the best method that the server offers, 'xoauth2' is for Microsoft 365 and Google, 'none' is for a server that accepts mail from this machine without a login."`
	Username     string        `yaml:"username" eg:"bilan@lenoir.example" doc:"The account."`
	Password     scalar.Secret `yaml:"password" eg:"\"${SMTP_PASSWORD}\"" doc:"The account's password."`
	PasswordFile string        `yaml:"password_file" is:"path" eg:"/run/secrets/smtp" doc:"A file that contains the value of 'password', so that the YAML contains no secret."`
	OAuth2       OAuth2        `yaml:"oauth2" doc:"Where 'xoauth2' gets its token."`
	Limits       string        `yaml:"limits" is:"one=exchange-online|google-workspace" eg:"exchange-online" doc:"How many messages the service accepts: 'exchange-online' 30 messages a minute and 10,000 a day, 'google-workspace' 2,000 a day. All replicas together keep this limit."`
	HELO         string        `yaml:"helo" is:"host" def:"this machine's name" eg:"reports.lenoir.example" doc:"The name to greet the server with."`
	Timeout      time.Duration `yaml:"timeout" def:"100s" eg:"2m" doc:"How long one message may take."`
}

// DKIM is the key that signs mails, so that receivers trust the sender's domain.
type DKIM struct {
	Domain   string `yaml:"domain" is:"req,domain" eg:"lenoir.example" doc:"The domain that signs: the domain of 'from', or a parent of that domain."`
	Selector string `yaml:"selector" is:"req,host" eg:"bilan2026" doc:"The key's name: its public half is the TXT record SELECTOR._domainkey.DOMAIN."`
	KeyFile  string `yaml:"key_file" is:"req,path" eg:"/run/secrets/dkim.pem" doc:"The private key, in PEM: RSA of 1,024 bits or more, or Ed25519."`
}

// OAuth2 contains the credentials for an access token to the mail server (client credentials grant, XOAUTH2).
type OAuth2 struct {
	TokenURL         string            `yaml:"token_url" is:"req,url" eg:"https://login.microsoftonline.com/TENANT/oauth2/v2.0/token" doc:"Where tokens are issued."`
	ClientID         string            `yaml:"client_id" is:"req" eg:"0b5c…" doc:"The application's id."`
	ClientSecret     scalar.Secret     `yaml:"client_secret" eg:"\"${OAUTH_SECRET}\"" doc:"The application's secret."`
	ClientSecretFile string            `yaml:"client_secret_file" is:"path" eg:"/run/secrets/oauth" doc:"A file that contains the value of 'client_secret', so that the YAML contains no secret."`
	Scopes           scalar.StringList `yaml:"scopes" eg:"https://outlook.office365.com/.default" doc:"The scopes of the token."`
}

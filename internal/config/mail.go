package config

import "time"

// Mail is how messages leave: into a folder or to an SMTP server, never both.
type Mail struct {
	From           string     `yaml:"from"`
	ReplyTo        string     `yaml:"reply_to"` // default: the report's owner
	Folder         string     `yaml:"folder"`
	SMTP           SMTP       `yaml:"smtp"`
	AllowedDomains StringList `yaml:"allowed_domains"`
}

// SMTP is the mail server.
type SMTP struct {
	Host         string        `yaml:"host"`
	Port         int           `yaml:"port"`
	TLS          string        `yaml:"tls"` // starttls (default) | implicit | none (loopback only)
	CAFile       string        `yaml:"ca_file"`
	Auth         string        `yaml:"auth"` // auto (default) | plain | login | scram | xoauth2 | none
	Username     string        `yaml:"username"`
	Password     Secret        `yaml:"password"`
	PasswordFile string        `yaml:"password_file"`
	OAuth2       OAuth2        `yaml:"oauth2"`
	HELO         string        `yaml:"helo"`
	Timeout      time.Duration `yaml:"timeout"` // whole message; default 100s
}

// OAuth2 is the client-credentials grant that XOAUTH2 asks its token with.
type OAuth2 struct {
	TokenURL         string     `yaml:"token_url"`
	ClientID         string     `yaml:"client_id"`
	ClientSecret     Secret     `yaml:"client_secret"`
	ClientSecretFile string     `yaml:"client_secret_file"`
	Scopes           StringList `yaml:"scopes"`
}

package mysql

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"bilan/internal/regular"
	"bilan/sources/driver"
)

const form = "write mysql://user:password@host:3306/database, or user:password@tcp(host:3306)/database"

var hasScheme = regexp.MustCompile(`^[a-z0-9]+://`)

// parseDSN parses a URL mysql://… or mariadb://…, or the driver's own form user:password@tcp(host:port)/database.
func parseDSN(dsn string) (*mysql.Config, error) {
	var cfg *mysql.Config
	var err error
	if hasScheme.MatchString(dsn) {
		cfg, err = fromURL(dsn)
	} else if cfg, err = mysql.ParseDSN(dsn); err != nil {
		err = driver.UnreadableDSN(form)
	}
	if err != nil {
		return nil, err
	}
	return cfg, makeSafe(cfg)
}

// makeSafe disables everything that allows a second statement or reads a local file, and enables the settings that keep
// text exact.
func makeSafe(cfg *mysql.Config) error {
	cfg.MultiStatements, cfg.AllowAllFiles, cfg.InterpolateParams, cfg.ParseTime = false, false, false, false
	cfg.ColumnsWithAlias, cfg.RejectReadOnly = false, false
	cfg.Logger = &mysql.NopLogger{}
	if cfg.Timeout <= 0 {
		cfg.Timeout = 15 * time.Second
	}
	if cfg.TLSConfig == "" && cfg.TLS == nil && !isLocal(cfg) {
		cfg.TLSConfig = "preferred"
	}
	return cfg.Apply(mysql.Charset("utf8mb4", ""))
}

func isLocal(cfg *mysql.Config) bool {
	if cfg.Net == "unix" {
		return true
	}
	host, _, err := net.SplitHostPort(cfg.Addr)
	if err != nil {
		host = cfg.Addr
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func fromURL(dsn string) (*mysql.Config, error) {
	if err := driver.CheckURL(dsn, "mysql", "mariadb"); err != nil {
		return nil, err
	}
	u, err := url.Parse(dsn)
	if err != nil {
		return nil, driver.UnreadableDSN(driver.EncodeHint)
	}
	q := u.Query()
	ssl := map[string]string{}
	for _, key := range []string{"ssl-mode", "sslmode", "ssl-ca", "socket"} {
		if q.Has(key) {
			ssl[key] = q.Get(key)
			q.Del(key)
		}
	}
	cfg, err := mysql.ParseDSN("tcp(localhost:3306)/?" + q.Encode())
	if err != nil {
		return nil, driver.UnreadableDSN(refusalText(refusedOption(q)) + form)
	}
	password, _ := u.User.Password()
	cfg.User, cfg.Passwd, cfg.DBName = u.User.Username(), password, strings.TrimPrefix(u.Path, "/")
	cfg.Net, cfg.Addr = "tcp", net.JoinHostPort(cmp.Or(u.Hostname(), "localhost"), cmp.Or(u.Port(), "3306"))
	if ssl["socket"] != "" {
		cfg.Net, cfg.Addr = "unix", ssl["socket"]
	}
	return cfg, setTLS(cfg, u.Hostname(), strings.ToLower(cmp.Or(ssl["ssl-mode"], ssl["sslmode"])), ssl["ssl-ca"])
}

// options are the names of options that a message may contain. Any other word could be a part of the password.
var options = []string{"allowCleartextPasswords", "allowNativePasswords", "allowOldPasswords", "charset", "checkConnLiveness", "clientFoundRows",
	"collation", "compress", "connectionAttributes", "loc", "maxAllowedPacket", "parseTime", "readTimeout", "serverPubKey", "timeout",
	"timeTruncate", "tls", "writeTimeout"}

// refusedOption is the option that the driver refuses, "" if it is not one of options.
func refusedOption(q url.Values) string {
	for _, key := range options {
		if _, err := mysql.ParseDSN("tcp(localhost:3306)/?" + url.Values{key: q[key]}.Encode()); err != nil {
			return key
		}
	}
	return ""
}

func refusalText(name string) string {
	if name == "" {
		return "an option after the ? was refused: "
	}
	return "the option " + name + " was refused: "
}

// setTLS sets the encryption from an ssl-mode as the mysql command line knows it.
func setTLS(cfg *mysql.Config, host, mode, ca string) error {
	switch strings.ReplaceAll(mode, "-", "_") {
	case "":
		if ca == "" {
			return nil
		}
	case "disabled", "disable":
		cfg.TLSConfig = "false"
		return nil
	case "preferred", "prefer":
		cfg.TLSConfig = "preferred"
		return nil
	case "required", "require":
		if ca == "" {
			cfg.TLSConfig = "skip-verify"
			return nil
		}
	case "verify_ca", "verify_identity", "verify_full":
	default:
		return driver.UnreadableDSN("ssl-mode is one of disabled, preferred, required, verify_identity")
	}
	cfg.TLS = &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if ca == "" {
		return nil
	}
	pem, err := regular.ReadFile(ca)
	if err != nil {
		return driver.UnreadableDSN("ssl-ca: " + regular.WithoutPath(err).Error())
	}
	cfg.TLS.RootCAs = x509.NewCertPool()
	if !cfg.TLS.RootCAs.AppendCertsFromPEM(pem) {
		return driver.UnreadableDSN("the file of ssl-ca contains no certificate in PEM form")
	}
	return nil
}

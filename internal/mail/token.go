package mail

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
	"golang.org/x/oauth2/jwt"

	"bilan/internal/config"
)

// expiryMargin is how long before its expiry a token is no longer used.
const expiryMargin = 2 * time.Minute

// tokens caches an access token until shortly before it expires. It is safe for concurrent use.
type tokens struct {
	source func(ctx context.Context) oauth2.TokenSource
	secret string

	mu     sync.Mutex
	cached *oauth2.Token
}

// newTokens prepares the client-credentials grant, as for Microsoft 365. If the secret is the JSON key of a Google
// service account, it prepares the signed grant that Google requires, for the user username.
func newTokens(cfg config.OAuth2, username string) (*tokens, error) {
	secret, err := secretOrFile(cfg.ClientSecret, cfg.ClientSecretFile)
	if err == nil && secret.IsZero() {
		err = errors.New("missing: write client_secret: \"${OAUTH_SECRET}\" or client_secret_file:")
	}
	if err != nil {
		return nil, fmt.Errorf("oauth2.client_secret: %w", err)
	}
	t := &tokens{secret: secret.Reveal()}
	if strings.HasPrefix(strings.TrimSpace(t.secret), "{") {
		return t, t.useServiceAccount(cfg, username)
	}
	if cfg.ClientID == "" {
		return nil, errors.New("oauth2.client_id: missing: write client_id: with the ID of the application")
	}
	if err := checkTokenURL(cfg.TokenURL); err != nil {
		return nil, err
	}
	grant := &clientcredentials.Config{
		ClientID: cfg.ClientID, ClientSecret: t.secret, TokenURL: cfg.TokenURL,
		Scopes: cfg.Scopes, AuthStyle: oauth2.AuthStyleInParams,
	}
	t.source = grant.TokenSource
	return t, nil
}

func (t *tokens) useServiceAccount(cfg config.OAuth2, username string) error {
	var key struct {
		Email string `json:"client_email"`
		ID    string `json:"private_key_id"`
		Key   string `json:"private_key"`
		URL   string `json:"token_uri"`
	}
	if err := json.Unmarshal([]byte(t.secret), &key); err != nil || key.Key == "" || key.Email == "" {
		return errors.New("oauth2.client_secret: it starts like a service account's JSON key, but holds no client_email and private_key")
	}
	t.secret = key.Key
	grant := &jwt.Config{Email: key.Email, PrivateKeyID: key.ID, PrivateKey: []byte(key.Key), Subject: username,
		Scopes: cfg.Scopes, TokenURL: cfg.TokenURL}
	if grant.TokenURL == "" {
		grant.TokenURL = key.URL
	}
	if len(grant.Scopes) == 0 {
		grant.Scopes = []string{"https://mail.google.com/"}
	}
	t.source = grant.TokenSource
	return checkTokenURL(grant.TokenURL)
}

// checkTokenURL returns an error unless the URL is https, because the secret is sent there.
func checkTokenURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return fmt.Errorf("oauth2.token_url: %q is not a URL", s)
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && onLoopback(u.Hostname())) {
		return fmt.Errorf("oauth2.token_url: %q must start with https://", s)
	}
	return nil
}

// get returns a token that does not expire soon, and adds it to the mask m.
func (t *tokens) get(ctx context.Context, m *secretMask) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m.add(t.secret)
	token, err := oauth2.ReuseTokenSourceWithExpiry(t.cached, t.fetch(ctx), expiryMargin).Token()
	if err != nil {
		return "", tokenError(err)
	}
	t.cached = token
	m.add(token.AccessToken)
	return token.AccessToken, nil
}

// fetch uses an HTTP client of its own. http.DefaultClient has no time-out; here ctx limits the time.
func (t *tokens) fetch(ctx context.Context) oauth2.TokenSource {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return t.source(context.WithValue(ctx, oauth2.HTTPClient, client))
}

// forget removes a token from the cache that the mail server refused.
func (t *tokens) forget(token string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cached != nil && t.cached.AccessToken == token {
		t.cached = nil
	}
}

// tokenError returns the token server's reason without the body of its answer, which may repeat the request. A status
// 4xx means a wrong ID, secret or scope, so a person must act.
func tokenError(err error) error {
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) {
		return err
	}
	status := 0
	if refused.Response != nil {
		status = refused.Response.StatusCode
	}
	text := strings.TrimSpace(fmt.Sprintf("HTTP %d %s %s", status, refused.ErrorCode, refused.ErrorDescription))
	if status >= 400 && status < 500 && status != http.StatusTooManyRequests && status != http.StatusRequestTimeout {
		return &refusal{verdict: RetrySlowly, text: text + " (check oauth2.client_id, client_secret, scopes and token_url)"}
	}
	return errors.New(text)
}

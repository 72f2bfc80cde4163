package sources

import (
	"bytes"
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

// servers has a source at the same address for each kind of server.
func servers(addr string) map[string]config.Source {
	return map[string]config.Source{
		"postgres":  {Postgres: scalar.NewSecret("postgres://u:s3cr3t@" + addr + "/x?sslmode=disable")},
		"mysql":     {MySQL: scalar.NewSecret("mysql://u:s3cr3t@" + addr + "/x")},
		"native":    {MariaDB: scalar.NewSecret("u:s3cr3t@tcp(" + addr + ")/x?tls=preferred")},
		"sqlserver": {SQLServer: scalar.NewSecret("sqlserver://u:s3cr3t@" + addr + "?database=x")},
	}
}

// listen accepts connections and calls talk with each, until the test ends.
func listen(t *testing.T, talk func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = c.Close() }()
				talk(c)
			}()
		}
	}()
	return l.Addr().String()
}

// Whatever answers at the address, a driver returns an error without a password, and never panics.
func TestNoDatabaseThere(t *testing.T) {
	talks := map[string]func(net.Conn){
		"closes":   func(net.Conn) {},
		"http":     func(c net.Conn) { _, _ = c.Write([]byte("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) },
		"zeros":    func(c net.Conn) { _, _ = c.Write(make([]byte, 4096)) },
		"ones":     func(c net.Conn) { _, _ = c.Write(bytes.Repeat([]byte{0xFF}, 4096)) },
		"mirror":   func(c net.Conn) { buf := make([]byte, 4096); n, _ := c.Read(buf); _, _ = c.Write(buf[:n]) },
		"greets":   func(c net.Conn) { _, _ = c.Write([]byte("J\x00\x00\x00\x0a5.5.5-10.11.0-MariaDB\x00")) },
		"says yes": func(c net.Conn) { _, _ = c.Write([]byte("R\x00\x00\x00\x08\x00\x00\x00\x00Z\x00\x00\x00\x05I")) },
	}
	for what, talk := range talks {
		addr := listen(t, talk)
		for kind, src := range servers(addr) {
			t.Run(what+" "+kind, func(t *testing.T) {
				t.Parallel()
				ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
				defer cancel()
				db, err := OpenDatabase(ctx, "crm", src, nil, quiet)
				if err == nil {
					_ = db.Close()
				}
				hides(t, err, "s3cr3t")
			})
		}
	}
}

// A server that accepts the connection but never answers is given up when the context ends.
func TestSilentServer(t *testing.T) {
	addr := listen(t, func(net.Conn) { select {} })
	for kind, src := range servers(addr) {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
			defer cancel()
			start := time.Now()
			_, err := OpenDatabase(ctx, "crm", src, nil, quiet)
			hides(t, err, "s3cr3t")
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%v", err)
			}
			if took := time.Since(start); took > 8*time.Second {
				t.Errorf("gave up only after %s", took)
			}
		})
	}
}

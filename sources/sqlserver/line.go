package sqlserver

import (
	"context"
	"net"
	"sync"
	"time"
)

// cuttableDialer dials, and can close its connections. SQL Server's driver waits for the greeting of a silent server even
// after its context ends.
type cuttableDialer struct {
	mu    sync.Mutex
	conns []net.Conn
}

// DialContext is called by the driver.
func (l *cuttableDialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := (&net.Dialer{KeepAlive: 30 * time.Second}).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conns = append(l.conns, conn)
	return conn, nil
}

func (l *cuttableDialer) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.conns {
		_ = c.Close()
	}
	l.conns = nil
}

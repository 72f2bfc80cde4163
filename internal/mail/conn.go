package mail

import (
	"context"
	"errors"
	"net"
	"time"
)

// maxReplies is the most bytes that a server may send in one conversation. Normal servers send a few kilobytes.
const maxReplies = 1 << 20

var errLongAnswer = errors.New("the server's answer is longer than 1 MB")

// guardedConn limits how many bytes the server can send. short is true after a failed write, whose bytes have not all
// left.
type guardedConn struct {
	net.Conn
	bytesLeft   int
	writeFailed bool
}

func (c *guardedConn) Read(p []byte) (int, error) {
	if c.bytesLeft <= 0 {
		return 0, errLongAnswer
	}
	n, err := c.Conn.Read(p)
	c.bytesLeft -= n
	return n, err
}

func (c *guardedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if err != nil {
		c.writeFailed = true
	}
	return n, err
}

// dial connects. The connection lives no longer than ctx: its deadline is ctx's, and cancelling closes it.
func dial(ctx context.Context, host, port string) (*guardedConn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return &guardedConn{Conn: conn, bytesLeft: maxReplies}, nil
}

// shortenDeadline allows at most d for the remaining reads and writes.
func (c *guardedConn) shortenDeadline(ctx context.Context, d time.Duration) {
	soon, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	if deadline, ok := soon.Deadline(); ok {
		_ = c.SetDeadline(deadline) // a closed connection needs no deadline
	}
}

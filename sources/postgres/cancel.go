package postgres

import (
	"bilan/sources/driver"
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// repeatedCancel cancels a statement on the server when its context ends. It repeats the request until the statement
// has ended, because the server ignores a request that arrives between the messages of a statement. After
// driver.StopTimeout the connection is cut.
type repeatedCancel struct {
	conn       *pgconn.PgConn
	done, gone chan struct{}
}

const (
	cancelEvery   = 300 * time.Millisecond
	cancelArrives = 100 * time.Millisecond // time after which an accepted request has either reached the statement or never will
	cancelTimeout = 2 * time.Second
)

// HandleCancel is called when the context of a statement ends.
func (h *repeatedCancel) HandleCancel(context.Context) {
	h.done, h.gone = make(chan struct{}), make(chan struct{})
	_ = h.conn.Conn().SetDeadline(time.Now().Add(driver.StopTimeout))
	go func() {
		defer close(h.gone)
		for {
			ctx, cancel := context.WithTimeout(context.Background(), cancelTimeout)
			_ = h.conn.CancelRequest(ctx)
			cancel()
			time.Sleep(cancelArrives)
			select {
			case <-h.done:
				return
			case <-time.After(cancelEvery - cancelArrives):
			}
		}
	}()
}

// HandleUnwatchAfterCancel is called when the statement has ended. It waits for the last request, which could otherwise
// cancel the next statement.
func (h *repeatedCancel) HandleUnwatchAfterCancel() {
	close(h.done)
	<-h.gone
	_ = h.conn.Conn().SetDeadline(time.Time{})
}

package queue

import (
	"context"
	"slices"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// steadyDriver prevents a panic of the queue. When a worker that is believed dead is still alive, its job is given to
// another worker while the first one finishes it. PostgreSQL then returns the old row as still running, at which the
// queue's completer panics.
type steadyDriver[T any] struct{ riverdriver.Driver[T] }

func (d steadyDriver[T]) GetExecutor() riverdriver.Executor {
	return steadyExecutor{d.Driver.GetExecutor()}
}

type steadyExecutor struct{ riverdriver.Executor }

// JobSetStateIfRunningMany implements riverdriver.Executor. It leaves out jobs that another worker has taken over.
func (e steadyExecutor) JobSetStateIfRunningMany(ctx context.Context, p *riverdriver.JobSetStateIfRunningManyParams) ([]*rivertype.JobRow, error) {
	list, err := e.Executor.JobSetStateIfRunningMany(ctx, p)
	return slices.DeleteFunc(list, func(j *rivertype.JobRow) bool {
		return j.State == rivertype.JobStateRunning || j.State == rivertype.JobStatePending
	}), err
}

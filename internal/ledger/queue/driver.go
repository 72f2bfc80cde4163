package queue

import (
	"context"
	"slices"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// steadyDriver keeps the queue from ending the process. If a worker that is believed dead is still alive, its job is
// given to another worker while the first one finishes. PostgreSQL then returns the old row, still running, and the
// queue's completer panics at that.
type steadyDriver[T any] struct{ riverdriver.Driver[T] }

func (d steadyDriver[T]) GetExecutor() riverdriver.Executor {
	return steadyExecutor{d.Driver.GetExecutor()}
}

type steadyExecutor struct{ riverdriver.Executor }

// JobSetStateIfRunningMany leaves out the jobs that are another worker's by now.
func (e steadyExecutor) JobSetStateIfRunningMany(ctx context.Context, p *riverdriver.JobSetStateIfRunningManyParams) ([]*rivertype.JobRow, error) {
	list, err := e.Executor.JobSetStateIfRunningMany(ctx, p)
	return slices.DeleteFunc(list, func(j *rivertype.JobRow) bool {
		return j.State == rivertype.JobStateRunning || j.State == rivertype.JobStatePending
	}), err
}

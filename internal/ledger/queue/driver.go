package queue

import (
	"context"
	"slices"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// steadyDriver keeps the queue from ending the process. A job whose worker is believed to be dead and lives is given to another one
// while it ends: PostgreSQL then shows the row as it was before, still running, and the queue's completer panics at that.
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

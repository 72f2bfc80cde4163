package ledger

import (
	"testing"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"bilan/internal/testdb"
)

// A job that is given to another worker in the moment in which it ends is not shown to the queue as still running: it would panic.
func TestJobThatIsTakenAwayWhileItEnds(t *testing.T) {
	o := Options{Postgres: testdb.Postgres(t)}
	l := open(t, o)
	_, _, err := l.Request(t.Context(), Ask{Key: Key{Report: "r", Slot: "2026-11-16"}, Due: monday})
	check(t, err)
	p := l.db.(*postgres)
	_, err = p.pool.Exec(t.Context(), "UPDATE river_job SET state = 'running'")
	check(t, err)
	job := must[[]int64](t)(ids(t.Context(), p.reader(), "SELECT id FROM river_job"))[0]
	other, err := p.pool.Begin(t.Context())
	check(t, err)
	_, err = other.Exec(t.Context(), "UPDATE river_job SET state = 'available'")
	check(t, err)
	type answer struct {
		list []*rivertype.JobRow
		err  error
	}
	ended := make(chan answer, 1)
	go func() {
		now := time.Now()
		list, err := p.jobs.driver.GetExecutor().JobSetStateIfRunningMany(t.Context(), &riverdriver.JobSetStateIfRunningManyParams{
			ID: []int64{job}, Attempt: []*int{nil}, ErrData: [][]byte{nil}, FinalizedAt: []*time.Time{&now}, MetadataDoMerge: []bool{false},
			MetadataUpdates: [][]byte{nil}, ScheduledAt: []*time.Time{nil}, State: []rivertype.JobState{rivertype.JobStateCompleted},
		})
		ended <- answer{list, err}
	}()
	for waiting := int64(0); waiting == 0; time.Sleep(10 * time.Millisecond) {
		check(t, one(t.Context(), p.reader(), "SELECT count(*) FROM pg_locks WHERE NOT granted", nil, &waiting))
	}
	check(t, other.Commit(t.Context()))
	if a := <-ended; a.err != nil || len(a.list) != 0 {
		t.Errorf("%v %v", a.list, a.err)
	}
}

package ledger

import (
	"context"
	"fmt"
	"testing"
	"time"

	"bilan/internal/ledger/database"
)

// BenchmarkPlanIdle measures a tick of the planner over 500 reports, none of which is due.
func BenchmarkPlanIdle(b *testing.B) {
	eachPlace(b, func(b *testing.B, o Options) {
		l, list := open(b, o), fiveHundred()
		_, err := l.Plan(b.Context(), monday, list...)
		check(b, err)
		for b.Loop() {
			_, err := l.Plan(b.Context(), monday.Add(30*time.Minute), list...)
			check(b, err)
		}
	})
}

// BenchmarkPlanDue measures the tick at which 500 reports become due at once.
func BenchmarkPlanDue(b *testing.B) {
	eachPlace(b, func(b *testing.B, o Options) {
		l, list, now := open(b, o), fiveHundred(), monday
		_, err := l.Plan(b.Context(), now, list...)
		check(b, err)
		for b.Loop() {
			now = now.AddDate(0, 0, 1)
			made, err := l.Plan(b.Context(), now.Add(time.Hour), list...)
			check(b, err)
			if len(made) < 500 {
				b.Fatalf("%d slots", len(made))
			}
		}
	})
}

func fiveHundred() (list []Schedule) {
	for i := range 500 {
		list = append(list, daily(fmt.Sprintf("report-%d", i), 8, monday))
	}
	return list
}

// BenchmarkDeliver measures a message of 60 kB from the queue to "sent", with ten at once.
func BenchmarkDeliver(b *testing.B) {
	eachPlace(b, func(b *testing.B, o Options) {
		l := open(b, o)
		if ok, err := l.TryLock(); !ok {
			b.Fatal(err)
		}
		var made Made
		for i := range max(b.N, 1) {
			made.Deliveries = append(made.Deliveries, Delivery{Address: fmt.Sprint(i), Head: []byte("Message-ID: <1@x>\r\n")})
		}
		made.Body = make([]byte, 60<<10)
		s, _, err := l.Request(b.Context(), TurnRequest{Key: Key{Report: "r", Slot: "2026-11-16"}})
		check(b, err)
		w := (&office{out: func(Job) Outcome { return AsProduced(made) }}).workers()
		inline := l.NewProcess(w, Limits{})
		_, err = inline.Produce(b.Context(), s.ID, func(context.Context, database.Tx) error { return nil })
		check(b, err)
		sent := make(chan bool, b.N)
		w.Deliver = func(ctx context.Context, p *DueDelivery) Answer {
			check(b, p.MarkSending(ctx))
			sent <- true
			return Answer{State: Sent, Code: 250}
		}
		ctx, stop := context.WithCancel(b.Context())
		ended := make(chan error, 1)
		b.ResetTimer()
		go func() { ended <- l.Work(ctx, w, Limits{}) }()
		for range b.N {
			<-sent
		}
		b.StopTimer()
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
		stop()
		check(b, <-ended)
	})
}

func eachPlace(b *testing.B, do func(*testing.B, Options)) {
	for _, p := range places {
		b.Run(p.name, func(b *testing.B) { do(b, p.make(b)) })
	}
}

// BenchmarkBesideThousand makes and sends other turns while a thousand editions of 180 kB are staged and sealed.
// late-ms is how late the latest of those turns left, in milliseconds.
func BenchmarkBesideThousand(b *testing.B) {
	eachPlace(b, func(b *testing.B, o Options) {
		l := open(b, o)
		if ok, err := l.TryLock(); !ok {
			b.Fatal(err)
		}
		made := Made{Edition: Edition{PDF: pattern("pdf", 60<<10), Figures: pattern("figures", 20<<10)}, Body: pattern("body", 100<<10)}
		sealed, sent := make(chan bool, 1000), make(chan bool, 1)
		w := (&office{out: func(Job) Outcome { return AsProduced(letters("a@x")) }}).workers()
		other := w.Produce
		w.Produce = func(ctx context.Context, j Job) Outcome {
			if j.Slot.Report == "other" {
				return other(ctx, j)
			}
			for i := range 1000 {
				m := made
				m.Row, m.Deliveries = fmt.Sprint(i), []Delivery{{Address: "a@x", Head: []byte("Message-ID: <1@x>\r\n")}}
				if err := j.Stage(ctx, m); err != nil {
					b.Error(err)
				}
			}
			return AsProduced()
		}
		w.Deliver = func(ctx context.Context, p *DueDelivery) Answer {
			if err := p.MarkSending(ctx); err != nil {
				b.Error(err)
			}
			to := sealed
			if p.Key.Report == "other" {
				to = sent
			}
			to <- true
			return Answer{State: Sent}
		}
		ctx, stop := context.WithCancel(b.Context())
		ended := make(chan error, 1)
		go func() { ended <- l.Work(ctx, w, Limits{Produce: 2, Deliver: 24}) }()
		var worst time.Duration
		others := 0
		for n := 0; b.Loop(); n++ {
			_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "reps", Slot: fmt.Sprint(n)}})
			check(b, err)
			for first := true; first || len(sealed) == 0; first = false {
				begin := time.Now()
				_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "other", Slot: fmt.Sprint(others)}})
				check(b, err)
				<-sent
				worst, others = max(worst, time.Since(begin)), others+1
			}
			for range 1000 {
				<-sealed
			}
		}
		b.ReportMetric(float64(worst.Milliseconds()), "late-ms")
		b.ReportMetric(float64(others)/float64(b.N), "others/op")
		stop()
		check(b, <-ended)
	})
}

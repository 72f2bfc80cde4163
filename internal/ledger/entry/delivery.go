package entry

import (
	"strconv"
	"time"
)

// DeliveryState is the state of one message to one address.
type DeliveryState string

// The states of a delivery. Sent, Uncertain, Dead and Cancelled are final until somebody asks again.
const (
	Pending   DeliveryState = "pending"
	Sending   DeliveryState = "sending"   // the message may be leaving right now
	Sent      DeliveryState = "sent"      // the server has it
	Uncertain DeliveryState = "uncertain" // it may or may not have arrived, and is not sent again by itself
	Waiting   DeliveryState = "retrying"  // the next attempt is at Next
	Dead      DeliveryState = "dead"      // refused for good
	Cancelled DeliveryState = "cancelled"
	Withheld  DeliveryState = "withheld" // until EndWithheld
)

// Final reports whether nothing more happens without a request.
func (s DeliveryState) Final() bool {
	return s == Sent || s == Uncertain || s == Dead || s == Cancelled
}

// Purpose is the purpose of a message.
type Purpose string

// The purposes.
const (
	ForReport Purpose = "report" // the edition itself; "" means it
	ForReview Purpose = "review" // the edition for those who release it
	Notice    Purpose = "notice" // tells the owner about a problem or its end
	Delay     Purpose = "delay"  // tells the recipients that the report will be late
	ForAlert  Purpose = "alert"  // that a figure crossed its threshold, or is back
)

// Delivery is one message to one address. The caller fills the first group; the ledger keeps the second, but State, Reply and SentAt of a
// message that is asked for as Sent: it left before the state was restored.
type Delivery struct {
	Address   string // bare, the envelope's recipient
	Sender    string // bare, the envelope's sender
	Role      string // the header that names it: to, cc or bcc
	Name      string // the file's name when mail goes into a folder
	MessageID string
	Raw       []byte // the message, sent unchanged; complete if the delivery was read from the state
	Head      []byte // instead of Raw, what comes before the edition's body (Made.Body)
	Body      int64  // that body's number where one that is read has one, to be given for another message with it; 0 where Raw is all
	Replaced  bool   // of one that is read: its bytes are those of Parcel.Keep
	Purpose   Purpose
	Dedupe    string // when not "": at most one delivery in the whole ledger ever has it; see NoticeKey

	ID       int64
	Key      Key   // of the slot; zero when it concerns none
	Edition  int64 // 0 for notices
	Copy     int   // 0, and one more with each deliberate repetition to the same address
	State    DeliveryState
	Code     int    // the server's last answer
	Reply    string // its words, or ours when it said nothing
	Attempts int
	Doubts   int // how often an attempt ended without anybody knowing: a copy may have arrived each time
	Created  time.Time
	Next     time.Time
	SentAt   time.Time
}

// NoticeKey makes the Dedupe of a notice: the owner gets one mail per slot and kind of trouble ("held", "failed",
// "dead user@host", "recovered").
func NoticeKey(k Key, kind string) string {
	return "notice/" + k.Report + "/" + k.Slot + "/" + k.Row + "/" + strconv.Itoa(k.Extra) + "/" + kind
}

// Attempt is one try at a slot or at a delivery; the other id is 0.
type Attempt struct {
	ID             int64
	Slot, Delivery int64
	Number         int
	Worker         string // which process
	Started, Ended time.Time
	Outcome        string // a State or DeliveryState, Interrupted, "" while it runs
	Reason         string
	Code           int
	Detail         string // the caller's own, such as durations of stages in JSON
}

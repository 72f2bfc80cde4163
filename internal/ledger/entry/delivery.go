package entry

import (
	"strconv"
	"time"
)

// DeliveryState is the state of one message to one address.
type DeliveryState string

// The states of a delivery. Sent, Uncertain, Dead and Cancelled are final until someone requests the message again.
const (
	Pending   DeliveryState = "pending"
	Sending   DeliveryState = "sending"   // the message may be leaving right now
	Sent      DeliveryState = "sent"      // the mail server has accepted it
	Uncertain DeliveryState = "uncertain" // it may or may not have arrived, and is only sent again on request
	Waiting   DeliveryState = "retrying"  // the next attempt is at Next
	Dead      DeliveryState = "dead"      // refused permanently
	Cancelled DeliveryState = "cancelled"
	Withheld  DeliveryState = "withheld" // waits for EndWithheld
)

// Final reports whether nothing more happens without a request.
func (s DeliveryState) Final() bool {
	return s == Sent || s == Uncertain || s == Dead || s == Cancelled
}

// Purpose is the purpose of a message.
type Purpose string

// The purposes.
const (
	ForReport Purpose = "report" // the edition itself; "" means the same
	ForReview Purpose = "review" // the edition, sent to the people who approve it
	Notice    Purpose = "notice" // tells the owner about a problem or its end
	Delay     Purpose = "delay"  // tells the recipients that the report will be late
	ForAlert  Purpose = "alert"  // tells that a figure crossed its threshold or returned
)

// Delivery is one message to one address. The caller sets the fields up to Dedupe; the ledger sets the others. A caller
// that adds a message which left before the state was restored also sets State to Sent, Reply and SentAt.
type Delivery struct {
	Address   string // the recipient of the envelope, a bare address
	Sender    string // the sender of the envelope, a bare address
	Role      string // the header with the address: to, cc or bcc
	Name      string // the name of its file when mail is written into a folder
	MessageID string
	Raw       []byte // the complete message, which is sent unchanged
	Head      []byte // instead of Raw: the part of the message before the edition's body (see Made.Body)
	// Body is the number of the edition's body that follows Head, in a delivery that was read and has one. It may be
	// used in another message. It is 0 if Raw is the complete message.
	Body     int64 // that body's number where one that is read has one, to be given for another message with it; 0 where Raw is all
	Replaced bool  // set when read: the bytes are those of Parcel.Keep
	Purpose  Purpose
	Dedupe   string // unless "", at most one delivery in the ledger has this value: see NoticeKey

	ID       int64
	Key      Key   // the key of the slot; zero for a message about no slot
	Edition  int64 // the edition's ID; 0 for notices
	Copy     int   // 0, and one more for each deliberate repetition to the same address
	State    DeliveryState
	Code     int    // the SMTP code of the server's last answer
	Reply    string // the server's text, or Bilan's own if the server gave none
	Attempts int
	Doubts   int // the number of attempts with an unknown result; each may have delivered a copy
	Created  time.Time
	Next     time.Time
	SentAt   time.Time
}

// NoticeKey returns the Dedupe of a notice, so that the owner gets one mail for each slot and kind of trouble, such as
// "held", "failed", "dead user@host" or "recovered".
func NoticeKey(k Key, kind string) string {
	return "notice/" + k.Report + "/" + k.Slot + "/" + k.Row + "/" + strconv.Itoa(k.Extra) + "/" + kind
}

// Attempt is one attempt at producing a slot or at sending a delivery. Either Slot or Delivery is its ID; the other is
// 0.
type Attempt struct {
	ID             int64
	Slot, Delivery int64
	Number         int
	Worker         string // the name of the process
	Started, Ended time.Time
	Outcome        string // a State, a DeliveryState or Interrupted; "" while the attempt runs
	Reason         string
	Code           int
	Detail         string // details from the caller, such as the durations of stages as JSON
}

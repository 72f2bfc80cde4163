package driver

// Problem is a driver's error in a form that all drivers share.
type Problem struct {
	Kind         Kind
	Message      string // the server's message, or the address that did not answer
	MissingTable string // name of the missing table
	WrongSQL     bool   // the statement itself is wrong, so repeating it does not help
}

// Kind is the kind of a problem.
type Kind int

// The kinds of problems that have their own text.
const (
	OtherProblem Kind = iota
	Unreachable       // no server answers at the address
	Refused           // user or password is wrong
	NoDatabase
	NoTable
	Denied  // the user may not read the table
	TooLong // the server stopped the statement at its time limit
	Lost    // the connection ended
)

// Text describes the problem and says how to correct it.
func (p Problem) Text() string {
	switch p.Kind {
	case Unreachable:
		return "cannot reach the server (" + p.Message + "): check that it runs, its address and port, and the firewall"
	case Refused:
		return "the server refused the login (" + p.Message + "): check user and password, and that the user may come from this host"
	case NoDatabase:
		return "no such database (" + p.Message + "): check the name at the end of the connection string"
	case Denied:
		return "not allowed (" + p.Message + "): grant SELECT on it to the source's user"
	case Lost:
		return "the connection was lost (" + p.Message + "): run again, and look into the server's log if it comes back"
	}
	return p.Message
}

// PlainError is an error whose text is meant for users.
type PlainError string

func (t PlainError) Error() string { return string(t) }

// UnreadableDSN is an error about a connection string. how says how to write one. The error contains nothing of the string
// itself.
func UnreadableDSN(how string) error {
	return PlainError("the connection string cannot be read: " + how)
}

package config

import ("testing";"fmt";"os"; _ "time/tzdata")

func TestTry(t *testing.T) {
	p := os.Getenv("TRY")
	if p == "" { t.Skip() }
	c, err := Load(p, func(s string) (string, bool) { if s=="CRM_DATABASE_URL" {return "postgres://u:hunter2@h/db", true}; return "", false })
	fmt.Println(err)
	if c != nil { fmt.Printf("%+v\n", c) }
}

package postgres

import (
	"fmt"
	"testing"
)

func TestPostgresMoneyOfAnotherLocale(t *testing.T) {
	s := &session{money: 0}
	for text, want := range map[string]string{"¥1,234": "1234", "-¥5": "-5"} {
		got, err := s.moneyCell([]byte(text))
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
	s.money = 2
	for text, want := range map[string]string{"1 234,56 €": "1234.56", "−1.234,50 kr": "-1234.5", "($0.05)": "-0.05"} {
		got, err := s.moneyCell([]byte(text))
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
}

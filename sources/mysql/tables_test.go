package mysql

import (
	"strings"
	"testing"
)

func TestWritingGrants(t *testing.T) {
	tests := []struct{ grant, want string }{
		{"GRANT SELECT, SHOW VIEW ON `shop`.* TO `bilan`@`%`", ""},
		{"GRANT USAGE ON *.* TO `bilan`@`%` IDENTIFIED BY PASSWORD '*AB ON CD TO'", ""},
		{"GRANT SELECT (id, `update`) ON `shop`.`orders` TO `bilan`@`%`", ""},
		{"GRANT SELECT, INSERT (id), FILE ON *.* TO `bilan`@`%` WITH GRANT OPTION", "INSERT,FILE"},
		{"GRANT ALL PRIVILEGES ON `shop`.* TO `bilan`@`%`", "ALL PRIVILEGES"},
		{"GRANT `role` TO `bilan`@`%`", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(writingGrants([]string{tt.grant}), ","); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.grant, got, tt.want)
		}
	}
}

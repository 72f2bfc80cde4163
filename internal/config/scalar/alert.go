package scalar

import "bilan/report/alert"

func checkAlertWhen(s string) error {
	_, err := alert.Parse(s)
	return err
}

func checkAlertFor(s string) error {
	_, err := alert.ParseDelay(s)
	return err
}

func checkAlertBand(s string) error {
	_, err := alert.ParseBand(s)
	return err
}

// AlertRule is the condition, deadband and delay of an alert.
type AlertRule = alert.Rule

// ParseAlertRule reads the condition, deadband and delay of an alert.
func ParseAlertRule(when, band, delay string) (AlertRule, error) {
	return alert.ParseRule(when, band, delay)
}

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

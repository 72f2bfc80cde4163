package syntax

import "fmt"

// WhyNoCondition describes an expression that cannot be a condition; it is "" if the expression may be one.
func WhyNoCondition(expr Object) string {
	switch expr["class"] {
	case "CONSTANT":
		value, _ := expr["value"].(Object)
		if typ, _ := value["type"].(Object); typ["id"] != "BOOLEAN" {
			return "a constant"
		}
	case "PARAMETER":
		return "a date"
	case "FUNCTION":
		if name := fmt.Sprint(expr["function_name"]); arithmetic[name] && expr["is_operator"] == true {
			return "a computed value"
		}
	}
	return ""
}

var arithmetic = map[string]bool{"+": true, "-": true, "*": true, "/": true, "//": true, "%": true, "||": true, "**": true, "^": true}

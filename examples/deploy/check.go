package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

var (
	rateForm  = regexp.MustCompile(`^rate\([1-9][0-9]* (minutes?|hours?|days?)\)$`)
	cronForm  = regexp.MustCompile(`^cron\((.*)\)$`)
	cronField = regexp.MustCompile(`^[0-9A-Z*,/?L#W-]+$`)
	atForm    = "at(2006-01-02T15:04:05)"
)

// checkSchedule refuses what EventBridge Scheduler would, so far as its form
// shows it. See
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html.
func checkSchedule(s string) error {
	if rateForm.MatchString(s) {
		return nil
	}
	if _, err := time.Parse(atForm, s); err == nil {
		return nil
	}
	m := cronForm.FindStringSubmatch(s)
	if m == nil {
		return errors.New("want rate(5 minutes), cron(0 3 * * ? *) or at(2027-01-31T03:00:00)")
	}
	fields := strings.Split(m[1], " ")
	if len(fields) != 6 {
		return fmt.Errorf("cron has six fields, minute to year, not %d", len(fields))
	}
	for i, f := range fields {
		if !cronField.MatchString(f) || f == "?" && i != 2 && i != 4 {
			return fmt.Errorf("the cron field %q is none", f)
		}
	}
	if (fields[2] == "?") == (fields[4] == "?") {
		return errors.New("one of day of month and day of week, and only one, must be ?")
	}
	return nil
}

// checkPattern refuses what EventBridge would: a pattern is an object of objects
// and, at their ends, lists of what a field may be. See
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html.
func checkPattern(s string) error {
	var pattern map[string]any
	if err := json.Unmarshal([]byte(s), &pattern); err != nil || pattern == nil {
		return errors.New("it is not a JSON object")
	}
	return checkFields("", pattern)
}

func checkFields(path string, fields map[string]any) error {
	if len(fields) == 0 {
		return fmt.Errorf("%s has no field", strings.TrimSuffix("the pattern."+path, "."))
	}
	for name, value := range fields {
		switch v := value.(type) {
		case map[string]any:
			if err := checkFields(path+name+".", v); err != nil {
				return err
			}
		case []any:
			if len(v) == 0 {
				return fmt.Errorf("%s%s is an empty list", path, name)
			}
		default:
			return fmt.Errorf("%s%s has to be a list of what it may be, as [%q]", path, name, fmt.Sprint(v))
		}
	}
	return nil
}

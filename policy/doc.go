// Package policy writes the IAM policy of what a program called: the actions
// under their IAM names, with the resources that the inputs name.
//
// A test on awstest knows what the code under it calls:
//
//	fmt.Println(cloud.Policy())
//
// and so does a session or any configuration with a [Recorder]:
//
//	var rec policy.Recorder
//	cfg.APIOptions = append(cfg.APIOptions, rec.AddTo)
//	...
//	fmt.Println(rec.Document())
//
// [Golden] compares it with a file, so that a test fails when code begins to
// call something new.
//
// A policy holds what was called and no more: it has nothing of a branch that
// did not run, or of what a service does by itself with a role that it is given.
// Resources are built from the inputs; where an action knows no resource, or no
// input names it, the statement is for "*" and [Document.Wildcards] says why.
// Conditions are not written.
package policy

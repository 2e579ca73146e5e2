// Package policy generates an IAM policy from the calls of a program: the
// actions under their IAM names, with the resources that the inputs name.
//
// In a test with package awstest:
//
//	fmt.Println(cloud.Policy())
//
// With a [Recorder], for any configuration:
//
//	var rec policy.Recorder
//	cfg.APIOptions = append(cfg.APIOptions, rec.AddTo)
//	...
//	fmt.Println(rec.Document())
//
// [Golden] compares it with a file, so that a test fails when code begins to
// call something new.
//
// A policy allows only what was called: not the calls of code that did not run,
// nor those that a service makes with a role that is passed to it. Resources are
// built from the inputs; if an action has no resource, or no input names it, the
// statement is for "*" and [Document.Wildcards] has the reason. Conditions are
// not generated.
package policy

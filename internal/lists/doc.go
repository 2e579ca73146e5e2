// Package lists finds the list of items in an operation's output from the type
// of the items: []types.Topic in ListTopicsOutput, or []types.Instance in the
// reservations of DescribeInstancesOutput.
//
//	topics, err := lists.Of[types.Topic](reflect.TypeFor[*sns.ListTopicsOutput]())
//	items := topics(out)
//
// The output's type is read once for each pair of types. A page is read by
// reflection, its items are not.
package lists

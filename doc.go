// Package essentials is the root of the library; it holds no code. Import the
// packages below it:
//
//   - [github.com/awsessentials/essentials/session]: the identity, region and
//     allowed accounts of a program; roles; many accounts at once.
//   - [github.com/awsessentials/essentials/paginate]: the pages and items of any
//     operation as iterators, stopped and resumed anywhere.
//   - [github.com/awsessentials/essentials/collections]: lazy, reusable, typed
//     groups of things on top of paginate.
//   - [github.com/awsessentials/essentials/waiters]: bounded polling that can
//     hand over instead of sleeping.
//   - [github.com/awsessentials/essentials/notify]: SNS topics: publish, batch;
//     no message is lost silently. With notify/alert for handlers that fail, and
//     notify/notifytest for tests.
//   - [github.com/awsessentials/essentials/collections/write]: CSV, JSON, JSON
//     lines and tables from any sequence.
//   - [github.com/awsessentials/essentials/awserr]: what an error of any service
//     means: not found, in conflict, denied, throttled.
//   - [github.com/awsessentials/essentials/awstest]: a test kit under real SDK
//     clients, without a network.
package essentials

// Package write puts the items of any sequence into a stream, in the forms that
// scripts hand on: [CSV], [JSON], [JSONLines] and, for people, [Table].
//
//	n, err := write.CSV(os.Stdout, objects.All(ctx), write.CSVOptions{},
//		write.Col("Key", func(o types.Object) *string { return o.Key }),
//		write.Col("Size", func(o types.Object) *int64 { return o.Size }))
//
// All of them write while the sequence runs, with the memory of a row (Table: of
// its first hundred). They range over the sequence once, end it at the first
// error, whether its own or the stream's, and return that error wrapped, with
// the number of rows before it. What came before an error has been flushed to
// the stream by then. They start no goroutine.
//
// # Cells
//
// A column is a name and an accessor; how its values become text is settled once
// for each column, by their type. A nil pointer, map, slice or interface is an
// empty cell, any other pointer what it points to. Times are written as RFC 3339,
// floats in plain digits, byte slices as base64, other slices with a comma and a
// blank between their elements; types with a text form of their own (MarshalText,
// String) use it, and what is left (maps, structs, unions) is written as JSON, or,
// if it contains itself, as the reason why there is none.
//
// # Errors
//
// A nil writer or sequence, a column without an accessor and the like are an
// [awserr.InvalidError], and nothing is written.
package write

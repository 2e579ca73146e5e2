package wire

// ForgetTables drops the tables of all schemas. Tests that make schemas at random
// would fill the memory with them.
func ForgetTables() { tables.Clear() }

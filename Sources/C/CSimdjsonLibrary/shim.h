// simdjson is C++: CSimdjson wraps it. This module only names the library and the package that provides it.

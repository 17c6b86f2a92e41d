// Google Benchmark is C++: CBenchmark wraps it. This module only names the library and the package that provides it.

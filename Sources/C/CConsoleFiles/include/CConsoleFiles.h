#ifndef ARRESTER_CONSOLE_FILES_H
#define ARRESTER_CONSOLE_FILES_H

#include <stddef.h>

/// One file of the console, as it stands under Sources/ArresterConsole/Web.
struct arrester_console_file {
  /// Below that folder.
  const char *path;
  const unsigned char *bytes;
  size_t size;
};

/// The file of this index, from 0; NULL past the last.
const struct arrester_console_file *arrester_console_file_at(size_t index);

#endif

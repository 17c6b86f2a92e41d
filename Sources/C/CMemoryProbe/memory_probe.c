// Counts allocations as heaptrack does when it is injected: the addresses of malloc and its kin in the import tables of every loaded
// object are overwritten, and written back afterwards. So nothing is in the way of programs that do not count.
#define _GNU_SOURCE
#include "memory_probe.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__x86_64__)
enum { import_a = R_X86_64_JUMP_SLOT, import_b = R_X86_64_GLOB_DAT };
#elif defined(__aarch64__)
enum { import_a = R_AARCH64_JUMP_SLOT, import_b = R_AARCH64_GLOB_DAT };
#else
#error "say here which relocations import functions on this processor"
#endif

static _Thread_local bool is_counting;
static _Thread_local uint64_t allocations;

static struct {
  void *(*malloc)(size_t);
  void *(*calloc)(size_t, size_t);
  void *(*realloc)(void *, size_t);
  void *(*aligned_alloc)(size_t, size_t);
  void *(*memalign)(size_t, size_t);
  int (*posix_memalign)(void **, size_t, size_t);
} real;

static void note(void) { allocations += is_counting; }

static void *counting_malloc(size_t size) { note(); return real.malloc(size); }
static void *counting_calloc(size_t count, size_t size) { note(); return real.calloc(count, size); }
static void *counting_realloc(void *old, size_t size) { note(); return real.realloc(old, size); }
static void *counting_aligned_alloc(size_t alignment, size_t size) { note(); return real.aligned_alloc(alignment, size); }
static void *counting_memalign(size_t alignment, size_t size) { note(); return real.memalign(alignment, size); }
static int counting_posix_memalign(void **result, size_t alignment, size_t size) {
  note();
  return real.posix_memalign(result, alignment, size);
}

static const struct { const char *name; void *counting; void **real; } functions[] = {
  {"malloc", (void *)counting_malloc, (void **)&real.malloc},
  {"calloc", (void *)counting_calloc, (void **)&real.calloc},
  {"realloc", (void *)counting_realloc, (void **)&real.realloc},
  {"aligned_alloc", (void *)counting_aligned_alloc, (void **)&real.aligned_alloc},
  {"memalign", (void *)counting_memalign, (void **)&real.memalign},
  {"posix_memalign", (void *)counting_posix_memalign, (void **)&real.posix_memalign},
};
enum { function_count = sizeof functions / sizeof *functions, maximum_places = 1024 };

// What was overwritten, to be put back.
static struct { void **place; void *value; } places[maximum_places];
static size_t place_count;
static bool failed;

static bool store(void **place, void *value) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  void *start = (void *)((uintptr_t)place & ~(page - 1));
  // The import table is read-only once a program is loaded. It is left writable: which pages were so before is not known here.
  if (mprotect(start, page, PROT_READ | PROT_WRITE) != 0) return false;
  *place = value;
  return true;
}

static void redirect(void **place, const char *name) {
  for (size_t index = 0; index < function_count; index++) {
    if (strcmp(name, functions[index].name) != 0) continue;
    if (place_count == maximum_places) { failed = true; return; }
    places[place_count].place = place;
    places[place_count++].value = *place;
    // A place that is left out would be allocations that are not counted.
    failed |= !store(place, functions[index].counting);
  }
}

static void redirect_all(ElfW(Addr) base, const ElfW(Rela) *relocations, size_t bytes, const ElfW(Sym) *symbols, const char *strings) {
  for (size_t index = 0; index < bytes / sizeof *relocations; index++) {
    unsigned type = ELF64_R_TYPE(relocations[index].r_info);
    if (type != import_a && type != import_b) continue;
    const char *name = strings + symbols[ELF64_R_SYM(relocations[index].r_info)].st_name;
    redirect((void **)(base + relocations[index].r_offset), name);
  }
}

static int visit(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size; (void)context;
  const ElfW(Dyn) *dynamic = NULL;
  for (int index = 0; index < object->dlpi_phnum; index++)
    if (object->dlpi_phdr[index].p_type == PT_DYNAMIC) dynamic = (void *)(object->dlpi_addr + object->dlpi_phdr[index].p_vaddr);
  // The kernel's own object has no imports, and its table is not relocated.
  if (!dynamic || strstr(object->dlpi_name, "linux-vdso") || strstr(object->dlpi_name, "ld-linux")) return 0;
  const ElfW(Rela) *imports = NULL, *others = NULL;
  size_t import_bytes = 0, other_bytes = 0;
  const ElfW(Sym) *symbols = NULL;
  const char *strings = NULL;
  for (; dynamic->d_tag != DT_NULL; dynamic++) {
    switch (dynamic->d_tag) {
    case DT_JMPREL: imports = (void *)dynamic->d_un.d_ptr; break;
    case DT_PLTRELSZ: import_bytes = dynamic->d_un.d_val; break;
    case DT_RELA: others = (void *)dynamic->d_un.d_ptr; break;
    case DT_RELASZ: other_bytes = dynamic->d_un.d_val; break;
    case DT_SYMTAB: symbols = (void *)dynamic->d_un.d_ptr; break;
    case DT_STRTAB: strings = (void *)dynamic->d_un.d_ptr; break;
    }
  }
  if (!symbols || !strings) return 0;
  if (imports) redirect_all(object->dlpi_addr, imports, import_bytes, symbols, strings);
  if (others) redirect_all(object->dlpi_addr, others, other_bytes, symbols, strings);
  return 0;
}

static void put_back(void) {
  while (place_count > 0) {
    place_count--;
    store(places[place_count].place, places[place_count].value);
  }
}

bool memory_probe_begin_counting(void) {
  for (size_t index = 0; index < function_count; index++) {
    *functions[index].real = dlsym(RTLD_DEFAULT, functions[index].name);
    if (!*functions[index].real) return false;
  }
  failed = false;
  dl_iterate_phdr(visit, NULL);
  if (failed || place_count == 0) {
    put_back();
    return false;
  }
  allocations = 0;
  is_counting = true;
  return true;
}

uint64_t memory_probe_end_counting(void) {
  is_counting = false;
  put_back();
  return allocations;
}

size_t memory_probe_resident_bytes(void) {
  malloc_trim(0);
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file) return 0;
  unsigned long total = 0, resident = 0;
  int found = fscanf(file, "%lu %lu", &total, &resident);
  fclose(file);
  return found == 2 ? resident * (size_t)sysconf(_SC_PAGESIZE) : 0;
}

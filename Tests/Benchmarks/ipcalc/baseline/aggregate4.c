/* The least that merging IPv4 prefixes can cost: one thread, one pass over the file, a radix sort
 * of ranges packed in 64 bits, one merge pass, a table of octets for printing. It reads nothing but
 * plain `a.b.c.d/length` lines and explains nothing; netkit is measured against it.
 *
 *   aggregate4 FILE
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 256 << 10, HUGE = 2 << 20 };

static char octet_text[256][4];
static unsigned char octet_length[256];

/* Memory in huge pages: sorting touches all of it at random. */
static void *allocate(size_t size) {
  size = (size + HUGE - 1) & ~(size_t)(HUGE - 1);
  void *memory = aligned_alloc(HUGE, size);
  if (!memory) exit(2);
  madvise(memory, size, MADV_HUGEPAGE);
  return memory;
}

/* Reads one octet; NULL if there is none. Unrolled, because its length is not known beforehand. */
static inline const unsigned char *read_octet(const unsigned char *text, uint32_t *value) {
  unsigned a = text[0] - '0', b = text[1] - '0', c = text[2] - '0';
  if (a > 9) return NULL;
  if (b > 9) { *value = a; return text + 1; }
  if (c > 9) { *value = a * 10 + b; return text + 2; }
  *value = a * 100 + b * 10 + c;
  return *value > 255 ? NULL : text + 3;
}

/* Reads one line into a range: first address in the high half, last in the low half. */
static inline const unsigned char *read_line(const unsigned char *text, uint64_t *range) {
  uint32_t address = 0, value, length = 32;
  for (int i = 0; i < 4; i++) {
    if (!(text = read_octet(text, &value))) return NULL;
    address = address << 8 | value;
    if (i < 3 && *text++ != '.') return NULL;
  }
  if (*text == '/') {
    unsigned a = text[1] - '0', b = text[2] - '0';
    if (a > 9) return NULL;
    if (b > 9) { length = a; text += 2; } else { length = a * 10 + b; text += 3; }
    if (length > 32) return NULL;
  }
  if (*text++ != '\n') return NULL;
  uint32_t mask = (uint32_t)(~0ull << (32 - length));
  *range = (uint64_t)(address & mask) << 32 | (address | ~mask);
  return text;
}

static size_t read_lines(const unsigned char *text, const unsigned char *end, uint64_t *ranges) {
  size_t count = 0;
  while (text < end) {
    const unsigned char *next = read_line(text, ranges + count);
    if (next) { text = next; count++; continue; }
    while (*text++ != '\n') {}
  }
  return count;
}

static size_t read_file(int file, uint64_t *ranges) {
  unsigned char *buffer = malloc(2 * BUFFER + 64);
  size_t held = 0, count = 0;
  for (;;) {
    ssize_t got = read(file, buffer + held, BUFFER);
    if (got <= 0 && held == 0) break;
    if (got <= 0) { buffer[held++] = '\n'; got = 0; }
    size_t total = held + got, whole = total;
    while (whole && buffer[whole - 1] != '\n') whole--;
    count += read_lines(buffer, buffer + whole, ranges + count);
    held = total - whole;
    memmove(buffer, buffer + whole, held);
    if (got == 0) break;
  }
  free(buffer);
  return count;
}

/* Three passes of 11, 11 and 10 bits over the first addresses; the result is in `spare`. */
static void sort_ranges(uint64_t *ranges, uint64_t *spare, size_t count) {
  static uint32_t counts[3][2048];
  for (size_t i = 0; i < count; i++) {
    uint32_t key = ranges[i] >> 32;
    counts[0][key & 2047]++;
    counts[1][key >> 11 & 2047]++;
    counts[2][key >> 22]++;
  }
  for (int pass = 0; pass < 3; pass++) {
    uint32_t sum = 0;
    for (int i = 0; i < 2048; i++) {
      uint32_t size = counts[pass][i];
      counts[pass][i] = sum;
      sum += size;
    }
  }
  for (size_t i = 0; i < count; i++) spare[counts[0][ranges[i] >> 32 & 2047]++] = ranges[i];
  for (size_t i = 0; i < count; i++) ranges[counts[1][spare[i] >> 43 & 2047]++] = spare[i];
  for (size_t i = 0; i < count; i++) spare[counts[2][ranges[i] >> 54]++] = ranges[i];
}

static char *put_octet(char *text, unsigned value, char after) {
  memcpy(text, octet_text[value], 4);
  text += octet_length[value];
  *text++ = after;
  return text;
}

/* Writes the fewest prefixes of a range. */
static char *put_range(char *text, uint64_t first, uint64_t last) {
  while (first <= last) {
    int aligned = first ? __builtin_ctz((uint32_t)first) : 32;
    int fitting = 63 - __builtin_clzll(last - first + 1);
    int bits = aligned < fitting ? aligned : fitting;
    uint32_t address = first;
    text = put_octet(text, address >> 24, '.');
    text = put_octet(text, address >> 16 & 255, '.');
    text = put_octet(text, address >> 8 & 255, '.');
    text = put_octet(text, address & 255, '/');
    text = put_octet(text, 32 - bits, '\n');
    first += 1ull << bits;
  }
  return text;
}

int main(int count, char **words) {
  struct stat status;
  int file = count > 1 ? open(words[1], O_RDONLY) : -1;
  if (file < 0 || fstat(file, &status) != 0) return 2;
  /* The shortest line has eight bytes. */
  size_t capacity = status.st_size / 8 + 64;
  uint64_t *ranges = allocate(capacity * 8), *sorted = allocate(capacity * 8);
  size_t entries = read_file(file, ranges);
  sort_ranges(ranges, sorted, entries);

  for (int i = 0; i < 256; i++) {
    char text[8];
    octet_length[i] = sprintf(text, "%d", i);
    memcpy(octet_text[i], text, 4);
  }
  char *buffer = malloc(BUFFER + 4096), *text = buffer;
  for (size_t i = 0; i < entries;) {
    uint64_t first = sorted[i] >> 32, last = (uint32_t)sorted[i];
    for (i++; i < entries && sorted[i] >> 32 <= last + 1; i++) {
      if ((uint32_t)sorted[i] > last) last = (uint32_t)sorted[i];
    }
    text = put_range(text, first, last);
    if (text > buffer + BUFFER) {
      if (write(1, buffer, text - buffer) < 0) return 2;
      text = buffer;
    }
  }
  return write(1, buffer, text - buffer) < 0 ? 2 : 0;
}

/* The least that merging IPv6 prefixes can cost: one thread, a radix sort by the high 64 bits that
 * skips the bits that never change, an insertion sort for the rest, one merge pass. It reads nothing
 * but plain `address/length` lines and explains nothing; netkit is measured against it.
 *
 *   aggregate6 FILE
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

typedef unsigned __int128 wide;
struct prefix {
  uint64_t high, low;
  uint32_t length;
};

enum { BUFFER = 256 << 10, HUGE = 2 << 20 };

static signed char digit_value[256];
static char group_text[65536][4];
static unsigned char group_length[65536];

static void *allocate(size_t size) {
  size = (size + HUGE - 1) & ~(size_t)(HUGE - 1);
  void *memory = aligned_alloc(HUGE, size);
  if (!memory) exit(2);
  madvise(memory, size, MADV_HUGEPAGE);
  return memory;
}

static void make_tables(void) {
  static const char digits[] = "0123456789abcdef";
  memset(digit_value, -1, sizeof digit_value);
  for (int i = 0; i < 10; i++) digit_value['0' + i] = i;
  for (int i = 0; i < 6; i++) digit_value['a' + i] = digit_value['A' + i] = 10 + i;
  for (int i = 0; i < 65536; i++) {
    int length = i > 0xfff ? 4 : i > 0xff ? 3 : i > 0xf ? 2 : 1;
    for (int k = 0; k < length; k++) group_text[i][k] = digits[i >> 4 * (length - 1 - k) & 15];
    group_length[i] = length;
  }
}

/* Reads one line; NULL if it is not a plain one. */
static inline const unsigned char *read_line(const unsigned char *text, struct prefix *prefix) {
  uint16_t groups[8];
  int count = 0, gap = -1;
  uint32_t length = 128;
  if (*text == ':') {
    if (text[1] != ':') return NULL;
    gap = 0;
    text += 2;
  }
  while (count < 8) {
    int digit = digit_value[*text];
    if (digit < 0) break;
    uint32_t group = digit;
    text++;
    for (int k = 0; k < 3 && (digit = digit_value[*text]) >= 0; k++, text++) {
      group = group << 4 | digit;
    }
    groups[count++] = group;
    if (*text != ':') break;
    if (*++text == ':') {
      if (gap >= 0) return NULL;
      gap = count;
      text++;
    }
  }
  if (gap < 0 ? count != 8 : count > 7) return NULL;
  if (gap >= 0) {
    int moved = count - gap;
    for (int i = 0; i < moved; i++) groups[7 - i] = groups[count - 1 - i];
    for (int i = gap; i < 8 - moved; i++) groups[i] = 0;
  }
  if (*text == '/') {
    unsigned digit;
    int digits = 0;
    length = 0;
    for (text++; (digit = *text - '0') < 10; text++) {
      length = length * 10 + digit;
      if (++digits > 3) return NULL;
    }
    if (length > 128) return NULL;
  }
  if (*text++ != '\n') return NULL;
  uint64_t high = (uint64_t)groups[0] << 48 | (uint64_t)groups[1] << 32 |
                  (uint32_t)groups[2] << 16 | groups[3];
  uint64_t low = (uint64_t)groups[4] << 48 | (uint64_t)groups[5] << 32 |
                 (uint32_t)groups[6] << 16 | groups[7];
  if (length < 64) {
    high = length ? high & ~0ull << (64 - length) : 0;
    low = 0;
  } else if (length < 128) {
    low = length == 64 ? 0 : low & ~0ull << (128 - length);
  }
  *prefix = (struct prefix){high, low, length};
  return text;
}

static size_t read_file(int file, struct prefix *prefixes) {
  unsigned char *buffer = malloc(2 * BUFFER + 64);
  size_t held = 0, count = 0;
  for (;;) {
    ssize_t got = read(file, buffer + held, BUFFER);
    if (got <= 0 && held == 0) break;
    if (got <= 0) { buffer[held++] = '\n'; got = 0; }
    size_t total = held + got, whole = total;
    while (whole && buffer[whole - 1] != '\n') whole--;
    for (const unsigned char *text = buffer, *end = buffer + whole; text < end;) {
      const unsigned char *next = read_line(text, prefixes + count);
      if (next) { text = next; count++; continue; }
      while (*text++ != '\n') {}
    }
    held = total - whole;
    memmove(buffer, buffer + whole, held);
    if (got == 0) break;
  }
  free(buffer);
  return count;
}

/* Sorts by address; the result is in one of the two arrays. */
static struct prefix *sort_prefixes(struct prefix *from, struct prefix *to, size_t count) {
  static uint32_t counts[2048];
  uint64_t any = 0, all = ~0ull;
  for (size_t i = 0; i < count; i++) {
    any |= from[i].high;
    all &= from[i].high;
  }
  for (int shift = 0; shift < 64; shift += 11) {
    uint32_t mask = shift == 55 ? 511 : 2047, sum = 0;
    if (!((any & ~all) >> shift & mask)) continue;
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < count; i++) counts[from[i].high >> shift & mask]++;
    for (int i = 0; i < 2048; i++) {
      uint32_t size = counts[i];
      counts[i] = sum;
      sum += size;
    }
    for (size_t i = 0; i < count; i++) to[counts[from[i].high >> shift & mask]++] = from[i];
    struct prefix *swap = from;
    from = to;
    to = swap;
  }
  for (size_t i = 1; i < count; i++) {
    struct prefix moving = from[i];
    size_t at = i;
    for (; at && from[at - 1].high == moving.high && from[at - 1].low > moving.low; at--) {
      from[at] = from[at - 1];
    }
    from[at] = moving;
  }
  return from;
}

static wide first_of(const struct prefix *p) { return (wide)p->high << 64 | p->low; }

static wide last_of(const struct prefix *p) {
  return p->length ? first_of(p) | (((wide)1 << (128 - p->length)) - 1) : ~(wide)0;
}

static int trailing_zeros(wide x) {
  uint64_t low = x;
  if (low) return __builtin_ctzll(low);
  return x >> 64 ? 64 + __builtin_ctzll((uint64_t)(x >> 64)) : 128;
}

static int highest_bit(wide x) {
  uint64_t high = x >> 64;
  return high ? 127 - __builtin_clzll(high) : 63 - __builtin_clzll((uint64_t)x);
}

/* RFC 5952 text, `/` and the length. */
static char *put_prefix(char *text, wide address, int length) {
  uint16_t groups[8];
  int run = -1, longest = 1;
  for (int i = 0; i < 8; i++) groups[i] = (uint64_t)(address >> (112 - 16 * i));
  for (int i = 0; i < 8;) {
    if (groups[i]) { i++; continue; }
    int end = i;
    while (end < 8 && !groups[end]) end++;
    if (end - i > longest) { run = i; longest = end - i; }
    i = end;
  }
  for (int i = 0; i < 8;) {
    if (i == run) {
      *text++ = ':';
      *text++ = ':';
      i += longest;
      continue;
    }
    if (i && (run < 0 || i != run + longest)) *text++ = ':';
    memcpy(text, group_text[groups[i]], 4);
    text += group_length[groups[i++]];
  }
  return text + sprintf(text, "/%d\n", length);
}

int main(int count, char **words) {
  struct stat status;
  int file = count > 1 ? open(words[1], O_RDONLY) : -1;
  if (file < 0 || fstat(file, &status) != 0) return 2;
  make_tables();
  size_t capacity = status.st_size / 3 + 64;
  struct prefix *prefixes = allocate(capacity * sizeof *prefixes);
  struct prefix *spare = allocate(capacity * sizeof *spare);
  size_t entries = read_file(file, prefixes);
  struct prefix *sorted = sort_prefixes(prefixes, spare, entries);

  char *buffer = malloc(BUFFER + 16384), *text = buffer;
  for (size_t i = 0; i < entries;) {
    wide first = first_of(sorted + i), last = last_of(sorted + i);
    for (i++; i < entries && (last == ~(wide)0 || first_of(sorted + i) <= last + 1); i++) {
      wide other = last_of(sorted + i);
      if (other > last) last = other;
    }
    for (;;) {
      wide room = last - first;
      int fitting = room == ~(wide)0 ? 128 : highest_bit(room + 1);
      int bits = trailing_zeros(first) < fitting ? trailing_zeros(first) : fitting;
      text = put_prefix(text, first, 128 - bits);
      if (text > buffer + BUFFER) {
        if (write(1, buffer, text - buffer) < 0) return 2;
        text = buffer;
      }
      if (bits == 128) break;
      first += (wide)1 << bits;
      if (!first || first > last) break;
    }
  }
  return write(1, buffer, text - buffer) < 0 ? 2 : 0;
}

// The baseline: a pool of threads that call getaddrinfo and throw the answers away.
//
//     pool THREADS FILE
//
// Prints how many names were found and the wall time in seconds.
#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static char **names;
static int count;
static atomic_int next_name, found;

static void *look_up(void *unused) {
  (void)unused;
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *answer;
  for (int i; (i = atomic_fetch_add(&next_name, 1)) < count;) {
    if (getaddrinfo(names[i], NULL, &hints, &answer) == 0) {
      atomic_fetch_add(&found, 1);
      freeaddrinfo(answer);
    }
  }
  return NULL;
}

static void read_names(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) exit((perror(path), 1));
  char line[512];
  int capacity = 0;
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = 0;
    if (count == capacity) names = realloc(names, (capacity = capacity * 2 + 1024) * sizeof *names);
    names[count++] = strdup(line);
  }
  fclose(file);
}

int main(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: pool THREADS FILE\n"), 64;
  int threads = atoi(argv[1]);
  read_names(argv[2]);
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 256 * 1024);
  pthread_t *pool = calloc(threads, sizeof *pool);
  for (int i = 0; i < threads; i++) pthread_create(&pool[i], &attributes, look_up, NULL);
  for (int i = 0; i < threads; i++) pthread_join(pool[i], NULL);
  clock_gettime(CLOCK_MONOTONIC, &end);
  double seconds = (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9;
  printf("found %d of %d in %.3f s\n", found, count, seconds);
}

// What the C servers and the loads of this folder share. To be included first.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static inline struct sockaddr_in loopback(const char *port) {
  return (struct sockaddr_in){
      .sin_family = AF_INET,
      .sin_port = htons(atoi(port)),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static inline void allow_all_descriptors(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// A server's listener on `poller`, where it is the one without data.
static inline void listen_at(const char *port, int *listener, int *poller) {
  int one = 1;
  *listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  setsockopt(*listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in address = loopback(port);
  if (bind(*listener, (void *)&address, sizeof address) || listen(*listener, 4096)) {
    perror("listen");
    exit(1);
  }
  *poller = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN};
  epoll_ctl(*poller, EPOLL_CTL_ADD, *listener, &event);
}

static inline double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

// The processor time of all threads of a process, in seconds.
static inline double processor_seconds(int process) {
  char path[300];
  unsigned long long sum = 0, nanoseconds;
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *threads = opendir(path);
  for (struct dirent *entry; threads && (entry = readdir(threads));) {
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/proc/%d/task/%.20s/schedstat", process, entry->d_name);
    FILE *file = fopen(path, "r");
    if (file && fscanf(file, "%llu", &nanoseconds) == 1) sum += nanoseconds;
    if (file) fclose(file);
  }
  if (threads) closedir(threads);
  return sum * 1e-9;
}

/* The baselines of the probe benchmark: what C can do with the same idea.
 *
 * usage: connectscan reuse|fresh|udp ADDRESS FIRST LAST WINDOW TIMEOUT_MS [HOSTS]
 *
 * reuse: one socket for many probes, collected by a second connect(), unconnected by AF_UNSPEC.
 * fresh: a socket for each probe, as most scanners do. udp: an empty datagram to each port from one
 * socket, answers from its error queue. HOSTS addresses in a row are asked a port each in turn, by
 * TCP. Prints open, closed, silent and CPU microseconds a probe. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct slot {
  int descriptor, previous, next;
  long probe; /* 0 at rest, else one above the number of the question */
  double deadline;
};

static struct sockaddr_in target = {.sin_family = AF_INET};
static const struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
static long open_ports, closed_ports, silent_ports, failures;
static struct slot *slots;
static int oldest = -1, newest = -1, in_flight, poller, is_reusing;
static int *unused, unused_count;
static long first_port, hosts = 1;
static uint32_t first_host;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static int start(struct slot *slot) {
  target.sin_port = htons(first_port + (slot->probe - 1) / hosts);
  target.sin_addr.s_addr = htonl(first_host + (slot->probe - 1) % hosts);
  return connect(slot->descriptor, (struct sockaddr *)&target, sizeof target) ? errno : 0;
}

static void open_socket(int index) {
  slots[index].descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct epoll_event event = {.events = EPOLLOUT | EPOLLET, .data.u32 = index};
  epoll_ctl(poller, EPOLL_CTL_ADD, slots[index].descriptor, &event);
}

static void finish(int index, int code) {
  struct slot *slot = &slots[index];
  if (code == 0) {
    struct sockaddr_in local, remote;
    socklen_t length = sizeof local;
    getsockname(slot->descriptor, (struct sockaddr *)&local, &length);
    length = sizeof remote;
    getpeername(slot->descriptor, (struct sockaddr *)&remote, &length);
    if (local.sin_port == remote.sin_port && local.sin_addr.s_addr == remote.sin_addr.s_addr)
      closed_ports++;
    else
      open_ports++;
  } else if (code == ECONNREFUSED) {
    closed_ports++;
  } else if (code == ETIMEDOUT) {
    silent_ports++;
  } else {
    failures++;
  }
  if (!is_reusing) {
    close(slot->descriptor);
    slot->descriptor = -1;
  } else if (code != ECONNREFUSED) {
    connect(slot->descriptor, &nowhere, sizeof nowhere);
  }
  unused[unused_count++] = index;
}

static void enqueue(int index) {
  slots[index].previous = newest;
  slots[index].next = -1;
  if (newest >= 0) slots[newest].next = index;
  else oldest = index;
  newest = index;
  in_flight++;
}

static void dequeue(int index) {
  struct slot *slot = &slots[index];
  if (slot->previous >= 0) slots[slot->previous].next = slot->next;
  else oldest = slot->next;
  if (slot->next >= 0) slots[slot->next].previous = slot->previous;
  else newest = slot->previous;
  slot->probe = 0;
  in_flight--;
}

static void collect(int index) {
  struct slot *slot = &slots[index];
  if (slot->probe == 0) return;
  int code;
  if (is_reusing) {
    code = start(slot);
    if (code == EALREADY) return;
    if (code == EISCONN) code = 0;
  } else {
    socklen_t length = sizeof code;
    getsockopt(slot->descriptor, SOL_SOCKET, SO_ERROR, &code, &length);
  }
  dequeue(index);
  finish(index, code);
}

static void scan_tcp(int first, int last, int window, double timeout) {
  poller = epoll_create1(0);
  slots = calloc(window, sizeof *slots);
  unused = malloc(window * sizeof *unused);
  for (int i = 0; i < window; i++) slots[i].descriptor = -1, unused[unused_count++] = i;
  static struct epoll_event events[256];
  first_port = first;
  first_host = ntohl(target.sin_addr.s_addr);
  long probe = 1, end = (last - first + 1) * hosts;
  while (probe <= end || in_flight > 0) {
    double time = now();
    for (int i = 0; i < 64 && probe <= end && unused_count > 0; i++, probe++) {
      int index = unused[--unused_count];
      if (slots[index].descriptor < 0) open_socket(index);
      slots[index].probe = probe;
      int code = start(&slots[index]);
      if (code != EINPROGRESS) {
        slots[index].probe = 0;
        finish(index, code);
        continue;
      }
      slots[index].deadline = time + timeout;
      enqueue(index);
    }
    int wait = 0;
    if (probe > end || unused_count == 0) {
      double left = oldest < 0 ? 0 : slots[oldest].deadline - now();
      wait = left <= 0 ? 0 : (int)(left * 1000) + 1;
    }
    int count = epoll_wait(poller, events, 256, wait);
    for (int i = 0; i < count; i++) collect(events[i].data.u32);
    for (time = now(); count < 256 && oldest >= 0 && slots[oldest].deadline <= time;) {
      int index = oldest;
      dequeue(index);
      finish(index, ETIMEDOUT);
    }
  }
}

static void scan_udp(int first, int last, double timeout) {
  int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), on = 1, large = 1 << 20;
  setsockopt(descriptor, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
  setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &large, sizeof large);
  int port = first, total = last - first + 1;
  double end = now() + timeout;
  while (open_ports + closed_ports < total && now() < end) {
    for (int i = 0; i < 32 && port <= last; i++, port++) {
      target.sin_port = htons(port);
      for (int tries = 0; tries < 2; tries++)
        if (sendto(descriptor, "", 0, 0, (struct sockaddr *)&target, sizeof target) == 0) break;
      end = now() + timeout;
    }
    char data[2048], control[512];
    struct sockaddr_in about;
    for (;;) {
      struct iovec part = {data, sizeof data};
      struct msghdr message = {&about, sizeof about, &part, 1, control, sizeof control, 0};
      if (recvmsg(descriptor, &message, MSG_ERRQUEUE) >= 0) closed_ports++;
      else if (recv(descriptor, data, sizeof data, 0) >= 0) open_ports++;
      else if (errno == EAGAIN) break;
    }
    if (port > last && open_ports + closed_ports < total) usleep(200);
  }
  silent_ports = total - open_ports - closed_ports;
}

int main(int count, char **words) {
  if (count < 7) return 64;
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  inet_pton(AF_INET, words[2], &target.sin_addr);
  int first = atoi(words[3]), last = atoi(words[4]);
  double timeout = atof(words[6]) / 1000, begin = now();
  hosts = count > 7 ? atol(words[7]) : 1;
  is_reusing = !strcmp(words[1], "reuse");
  if (!strcmp(words[1], "udp")) scan_udp(first, last, timeout);
  else scan_tcp(first, last, atoi(words[5]), timeout);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double cpu = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + usage.ru_utime.tv_usec +
               usage.ru_stime.tv_usec;
  printf("open=%ld closed=%ld silent=%ld failed=%ld wall=%.4f cpu_us=%.2f\n", open_ports,
         closed_ports, silent_ports, failures, now() - begin, cpu / ((last - first + 1) * hosts));
  return 0;
}

// Puts load on an echo or chat server at 127.0.0.1 and measures it.
//
//   load MODE PORT PID COUNT SECONDS
//
//   pingpong  COUNT clients, 64 bytes there and back, again and again
//   bulk      one client, as many bytes as go through
//   churn     connect, echo 64 bytes, close, one after the other
//   burst     COUNT connections begun at once, until each has had an echo
//   idle      COUNT clients that do nothing: the server's memory and processor time
//   chat      COUNT clients, of which the last reads nothing if STALL is set; one speaks, much at first
//
// One line: names and numbers. Processor time is the server's, all its threads, so that
// what else runs on the machine counts less.
#include "common.h"

enum { message_size = 64 };

static struct sockaddr_in address;
static int server_pid;
static char message[message_size], buffer[1 << 18];

static long resident_kilobytes(void) {
  char path[64], line[256];
  long kilobytes = 0;
  snprintf(path, sizeof path, "/proc/%d/status", server_pid);
  FILE *file = fopen(path, "r");
  while (file && fgets(line, sizeof line, file)) sscanf(line, "VmRSS: %ld", &kilobytes);
  if (file) fclose(file);
  return kilobytes;
}

// The receive buffer of the next connection; 0 for the kernel's choice.
static int receive_space;

static int begin(int flags) {
  int fd = socket(AF_INET, SOCK_STREAM | flags, 0), one = 1;
  if (receive_space)
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_space, sizeof receive_space);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(fd, (void *)&address, sizeof address) && errno != EINPROGRESS) {
    perror("load: connect");
    exit(1);
  }
  return fd;
}

static void say(int fd) {
  if (send(fd, message, sizeof message, MSG_NOSIGNAL) != sizeof message) perror("load: send");
}

// Reads one whole message from a blocking socket.
static int hear(int fd) {
  for (int got = 0; got < message_size;) {
    ssize_t count = recv(fd, buffer, message_size - got, 0);
    if (count <= 0) return 0;
    got += count;
  }
  return 1;
}

static void pingpong(int count, double seconds) {
  int poller = epoll_create1(0), *fds = calloc(count, sizeof(int)), *got = calloc(count, sizeof(int));
  for (int i = 0; i < count; i++) {
    fds[i] = begin(0);
    say(fds[i]), hear(fds[i]);  // warm
    fcntl(fds[i], F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
    epoll_ctl(poller, EPOLL_CTL_ADD, fds[i], &event);
  }
  struct epoll_event events[512];
  long trips = 0, wrong = 0;
  double start = now(), cpu = processor_seconds(server_pid);
  for (int i = 0; i < count; i++) say(fds[i]);
  while (now() < start + seconds) {
    int ready = epoll_wait(poller, events, 512, 100);
    for (int k = 0; k < ready; k++) {
      int i = events[k].data.u32;
      ssize_t length = recv(fds[i], buffer, sizeof buffer, 0);
      if (length <= 0) continue;
      wrong += got[i] + length > message_size || memcmp(buffer, message + got[i], length);
      if ((got[i] += length) < message_size) continue;
      got[i] = 0, trips++;
      say(fds[i]);
    }
  }
  double elapsed = now() - start;
  printf("per_s %.0f cpu_us %.3f wrong %ld\n", trips / elapsed,
         (processor_seconds(server_pid) - cpu) * 1e6 / trips, wrong);
}

static void bulk(double seconds) {
  int fd = begin(0), poller = epoll_create1(0);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET};
  epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
  static char out[1 << 18];
  for (size_t i = 0; i < sizeof out; i++) out[i] = i * 7;
  double start = now(), cpu = processor_seconds(server_pid), last = start, silence = 0;
  long sent = 0, received = 0, wrong = 0;
  while (now() < start + seconds) {
    size_t offset = sent % sizeof out;
    ssize_t in = recv(fd, buffer, sizeof buffer, 0);
    if (in > 0) {
      wrong += buffer[0] != out[received % sizeof out];
      received += in;
      double moment = now();
      if (moment - last > silence) silence = moment - last;
      last = moment;
    }
    ssize_t put = send(fd, out + offset, sizeof out - offset, MSG_NOSIGNAL);
    if (put > 0) sent += put;
    if (in <= 0 && put <= 0) epoll_wait(poller, &event, 1, 100);
  }
  double elapsed = now() - start, used = processor_seconds(server_pid) - cpu;
  if (now() - last > silence) silence = now() - last;
  printf("per_s %.0f cpu_us %.1f wrong %ld silence %.3f\n", received / elapsed / 1e6,
         received ? used * 1e6 / (received / 1e6) : 0, wrong, silence);
}

static void churn(double seconds) {
  struct linger reset = {1, 0};  // no TIME_WAIT, or ports run out
  double start = now(), cpu = processor_seconds(server_pid);
  long done = 0;
  while (now() < start + seconds) {
    int fd = begin(0);
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    say(fd);
    done += hear(fd);
    close(fd);
  }
  printf("per_s %.0f cpu_us %.2f\n", done / (now() - start),
         (processor_seconds(server_pid) - cpu) * 1e6 / done);
}

static void burst(int count) {
  int *fds = calloc(count, sizeof(int)), whole = 0;
  double start = now();
  for (int i = 0; i < count; i++) fds[i] = begin(SOCK_NONBLOCK);
  for (int i = 0; i < count; i++) {
    fcntl(fds[i], F_SETFL, 0);
    say(fds[i]);
  }
  for (int i = 0; i < count; i++) whole += hear(fds[i]);
  printf("seconds %.3f echoed %d\n", now() - start, whole);
}

static void idle(int count) {
  long before = resident_kilobytes();
  for (int i = 0; i < count; i++) begin(0);
  int last = begin(0);
  say(last), hear(last);
  long after = resident_kilobytes();
  double cpu = processor_seconds(server_pid);
  sleep(2);
  printf("kb_each %.3f rss_mb %.1f cpu_percent %.2f\n", (after - before) / (double)count,
         after / 1024.0, (processor_seconds(server_pid) - cpu) * 50);
}

// Has the first of `fds` say `lines` long lines, and the `listeners` after it hear them, at most five
// seconds long: a reader who stalls has then left more unread than any buffer holds.
static void flood(int *fds, int listeners, int lines) {
  static char line[60000];
  memset(line, 'y', sizeof line);
  line[sizeof line - 1] = '\n';
  long whole = (long)lines * listeners, heard = 0, sent = 0, all = (long)lines * sizeof line;
  for (double end = now() + 5; heard < whole && now() < end;) {
    if (sent < all) {
      size_t offset = sent % sizeof line;
      ssize_t put = send(fds[0], line + offset, sizeof line - offset, MSG_NOSIGNAL);
      if (put > 0) sent += put;
    }
    for (int i = 1; i <= listeners; i++) {
      ssize_t length = recv(fds[i], buffer, sizeof buffer, 0);
      for (char *at = buffer; length > 0 && (at = memchr(at, '\n', buffer + length - at)); at++)
        heard++;
    }
  }
}

static void chat(int count, double seconds) {
  int *fds = calloc(count, sizeof(int)), poller = epoll_create1(0);
  int listeners = getenv("STALL") ? count - 2 : count - 1;
  for (int i = 0; i < count; i++) {
    receive_space = listeners < count - 1 && i == count - 1 ? 4096 : 0;
    fds[i] = begin(0);
  }
  sleep(1);
  for (int i = 0; i <= listeners; i++) {
    fcntl(fds[i], F_SETFL, O_NONBLOCK);
    while (recv(fds[i], buffer, sizeof buffer, 0) > 0) {}
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
    epoll_ctl(poller, EPOLL_CTL_ADD, fds[i], &event);
  }
  flood(fds, listeners, 200);
  struct epoll_event events[512];
  long said = 0, heard = 0;
  double start = now(), cpu = processor_seconds(server_pid);
  while (now() < start + seconds) {
    if (heard >= said * listeners) say(fds[0]), said++;
    int ready = epoll_wait(poller, events, 512, 100);
    for (int k = 0; k < ready; k++) {
      ssize_t length = recv(fds[events[k].data.u32], buffer, sizeof buffer, 0);
      for (char *at = buffer; length > 0 && (at = memchr(at, '\n', buffer + length - at)); at++)
        heard += events[k].data.u32 != 0;
    }
  }
  printf("per_s %.0f cpu_us %.3f\n", heard / (now() - start),
         heard ? (processor_seconds(server_pid) - cpu) * 1e6 / heard : 0);
}

int main(int count, char **words) {
  if (count < 6) return fprintf(stderr, "usage: load MODE PORT PID COUNT SECONDS\n"), 64;
  allow_all_descriptors();
  address = loopback(words[2]);
  server_pid = atoi(words[3]);
  int clients = atoi(words[4]);
  double seconds = atof(words[5]);
  memset(message, 'x', sizeof message);
  message[message_size - 1] = '\n';
  if (!strcmp(words[1], "pingpong")) pingpong(clients, seconds);
  else if (!strcmp(words[1], "bulk")) bulk(seconds);
  else if (!strcmp(words[1], "churn")) churn(seconds);
  else if (!strcmp(words[1], "burst")) burst(clients);
  else if (!strcmp(words[1], "idle")) idle(clients);
  else if (!strcmp(words[1], "chat")) chat(clients, seconds);
  else return fprintf(stderr, "load: no mode '%s'\n", words[1]), 64;
}

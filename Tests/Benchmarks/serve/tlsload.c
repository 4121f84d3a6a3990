// Puts load on a TLS echo server at 127.0.0.1 and measures it.
//
//   tlsload MODE PORT PID COUNT SECONDS
//
//   handshake  connect, shake hands, echo 5 bytes, reset, one after the other
//   pingpong   64 bytes there and back, again and again
//   bulk       one client, as many bytes as go through, at most 8 MB under way
//
// One line: names and numbers. Processor time is the server's, all its threads, from
// /proc/PID/task/*/schedstat. COUNT is there for the form's sake.
#include "common.h"
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>

enum { message_size = 64, record_size = 16384, under_way = 8000000 };

static struct sockaddr_in address;
static SSL_CTX *context;
static int server_pid;

static int begin(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  struct timeval limit = {.tv_sec = 3};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(fd, (void *)&address, sizeof address)) return close(fd), -1;
  return fd;
}

static SSL *secure(int fd) {
  SSL *session = SSL_new(context);
  SSL_set_fd(session, fd);
  if (SSL_connect(session) == 1) return session;
  SSL_free(session);
  return NULL;
}

// Whether `length` bytes come back as they were sent.
static int echo(SSL *session, const char *message, int length) {
  char answer[256];
  if (SSL_write(session, message, length) != length) return 0;
  for (int got = 0; got < length;) {
    int count = SSL_read(session, answer + got, sizeof answer - got);
    if (count <= 0) return 0;
    got += count;
  }
  return !memcmp(answer, message, length);
}

static void handshake(double seconds) {
  struct linger reset = {1, 0};  // no TIME_WAIT, or ports run out
  double start = now(), cpu = processor_seconds(server_pid);
  long done = 0, failed = 0;
  while (now() < start + seconds) {
    int fd = begin();
    SSL *session = fd < 0 ? NULL : secure(fd);
    if (session && echo(session, "ping\n", 5)) done++;
    else failed++;
    if (session) SSL_free(session);
    if (fd < 0) continue;
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(fd);
  }
  printf("per_s %.1f cpu_us %.1f failed %ld\n", done / (now() - start),
         (processor_seconds(server_pid) - cpu) * 1e6 / done, failed);
}

static void pingpong(SSL *session, double seconds) {
  char message[message_size];
  memset(message, 'x', sizeof message);
  message[message_size - 1] = '\n';
  echo(session, message, message_size);  // warm
  double start = now(), cpu = processor_seconds(server_pid);
  long trips = 0, wrong = 0;
  while (now() < start + seconds) wrong += !echo(session, message, message_size), trips++;
  printf("per_s %.0f cpu_us %.3f wrong %ld\n", trips / (now() - start),
         (processor_seconds(server_pid) - cpu) * 1e6 / trips, wrong);
}

static void bulk(SSL *session, double seconds) {
  static char out[record_size], in[65536];
  for (int i = 0; i < record_size; i++) out[i] = i * 7;
  int fd = SSL_get_fd(session);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  SSL_set_mode(session, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  double start = now(), cpu = processor_seconds(server_pid), last = start, silence = 0;
  long sent = 0, received = 0, wrong = 0;
  while (now() < start + seconds) {
    int read = SSL_read(session, in, sizeof in), written = 0;
    if (read > 0) {
      wrong += in[0] != out[received % record_size];
      received += read;
      double moment = now();
      if (moment - last > silence) silence = moment - last;
      last = moment;
    }
    if (sent - received < under_way) {
      size_t offset = sent % record_size;
      written = SSL_write(session, out + offset, record_size - offset);
      if (written > 0) sent += written;
    }
    if (read > 0 || written > 0) continue;
    short events = POLLIN | (sent - received < under_way ? POLLOUT : 0);
    poll(&(struct pollfd){.fd = fd, .events = events}, 1, 100);
  }
  if (now() - last > silence) silence = now() - last;
  printf("per_s %.0f cpu_us %.1f wrong %ld silence %.3f\n", received / (now() - start) / 1e6,
         received ? (processor_seconds(server_pid) - cpu) * 1e6 / (received / 1e6) : 0, wrong, silence);
}

int main(int count, char **words) {
  if (count < 6) return fprintf(stderr, "usage: tlsload MODE PORT PID COUNT SECONDS\n"), 64;
  signal(SIGPIPE, SIG_IGN);
  context = SSL_CTX_new(TLS_client_method());
  address = loopback(words[2]);
  server_pid = atoi(words[3]);
  double seconds = atof(words[5]);
  if (!strcmp(words[1], "handshake")) return handshake(seconds), 0;
  int fd = begin();
  SSL *session = fd < 0 ? NULL : secure(fd);
  if (!session) return fprintf(stderr, "tlsload: no handshake\n"), 1;
  if (!strcmp(words[1], "pingpong")) pingpong(session, seconds);
  else if (!strcmp(words[1], "bulk")) bulk(session, seconds);
  else return fprintf(stderr, "tlsload: no mode '%s'\n", words[1]), 64;
}

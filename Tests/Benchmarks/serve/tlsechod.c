// The baseline for TLS: an echo server in C on libssl, one thread, level-triggered epoll.
//
//   tlsechod PORT CERTIFICATE KEY
#include "common.h"
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>

enum { buffer_size = 65536, batch = 256 };

struct client {
  int fd;
  SSL *session;
  char *waiting;  // what SSL_write has not taken
  int start, length;
};

static int poller;
static char buffer[buffer_size];

static void watch(struct client *client, int operation, int events) {
  struct epoll_event event = {.events = events, .data.ptr = client};
  epoll_ctl(poller, operation, client->fd, &event);
}

static void drop(struct client *client) {
  SSL_free(client->session);
  close(client->fd);
  free(client->waiting);
  free(client);
}

static void accept_all(int listener, SSL_CTX *context) {
  int fd, one = 1;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    // Without it each handshake waits for a delayed acknowledgement.
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct client *client = calloc(1, sizeof *client);
    client->fd = fd;
    client->session = SSL_new(context);
    SSL_set_fd(client->session, fd);
    SSL_set_accept_state(client->session);
    watch(client, EPOLL_CTL_ADD, EPOLLIN);
  }
}

// Whether a call that did not succeed may do so later.
static int may_retry(struct client *client, int result) {
  int error = SSL_get_error(client->session, result);
  return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

// 0 where the client is lost.
static int put_rest(struct client *client) {
  int count = SSL_write(client->session, client->waiting + client->start, client->length);
  if (count <= 0) return may_retry(client, count);
  client->start += count;
  client->length -= count;
  if (!client->length) watch(client, EPOLL_CTL_MOD, EPOLLIN);
  return 1;
}

// 0 where the client is lost.
static int put(struct client *client, const char *bytes, int length) {
  while (length > 0) {
    int count = SSL_write(client->session, bytes, length);
    if (count <= 0) {
      if (!may_retry(client, count)) return 0;
      if (!client->waiting) client->waiting = malloc(buffer_size);
      memcpy(client->waiting, bytes, length);
      client->start = 0, client->length = length;
      watch(client, EPOLL_CTL_MOD, EPOLLOUT);
      return 1;
    }
    bytes += count, length -= count;
  }
  return 1;
}

// 0 where the client is lost or has said all.
static int serve(struct client *client) {
  ERR_clear_error();
  if (client->length && !put_rest(client)) return 0;
  while (!client->length) {
    int count = SSL_read(client->session, buffer, sizeof buffer);
    if (count <= 0) {
      if (may_retry(client, count)) return 1;
      if (SSL_get_error(client->session, count) == SSL_ERROR_ZERO_RETURN)
        SSL_shutdown(client->session);
      return 0;
    }
    if (!put(client, buffer, count)) return 0;
  }
  return 1;
}

int main(int count, char **words) {
  if (count < 4) return fprintf(stderr, "usage: tlsechod PORT CERTIFICATE KEY\n"), 64;
  signal(SIGPIPE, SIG_IGN);
  allow_all_descriptors();
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_mode(
      context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                   SSL_MODE_RELEASE_BUFFERS);
  if (SSL_CTX_use_certificate_chain_file(context, words[2]) != 1 ||
      SSL_CTX_use_PrivateKey_file(context, words[3], SSL_FILETYPE_PEM) != 1)
    return ERR_print_errors_fp(stderr), 1;
  int listener;
  listen_at(words[1], &listener, &poller);
  struct epoll_event events[batch];
  for (;;) {
    int ready = epoll_wait(poller, events, batch, -1);
    for (int i = 0; i < ready; i++) {
      struct client *client = events[i].data.ptr;
      if (!client) accept_all(listener, context);
      else if (!serve(client)) drop(client);
    }
  }
}

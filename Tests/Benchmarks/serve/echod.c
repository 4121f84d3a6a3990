// The baseline: an echo and chat server in C, one thread, level-triggered epoll.
//
//   echod PORT [chat]
//
// What a careful C programmer would write with the same calls: one read and one write for each
// message, TCP_NODELAY, and a queue only where the kernel does not take all at once.
#include "common.h"

enum { buffer_size = 256 * 1024, batch = 512 };

struct client {
  int fd;
  int place;     // in `clients`
  size_t start;  // of what waits, in `queue`
  size_t length;
  size_t capacity;
  char *queue;
};

static struct client **clients;
static int client_count, client_capacity;
static int poller;
static char buffer[buffer_size];

static void watch(struct client *client, int operation, int events) {
  struct epoll_event event = {.events = events, .data.ptr = client};
  epoll_ctl(poller, operation, client->fd, &event);
}

static void add(int fd) {
  if (client_count == client_capacity) {
    client_capacity = client_capacity ? client_capacity * 2 : 1024;
    clients = realloc(clients, client_capacity * sizeof *clients);
  }
  struct client *client = calloc(1, sizeof *client);
  client->fd = fd;
  client->place = client_count;
  clients[client_count++] = client;
  watch(client, EPOLL_CTL_ADD, EPOLLIN);
}

static void drop(struct client *client) {
  clients[client->place] = clients[--client_count];
  clients[client->place]->place = client->place;
  close(client->fd);
  free(client->queue);
  free(client);
}

// Sends what the kernel takes and keeps the rest; an echo then stops reading. -1 for a lost client.
static int put(struct client *client, const char *bytes, size_t length, int reads_on) {
  if (!client->length) {
    ssize_t sent = send(client->fd, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return -1;
    if (sent > 0) bytes += sent, length -= sent;
    if (!length) return 0;
  }
  if (client->start + client->length + length > client->capacity) {
    memmove(client->queue, client->queue + client->start, client->length);
    client->start = 0;
    if (client->length + length > client->capacity) {
      client->capacity = (client->length + length) * 2;
      client->queue = realloc(client->queue, client->capacity);
    }
  }
  memcpy(client->queue + client->start + client->length, bytes, length);
  if (!client->length) watch(client, EPOLL_CTL_MOD, EPOLLOUT | (reads_on ? EPOLLIN : 0));
  client->length += length;
  return 0;
}

static int put_rest(struct client *client) {
  ssize_t sent = send(client->fd, client->queue + client->start, client->length, MSG_NOSIGNAL);
  if (sent < 0) return errno == EAGAIN ? 0 : -1;
  client->start += sent;
  client->length -= sent;
  if (!client->length) {
    client->start = 0;
    watch(client, EPOLL_CTL_MOD, EPOLLIN);
  }
  return 0;
}

static void accept_all(int listener) {
  int one = 1, fd;
  for (int i = 0; i < 64; i++) {
    fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    add(fd);
  }
}

int main(int count, char **words) {
  if (count < 2) return fprintf(stderr, "usage: echod PORT [chat]\n"), 64;
  int is_chat = count > 2 && !strcmp(words[2], "chat");
  allow_all_descriptors();
  int listener;
  listen_at(words[1], &listener, &poller);
  struct epoll_event events[batch];
  for (;;) {
    int ready = epoll_wait(poller, events, batch, -1);
    for (int i = 0; i < ready; i++) {
      struct client *client = events[i].data.ptr;
      if (!client) {
        accept_all(listener);
        continue;
      }
      if (events[i].events & EPOLLOUT) {
        if (put_rest(client)) drop(client);
        continue;
      }
      ssize_t length = recv(client->fd, buffer, sizeof buffer, 0);
      if (length <= 0) {
        if (length == 0 || errno != EAGAIN) drop(client);
      } else if (!is_chat) {
        if (put(client, buffer, length, 0)) drop(client);
      } else {
        for (int k = 0; k < client_count; k++)
          if (clients[k] != client) put(clients[k], buffer, length, 1);
      }
    }
  }
}

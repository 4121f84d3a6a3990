// A name server that knows every name and answers each question after the same delay.
//
//     delayed ADDRESS MILLISECONDS [BUFFER]
//
// It never answers where MILLISECONDS is negative. BUFFER is what its socket holds, 8 MiB unless
// told; 0 leaves it as the kernel made it, which is what resolvers on the same machine have.
//
// A is 10.9.x.y and AAAA 2001:db8:beef::xxyy, made from the name. UDP on port 53, nothing else: it
// stands in for a distant server where the kernel has no netem. A delay begins when the kernel
// receives the question, not when this program has its turn: a distant server needs no processor
// here.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { SLOTS = 65536, LONGEST = 512, BATCH = 64 };

typedef struct {
  double due;
  struct sockaddr_in peer;
  int length;
  unsigned char bytes[LONGEST];
} Answer;

static Answer queue[SLOTS];
static unsigned head, tail;

static double seconds(struct timespec time) { return time.tv_sec + time.tv_nsec / 1e9; }

// By the clock that the kernel stamps with.
static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return seconds(time);
}

// When the kernel received a question.
static double arrival(struct msghdr *message) {
  struct cmsghdr *part = CMSG_FIRSTHDR(message);
  if (!part || part->cmsg_type != SCM_TIMESTAMPNS) return now();
  struct timespec time;
  memcpy(&time, CMSG_DATA(part), sizeof time);
  return seconds(time);
}

// Turns the question in `answer` into its answer; false where it is none.
static int turn(Answer *answer) {
  unsigned char *bytes = answer->bytes;
  int at = 12;
  unsigned hash = 5381;
  while (at < answer->length && bytes[at]) {
    int length = bytes[at++];
    for (int i = 0; i < length && at < answer->length; i++) hash = hash * 33 + bytes[at++];
  }
  if (at + 5 > answer->length) return 0;
  int type = bytes[at + 1] << 8 | bytes[at + 2];
  at += 5;
  int data = type == 1 ? 4 : type == 28 ? 16 : 0;
  bytes[2] = 0x85, bytes[3] = 0x80;                 // an answer, authoritative, recursion available
  bytes[6] = 0, bytes[7] = data ? 1 : 0;            // one record
  memset(bytes + 8, 0, 4);                          // no authority, no additional
  if (data) {
    if (at + 12 + data > LONGEST) return 0;
    const unsigned char record[] = {0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data};
    memcpy(bytes + at, record, sizeof record);
    at += sizeof record;
    const unsigned char four[] = {10, 9}, six[] = {0x20, 0x01, 0x0D, 0xB8, 0xBE, 0xEF};
    memset(bytes + at, 0, data);
    memcpy(bytes + at, data == 4 ? four : six, data == 4 ? 2 : 6);
    bytes[at + data - 2] = hash >> 8, bytes[at + data - 1] = hash;
    at += data;
  }
  answer->length = at;
  return 1;
}

// Lends 64 slots from `first` on to the kernel.
static struct mmsghdr *lend(unsigned first) {
  static struct mmsghdr messages[BATCH];
  static struct iovec parts[BATCH];
  static _Alignas(struct cmsghdr) char stamps[BATCH][CMSG_SPACE(sizeof(struct timespec))];
  for (int i = 0; i < BATCH; i++) {
    Answer *answer = &queue[(first + i) % SLOTS];
    parts[i] = (struct iovec){answer->bytes, LONGEST};
    messages[i].msg_hdr = (struct msghdr){
        .msg_name = &answer->peer, .msg_namelen = sizeof answer->peer, .msg_iov = &parts[i],
        .msg_iovlen = 1, .msg_control = stamps[i], .msg_controllen = sizeof stamps[i]};
  }
  return messages;
}

int main(int argc, char **argv) {
  if (argc != 3 && argc != 4) {
    return fprintf(stderr, "usage: delayed ADDRESS MILLISECONDS [BUFFER]\n"), 64;
  }
  double delay = atof(argv[2]) / 1000;
  struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(53)};
  inet_pton(AF_INET, argv[1], &own.sin_addr);
  int file = socket(AF_INET, SOCK_DGRAM, 0), room = argc == 4 ? atoi(argv[3]) : 8 << 20;
  if (room) setsockopt(file, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
  setsockopt(file, SOL_SOCKET, SO_TIMESTAMPNS, &(int){1}, sizeof(int));
  if (bind(file, (struct sockaddr *)&own, sizeof own)) return perror(argv[1]), 1;
  for (;;) {
    double wait = head == tail ? -1 : queue[head % SLOTS].due - now();
    struct timespec time = {(time_t)(wait > 0 ? wait : 0), 0};
    time.tv_nsec = wait > 0 ? (long)((wait - time.tv_sec) * 1e9) : 0;
    struct pollfd ready = {file, POLLIN, 0};
    ppoll(&ready, 1, wait < 0 && head == tail ? NULL : &time, NULL);
    // Many at once, so that the server takes as little as can be from those who are measured.
    if (tail - head <= SLOTS - BATCH) {
      struct mmsghdr *messages = lend(tail);
      int count = recvmmsg(file, messages, BATCH, MSG_DONTWAIT, NULL);
      for (int i = 0; i < count; i++, tail++) {
        Answer *answer = &queue[tail % SLOTS];
        answer->length = messages[i].msg_len;
        answer->due = arrival(&messages[i].msg_hdr) + delay;
        if (delay < 0 || answer->length < 17 || !turn(answer)) answer->length = 0;
      }
    }
    double time_now = now();
    while (head != tail && queue[head % SLOTS].due <= time_now) {
      struct mmsghdr *messages = lend(head);
      int count = 0;
      for (; head != tail && count < BATCH && queue[head % SLOTS].due <= time_now; head++, count++) {
        messages[count].msg_hdr.msg_iov->iov_len = queue[head % SLOTS].length;
        messages[count].msg_hdr.msg_controllen = 0;
      }
      // What was no question has no answer.
      for (int sent = 0; sent < count;) {
        if (messages[sent].msg_hdr.msg_iov->iov_len == 0) {
          sent++;
          continue;
        }
        int end = sent;
        while (end < count && messages[end].msg_hdr.msg_iov->iov_len) end++;
        int done = sendmmsg(file, messages + sent, end - sent, 0);
        sent += done > 0 ? done : 1;
      }
    }
  }
}

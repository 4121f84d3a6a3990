/* A host behind a TUN device, for tests of a port prober: round trip, loss, limits, silent ports.
 *
 * usage: tunhost DEVICE [rtt=MS] [loss=PERCENT] [open=PORTS] [drop=PORTS] [resets=N] [icmp=N]
 *
 * PORTS is 22,80,1000-2000. Other ports are closed: TCP is answered by resets, at most `resets` a
 * second, UDP by ICMP port-unreachable, at most `icmp` a second; 0 is no limit. Loss is each way.
 * Every IPv4 address that is routed to the device is such a host. It ends on SIGTERM. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { QUEUE = 1 << 18, LONGEST = 64 };
enum kind { CLOSED, OPEN, DROPPED };

struct packet {
  double due;
  int length;
  unsigned char bytes[LONGEST];
};

struct limit {
  double rate, tokens, last;
};

static struct packet *queue;
static unsigned head, tail;
static unsigned char kinds[65536];
static double round_trip, loss;
static struct limit resets, unreachables;
static volatile sig_atomic_t ended;

static void end(int signal) { (void)signal, ended = 1; }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static int is_lost(void) { return loss > 0 && random() < loss * RAND_MAX; }

/* A bucket that holds one second's worth. */
static int allows(struct limit *limit) {
  if (limit->rate <= 0) return 1;
  double time = now();
  limit->tokens += (time - limit->last) * limit->rate;
  if (limit->tokens > limit->rate) limit->tokens = limit->rate;
  limit->last = time;
  if (limit->tokens < 1) return 0;
  limit->tokens -= 1;
  return 1;
}

static uint32_t sum(const void *data, int length, uint32_t start) {
  const unsigned char *bytes = data;
  for (int i = 0; i + 1 < length; i += 2) start += bytes[i] | bytes[i + 1] << 8;
  return length & 1 ? start + bytes[length - 1] : start;
}

static uint16_t folded(uint32_t sum) {
  while (sum >> 16) sum = (sum & 0xFFFF) + (sum >> 16);
  return (uint16_t)~sum;
}

static int answer_tcp(const struct iphdr *ip, const struct tcphdr *tcp, struct packet *packet) {
  if (!tcp->syn || tcp->ack) return 0;
  enum kind kind = kinds[ntohs(tcp->dest)];
  if (kind == DROPPED || (kind == CLOSED && !allows(&resets))) return 0;
  struct tcphdr *out = (struct tcphdr *)(packet->bytes + sizeof *ip);
  out->source = tcp->dest;
  out->dest = tcp->source;
  out->seq = kind == OPEN ? htonl(1000) : 0;
  out->ack_seq = htonl(ntohl(tcp->seq) + 1);
  out->doff = 5;
  out->ack = 1;
  out->syn = kind == OPEN;
  out->rst = kind != OPEN;
  out->window = htons(kind == OPEN ? 65535 : 0);
  uint32_t pseudo = sum(&ip->saddr, 8, htons(IPPROTO_TCP) + htons(sizeof *out));
  out->check = folded(sum(out, sizeof *out, pseudo));
  return sizeof *out;
}

static int answer_udp(const struct iphdr *ip, const struct udphdr *udp, struct packet *packet) {
  enum kind kind = kinds[ntohs(udp->dest)];
  if (kind == DROPPED || (kind == CLOSED && !allows(&unreachables))) return 0;
  if (kind == OPEN) {
    struct udphdr *out = (struct udphdr *)(packet->bytes + sizeof *ip);
    out->source = udp->dest;
    out->dest = udp->source;
    out->len = htons(sizeof *out + 4);
    memcpy(out + 1, "pong", 4);
    return sizeof *out + 4;
  }
  struct icmphdr *out = (struct icmphdr *)(packet->bytes + sizeof *ip);
  out->type = ICMP_DEST_UNREACH;
  out->code = ICMP_PORT_UNREACH;
  memcpy(out + 1, ip, sizeof *ip);
  memcpy((char *)(out + 1) + sizeof *ip, udp, sizeof *udp);
  int length = sizeof *out + sizeof *ip + sizeof *udp;
  out->checksum = folded(sum(out, length, 0));
  return length;
}

static void take(const unsigned char *bytes, int length) {
  const struct iphdr *ip = (const struct iphdr *)bytes;
  if (length < (int)sizeof *ip || ip->version != 4 || is_lost() || tail - head >= QUEUE) return;
  struct packet *packet = &queue[tail % QUEUE];
  memset(packet, 0, sizeof *packet);
  const void *body = bytes + ip->ihl * 4;
  int size = ip->protocol == IPPROTO_TCP   ? answer_tcp(ip, body, packet)
             : ip->protocol == IPPROTO_UDP ? answer_udp(ip, body, packet)
                                           : 0;
  if (size == 0 || is_lost()) return;
  struct iphdr *out = (struct iphdr *)packet->bytes;
  out->version = 4;
  out->ihl = 5;
  out->ttl = 64;
  out->saddr = ip->daddr;
  out->daddr = ip->saddr;
  out->protocol =
      ip->protocol == IPPROTO_UDP && kinds[ntohs(((const struct udphdr *)body)->dest)] != OPEN
          ? IPPROTO_ICMP
          : ip->protocol;
  packet->length = sizeof *out + size;
  out->tot_len = htons(packet->length);
  out->check = folded(sum(out, sizeof *out, 0));
  packet->due = now() + round_trip;
  tail++;
}

static void mark(char *list, enum kind kind) {
  for (char *item = strtok(list, ","); item; item = strtok(NULL, ",")) {
    int first = atoi(item), last = first;
    sscanf(item, "%d-%d", &first, &last);
    for (int port = first; port <= last && port < 65536; port++)
      if (kinds[port] != OPEN) kinds[port] = kind;
  }
}

static void set(char *word) {
  char *value = strchr(word, '=');
  if (!value) return;
  *value++ = 0;
  if (!strcmp(word, "rtt")) round_trip = atof(value) / 1000;
  if (!strcmp(word, "loss")) loss = atof(value) / 100;
  if (!strcmp(word, "open")) mark(value, OPEN);
  if (!strcmp(word, "drop")) mark(value, DROPPED);
  if (!strcmp(word, "resets")) resets.rate = resets.tokens = atof(value);
  if (!strcmp(word, "icmp")) unreachables.rate = unreachables.tokens = atof(value);
}

int main(int count, char **words) {
  if (count < 2) return 64;
  for (int i = 2; i < count; i++) set(words[i]);
  int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
  strncpy(request.ifr_name, words[1], IFNAMSIZ - 1);
  if (device < 0 || ioctl(device, TUNSETIFF, &request) < 0) return perror("tun"), 1;
  queue = malloc(sizeof *queue * QUEUE);
  signal(SIGTERM, end);
  srandom(1);
  resets.last = unreachables.last = now();
  puts("ready");
  fflush(stdout);
  while (!ended) {
    double left = head == tail ? 0.02 : queue[head % QUEUE].due - now();
    struct pollfd wait = {device, POLLIN, 0};
    if (left > 0) poll(&wait, 1, left > 0.02 ? 20 : (int)(left * 1000));
    unsigned char bytes[2048];
    for (int i = 0; i < 512; i++) {
      int length = (int)read(device, bytes, sizeof bytes);
      if (length <= 0) break;
      take(bytes, length);
    }
    double time = now();
    for (; head != tail && queue[head % QUEUE].due <= time; head++) {
      struct packet *packet = &queue[head % QUEUE];
      if (write(device, packet->bytes, packet->length) < 0) break;
    }
  }
  return 0;
}

/*
 * A ball between two processes, over what the system has: a pipe, an eventfd, a futex, or a cache line that both look at
 * without pause. The first three sleep while they wait. Each side has a core of its own.
 *
 * Argument: pipe, eventfd, futex or line. For each line on standard input one on standard output, nanoseconds: a number of
 * round trips gives the median and the 99th percentile of half a round trip; a number of messages and the nanoseconds
 * between two of them give how long each took one way from the moment it was sent, then from the moment it should have
 * been. A pipe carries 64 bytes; the others only say that there is a message, and stamps lie in shared memory.
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { THERE, BACK, PLACES = 1 << 16 };

struct message {
    int64_t sent, intended, unused[6];
};

/* One direction. */
struct way {
    _Alignas(128) _Atomic uint32_t count; /* how many messages were sent, for futex and line */
    _Alignas(128) struct message messages[PLACES];
};

static struct way *ways;
static int pipes[2][2], events[2];
static enum { PIPE, EVENTFD, FUTEX, LINE } means;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void pin(int core) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
}

/* Sends the message after so many, with stamps or without. */
static void send_message(int way, uint32_t count, const struct message *stamps) {
    static const struct message empty;
    uint64_t one = 1;
    if (means == PIPE) {
        if (write(pipes[way][1], stamps ? stamps : &empty, sizeof empty) != sizeof empty) fail("write");
        return;
    }
    if (stamps) ways[way].messages[count % PLACES] = *stamps;
    if (means == EVENTFD) {
        if (write(events[way], &one, sizeof one) != sizeof one) fail("write");
        return;
    }
    atomic_store(&ways[way].count, count + 1);
    if (means == FUTEX) syscall(SYS_futex, &ways[way].count, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* Receives the message after so many, and its stamps if they are asked for. */
static void receive_message(int way, uint32_t count, struct message *stamps) {
    struct message message;
    uint64_t events_seen;
    switch (means) {
        case PIPE:
            if (read(pipes[way][0], &message, sizeof message) != sizeof message) fail("read");
            if (stamps) *stamps = message;
            return;
        case EVENTFD:
            if (read(events[way], &events_seen, sizeof events_seen) != sizeof events_seen) fail("read");
            break;
        case FUTEX:
            while (atomic_load(&ways[way].count) == count)
                syscall(SYS_futex, &ways[way].count, FUTEX_WAIT, count, NULL, NULL, 0);
            break;
        case LINE:
            while (atomic_load_explicit(&ways[way].count, memory_order_acquire) == count) {}
    }
    if (stamps) *stamps = ways[way].messages[count % PLACES];
}

static int by_size(const void *a, const void *b) {
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;
    return (x > y) - (x < y);
}

static void print_halves(int64_t *took, long n) {
    qsort(took, n, sizeof *took, by_size);
    printf("%.1f %.1f\n", took[(n - 1) / 2] * 0.5, took[(long) ((n - 1) * 0.99)] * 0.5);
    fflush(stdout);
}

struct order {
    long messages, interval; /* interval 0: round trips */
};

static uint32_t count; /* of the messages there; that of those back is the same */

static void lead(struct order order) {
    int64_t *took = malloc(order.messages * sizeof *took), before = now(), begin = before + order.interval;
    struct message message = {0};
    for (long i = 0; i < order.messages; i++, count++) {
        if (order.interval == 0) {
            send_message(THERE, count, NULL);
            receive_message(BACK, count, NULL);
            int64_t after = now();
            took[i] = after - before;
            before = after;
        } else {
            message.intended = begin + i * order.interval;
            struct timespec until = {message.intended / 1000000000, message.intended % 1000000000};
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
            message.sent = now();
            send_message(THERE, count, &message);
        }
    }
    if (order.interval == 0) print_halves(took, order.messages);
    free(took);
}

static void follow(struct order order) {
    int64_t *took = malloc(2 * order.messages * sizeof *took);
    for (long i = 0; i < order.messages; i++, count++) {
        struct message message;
        receive_message(THERE, count, order.interval ? &message : NULL);
        if (order.interval == 0) {
            send_message(BACK, count, NULL);
        } else {
            int64_t at = now();
            took[i] = at - message.sent;
            took[order.messages + i] = at - message.intended;
        }
    }
    if (order.interval != 0) {
        for (long i = 0; i < 2 * order.messages; i++) printf("%" PRId64 " ", took[i]);
        printf("\n");
        fflush(stdout);
    }
    free(took);
}

int main(int argc, char **argv) {
    static const char *names[] = {"pipe", "eventfd", "futex", "line"};
    for (means = PIPE; argc < 2 || strcmp(names[means], argv[1]) != 0; means++)
        if (argc < 2 || means == LINE) {
            fprintf(stderr, "pipe, eventfd, futex or line\n");
            return 2;
        }
    ways = mmap(NULL, 2 * sizeof *ways, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int orders[2];
    if (ways == MAP_FAILED || pipe(orders) < 0) fail("setting up");
    for (int way = THERE; way <= BACK; way++)
        if (pipe(pipes[way]) < 0 || (events[way] = eventfd(0, EFD_SEMAPHORE)) < 0) fail("setting up");
    struct order order;
    pid_t other = fork();
    if (other < 0) fail("fork");
    if (other == 0) {
        pin(1);
        close(orders[1]);
        while (read(orders[0], &order, sizeof order) == sizeof order) follow(order);
        return 0;
    }
    pin(0);
    char line[100];
    while (fgets(line, sizeof line, stdin)) {
        order = (struct order) {0, 0};
        sscanf(line, "%ld %ld", &order.messages, &order.interval);
        if (write(orders[1], &order, sizeof order) != sizeof order) fail("write");
        lead(order);
    }
    close(orders[1]);
    wait(NULL);
    return 0;
}

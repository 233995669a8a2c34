/*
 * What a ring between two processes gives: one copies messages into shared memory, piece by piece, while the other copies them
 * out. As the ring of Handoff does it, the memory is used again and again and a piece is at most a quarter of it and 256 KiB; who
 * waits looks without sleeping. Source and destination are private memory in huge pages where the system gives them, touched
 * before.
 *
 * ring_stream BYTES RING MESSAGES: prints the nanoseconds that a message took.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct counts {
    _Alignas(128) _Atomic uint64_t written; /* bytes, by who sends */
    _Alignas(128) _Atomic uint64_t taken;   /* bytes, by who receives */
};

static int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000LL + at.tv_nsec;
}

static void *memory(size_t bytes, int sharing)
{
    void *block = mmap(NULL, bytes, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    if (sharing == MAP_PRIVATE) {
        madvise(block, bytes, MADV_HUGEPAGE);
    }
    memset(block, sharing == MAP_PRIVATE, bytes);
    return block;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "ring_stream BYTES RING MESSAGES\n");
        return 2;
    }
    size_t bytes = strtoull(arguments[1], NULL, 10);
    size_t size = strtoull(arguments[2], NULL, 10);
    long messages = atol(arguments[3]);
    struct counts *counts = memory(sizeof *counts, MAP_SHARED);
    char *ring = memory(size, MAP_SHARED);
    size_t piece = least(size / 4, 256 * 1024);
    uint64_t place = 0;
    pid_t sender = fork();
    if (sender < 0) {
        perror("fork");
        return 1;
    }
    char *block = memory(bytes, MAP_PRIVATE);
    if (sender == 0) {
        for (long message = -1; message < messages; message++) {
            for (size_t at = 0; at < bytes;) {
                size_t some = least(least(bytes - at, piece), size - place % size);
                while (place + some - atomic_load_explicit(&counts->taken, memory_order_acquire) > size) {}
                memcpy(ring + place % size, block + at, some);
                at += some;
                place += some;
                atomic_store_explicit(&counts->written, place, memory_order_release);
            }
        }
        return 0;
    }
    int64_t begin = 0;
    for (long message = -1; message < messages; message++) { /* the first is not counted */
        for (size_t at = 0; at < bytes;) {
            uint64_t there;
            while ((there = atomic_load_explicit(&counts->written, memory_order_acquire)) == place) {}
            size_t some = least(least(least(bytes - at, piece), size - place % size), there - place);
            memcpy(block + at, ring + place % size, some);
            at += some;
            place += some;
            atomic_store_explicit(&counts->taken, place, memory_order_release);
        }
        if (message < 0) {
            begin = now();
        }
    }
    printf("%lld\n", (long long) ((now() - begin) / messages));
    return waitpid(sender, NULL, 0) == sender ? 0 : 1;
}

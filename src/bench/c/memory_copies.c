/*
 * What two copies cost: a message goes piece by piece into shared memory and out of it again, by one thread. As a ring does
 * it, the shared memory is small and used again and again, and a piece is a quarter of it; source and destination are
 * private memory in huge pages where the system gives them, touched before.
 *
 * memory_copies BYTES RING MESSAGES: prints the nanoseconds that a message took.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

static int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000LL + at.tv_nsec;
}

static char *memory(size_t bytes, int sharing)
{
    char *block = mmap(NULL, bytes, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    if (sharing == MAP_PRIVATE) {
        madvise(block, bytes, MADV_HUGEPAGE);
    }
    memset(block, 1, bytes);
    return block;
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "memory_copies BYTES RING MESSAGES\n");
        return 2;
    }
    size_t bytes = strtoull(arguments[1], NULL, 10);
    size_t size = strtoull(arguments[2], NULL, 10);
    long messages = atol(arguments[3]);
    char *from = memory(bytes, MAP_PRIVATE);
    char *to = memory(bytes, MAP_PRIVATE);
    char *ring = memory(size, MAP_SHARED);
    size_t piece = size / 4;
    size_t place = 0;
    int64_t begin = 0;
    for (long message = -1; message < messages; message++) { /* the first is not counted */
        if (message == 0) {
            begin = now();
        }
        for (size_t at = 0; at < bytes; at += piece) {
            size_t some = bytes - at < piece ? bytes - at : piece;
            memcpy(ring + place, from + at, some);
            memcpy(to + at, ring + place, some);
            __asm__ volatile("" ::: "memory");
            place = (place + piece) % size;
        }
    }
    printf("%lld\n", (long long)((now() - begin) / messages));
    return 0;
}

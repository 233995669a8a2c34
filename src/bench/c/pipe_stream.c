/*
 * What a pipe carries between two processes: one writes messages, each with as few calls as the system allows, the other
 * reads each into the same memory, as much at once as there is.
 *
 * pipe_stream BYTES PIPE MESSAGES: prints the nanoseconds that a message took. PIPE 0 is the system's own size.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000LL + at.tv_nsec;
}

static void check(int bad, const char *what)
{
    if (bad) {
        perror(what);
        exit(1);
    }
}

static void write_messages(int pipe, const char *block, size_t bytes, long messages)
{
    for (long message = 0; message < messages; message++) {
        for (size_t at = 0; at < bytes;) {
            ssize_t some = write(pipe, block + at, bytes - at);
            check(some < 0, "write");
            at += some;
        }
    }
}

static void read_message(int pipe, char *block, size_t bytes)
{
    for (size_t at = 0; at < bytes;) {
        ssize_t some = read(pipe, block + at, bytes - at);
        check(some <= 0, "read");
        at += some;
    }
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "pipe_stream BYTES PIPE MESSAGES\n");
        return 2;
    }
    size_t bytes = strtoull(arguments[1], NULL, 10);
    int size = atoi(arguments[2]);
    long messages = atol(arguments[3]);
    int ends[2];
    check(pipe(ends) < 0, "pipe");
    check(size > 0 && fcntl(ends[1], F_SETPIPE_SZ, size) < 0, "F_SETPIPE_SZ");
    pid_t writer = fork();
    check(writer < 0, "fork");
    char *block = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    check(block == MAP_FAILED, "mmap");
    madvise(block, bytes, MADV_HUGEPAGE);
    memset(block, 1, bytes);
    if (writer == 0) {
        close(ends[0]);
        write_messages(ends[1], block, bytes, messages + 1);
        _exit(0);
    }
    close(ends[1]);
    read_message(ends[0], block, bytes); /* not counted */
    int64_t begin = now();
    for (long message = 0; message < messages; message++) {
        read_message(ends[0], block, bytes);
    }
    printf("%lld\n", (long long)((now() - begin) / messages));
    waitpid(writer, NULL, 0);
    return 0;
}

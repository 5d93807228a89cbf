/*
 * Preloaded, it makes CLOCK_MONOTONIC stand still by what the file named in SUSPENDED_CLOCK says: one number of nanoseconds,
 * which whoever froze the process raises before it goes on. Deadlines on that clock are handed to the kernel as the kernel
 * counts; those on the other clock are recognised by their being decades, not uptimes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL
#define LONGEST_UPTIME 1000000000LL

static volatile const long long *suspended;
static int (*timedwait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);

__attribute__((constructor)) static void prepare(void) {
    timedwait = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    if (!timedwait) timedwait = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
    const char *name = getenv("SUSPENDED_CLOCK");
    int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *mapped = mmap(NULL, sizeof(long long), PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (mapped != MAP_FAILED) suspended = mapped;
}

static struct timespec moved(struct timespec time, long long nanos) {
    long long all = time.tv_sec * SECOND + time.tv_nsec + nanos;
    struct timespec result = {.tv_sec = all / SECOND, .tv_nsec = all % SECOND};
    return result;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int failed = (int) syscall(SYS_clock_gettime, clock, time);
    if (!failed && clock == CLOCK_MONOTONIC && suspended) *time = moved(*time, -*suspended);
    return failed;
}

int pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until) {
    struct timespec kernels = *until;
    if (suspended && until->tv_sec < LONGEST_UPTIME) kernels = moved(*until, *suspended);
    return timedwait(cond, mutex, &kernels);
}

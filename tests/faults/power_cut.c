/* What a program does to the files of one folder: written down, and failed on demand.

   TEREZE_DISK_FOLDER   absolute; files and folders in it are watched
   TEREZE_DISK_LOG      each change that was done is appended here, in the order it was done
   TEREZE_DISK_CONTROL  three numbers of 64 bits that another process may change at any time:
                        bytes that still fit (-1: all), syncs until one fails (-1: none), and
                        whether nothing can be written (1)

   Without TEREZE_DISK_FOLDER nothing is done but the call itself. A change is written down after
   it has succeeded, so whatever is missing at the end of the log was not acknowledged to anybody.
   A sync that fails is as on Linux: what it should have kept is thought clean afterwards, and
   is gone after a power cut. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_DESCRIPTORS 65536
#define CREATED 1
#define EMPTIED 2

struct head {
  uint8_t op;
  uint8_t flags;
  uint16_t unused;
  uint32_t first;
  uint32_t second;
  uint32_t unused2;
  uint64_t inode;
  int64_t offset;
};

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static int log_to = -1;
static volatile int64_t *control;
static ino_t watched[MOST_DESCRIPTORS];

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int real_open(const char *path, int flags, mode_t mode) {
  static int (*call)(const char *, int, ...);
  if (call == NULL) call = real("open64");
  return call(path, flags, mode);
}

static int awake(void) {
  if (log_to >= 0) return 1;
  const char *named = getenv("TEREZE_DISK_FOLDER");
  const char *log = getenv("TEREZE_DISK_LOG");
  const char *shared = getenv("TEREZE_DISK_CONTROL");
  if (named == NULL || log == NULL) return 0;
  pthread_mutex_lock(&order);
  if (log_to < 0) {
    snprintf(folder, sizeof folder, "%s", named);
    folder_length = strlen(folder);
    if (shared != NULL) {
      int descriptor = real_open(shared, O_RDWR | O_CLOEXEC, 0);
      void *page = mmap(NULL, 24, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
      if (descriptor < 0 || page == MAP_FAILED) abort();
      control = page;
    }
    log_to = real_open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (log_to < 0) abort();
  }
  pthread_mutex_unlock(&order);
  return 1;
}

/* The absolute path, if it lies in the folder. */
static const char *inside(int at, const char *path, char *room) {
  char link[64];
  if (path == NULL || !awake()) return NULL;
  if (path[0] == '/') {
    snprintf(room, PATH_MAX, "%s", path);
  } else {
    ssize_t length;
    if (at == AT_FDCWD) {
      if (getcwd(room, PATH_MAX / 2) == NULL) return NULL;
      length = (ssize_t)strlen(room);
    } else {
      snprintf(link, sizeof link, "/proc/self/fd/%d", at);
      length = readlink(link, room, PATH_MAX / 2);
      if (length < 0) return NULL;
    }
    snprintf(room + length, PATH_MAX - (size_t)length, "/%s", path);
  }
  if (strncmp(room, folder, folder_length) != 0) return NULL;
  if (room[folder_length] != '\0' && room[folder_length] != '/') return NULL;
  return room;
}

static void tell(char op, int flags, ino_t inode, int64_t offset, const void *first,
                 size_t first_length, const char *second) {
  struct head head = {
      .op = (uint8_t)op,
      .flags = (uint8_t)flags,
      .first = (uint32_t)first_length,
      .second = (uint32_t)(second == NULL ? 0 : strlen(second)),
      .inode = (uint64_t)inode,
      .offset = offset,
  };
  struct iovec parts[3] = {
      {.iov_base = &head, .iov_len = sizeof head},
      {.iov_base = (void *)first, .iov_len = first_length},
      {.iov_base = (void *)second, .iov_len = head.second},
  };
  static ssize_t (*call)(int, const struct iovec *, int);
  if (call == NULL) call = real("writev");
  int kept = errno;
  ssize_t whole = (ssize_t)(sizeof head + head.first + head.second);
  if (call(log_to, parts, 3) != whole) abort();
  errno = kept;
}

static void tell_path(char op, const char *path, const char *second) {
  tell(op, 0, 0, 0, path, strlen(path), second);
}

/* The inode, if this descriptor is one of ours and still is what it was when opened. */
static ino_t ours(int descriptor, struct stat *found) {
  if (log_to < 0 || descriptor < 0 || descriptor >= MOST_DESCRIPTORS) return 0;
  if (watched[descriptor] == 0) return 0;
  if (fstat(descriptor, found) != 0 || found->st_ino != watched[descriptor]) {
    watched[descriptor] = 0;
    return 0;
  }
  return found->st_ino;
}

static int refused(int needs_room) {
  if (control == NULL) return 0;
  if (control[2] == 1) return EROFS;
  if (needs_room && control[0] == 0) return ENOSPC;
  return 0;
}

/* How many of these bytes still fit. */
static ssize_t fits(const struct stat *found, int64_t offset, size_t length) {
  if (control == NULL) return (ssize_t)length;
  if (control[2] == 1) {
    errno = EROFS;
    return -1;
  }
  if (control[0] < 0) return (ssize_t)length;
  int64_t growth = offset + (int64_t)length - (int64_t)found->st_size;
  if (growth <= 0) return (ssize_t)length;
  int64_t over = growth > control[0] ? growth - control[0] : 0;
  if (over >= (int64_t)length) {
    control[0] = 0;
    errno = ENOSPC;
    return -1;
  }
  control[0] -= growth - over;
  return (ssize_t)length - over;
}

static int opened(int at, const char *path, int flags, mode_t mode) {
  static int (*call)(int, const char *, int, ...);
  char room[PATH_MAX];
  struct stat found;
  if (call == NULL) call = real("openat64");
  const char *full = inside(at, path, room);
  if (full == NULL) return call(at, path, flags, mode);
  pthread_mutex_lock(&order);
  int is_new = (flags & O_CREAT) != 0 && stat(full, &found) != 0;
  int changes = is_new || (flags & (O_WRONLY | O_RDWR)) != 0;
  int error = changes ? refused(is_new) : 0;
  int descriptor = -1;
  if (error != 0) {
    errno = error;
  } else {
    descriptor = call(at, path, flags, mode);
  }
  if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS && fstat(descriptor, &found) == 0) {
    watched[descriptor] = found.st_ino;
    int told = (is_new ? CREATED : 0) | ((flags & O_TRUNC) && !is_new ? EMPTIED : 0);
    tell('o', told, found.st_ino, 0, full, strlen(full), NULL);
  }
  pthread_mutex_unlock(&order);
  return descriptor;
}

#define WITH_MODE                              \
  mode_t mode = 0;                             \
  if ((flags & (O_CREAT | O_TMPFILE)) != 0) {  \
    va_list more;                              \
    va_start(more, flags);                     \
    mode = (mode_t)va_arg(more, int);          \
    va_end(more);                              \
  }

int open(const char *path, int flags, ...) {
  WITH_MODE
  return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  WITH_MODE
  return opened(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
  WITH_MODE
  return opened(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
  WITH_MODE
  return opened(at, path, flags, mode);
}

static ssize_t put(int descriptor, const void *content, size_t length, int64_t offset, int placed) {
  static ssize_t (*at_place)(int, const void *, size_t, off_t);
  static ssize_t (*here)(int, const void *, size_t);
  struct stat found;
  if (at_place == NULL) at_place = real("pwrite64");
  if (here == NULL) here = real("write");
  ino_t inode = ours(descriptor, &found);
  if (inode == 0) {
    return placed ? at_place(descriptor, content, length, offset)
                  : here(descriptor, content, length);
  }
  pthread_mutex_lock(&order);
  fstat(descriptor, &found);
  if (!placed) {
    int appends = (fcntl(descriptor, F_GETFL) & O_APPEND) != 0;
    offset = appends ? found.st_size : lseek(descriptor, 0, SEEK_CUR);
  }
  ssize_t done = fits(&found, offset, length);
  if (done >= 0) {
    size_t fitting = (size_t)done;
    done = placed ? at_place(descriptor, content, fitting, offset)
                  : here(descriptor, content, fitting);
  }
  if (done > 0) tell('w', 0, inode, offset, content, (size_t)done, NULL);
  pthread_mutex_unlock(&order);
  return done;
}

ssize_t write(int descriptor, const void *content, size_t length) {
  return put(descriptor, content, length, 0, 0);
}

ssize_t pwrite(int descriptor, const void *content, size_t length, off_t offset) {
  return put(descriptor, content, length, offset, 1);
}

ssize_t pwrite64(int descriptor, const void *content, size_t length, off64_t offset) {
  return put(descriptor, content, length, offset, 1);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  struct stat found;
  if (ours(descriptor, &found) == 0) {
    static ssize_t (*call)(int, const struct iovec *, int);
    if (call == NULL) call = real("writev");
    return call(descriptor, parts, count);
  }
  ssize_t all = 0;
  for (int part = 0; part < count; part++) {
    ssize_t done = put(descriptor, parts[part].iov_base, parts[part].iov_len, 0, 0);
    if (done < 0) return all > 0 ? all : -1;
    all += done;
    if ((size_t)done < parts[part].iov_len) break;
  }
  return all;
}

static int cut_to(int descriptor, off64_t length) {
  static int (*call)(int, off64_t);
  struct stat found;
  if (call == NULL) call = real("ftruncate64");
  ino_t inode = ours(descriptor, &found);
  if (inode == 0) return call(descriptor, length);
  pthread_mutex_lock(&order);
  int error = refused(0);
  int code = error != 0 ? -1 : call(descriptor, length);
  if (error != 0) errno = error;
  if (code == 0) tell('t', 0, inode, length, NULL, 0, NULL);
  pthread_mutex_unlock(&order);
  return code;
}

int ftruncate(int descriptor, off_t length) { return cut_to(descriptor, length); }

int ftruncate64(int descriptor, off64_t length) { return cut_to(descriptor, length); }

static int synced(int descriptor, const char *name) {
  int (*call)(int) = (int (*)(int))real(name);
  struct stat found;
  ino_t inode = ours(descriptor, &found);
  if (inode == 0) return call(descriptor);
  pthread_mutex_lock(&order);
  int fails = 0;
  if (control != NULL && control[1] >= 0) {
    fails = control[1] == 0;
    control[1] -= 1;
  }
  int code = 0;
  if (fails) {
    tell('e', 0, inode, 0, NULL, 0, NULL);
    errno = EIO;
    code = -1;
  } else {
    tell('s', 0, inode, 0, NULL, 0, NULL);
  }
  pthread_mutex_unlock(&order);
  return code;
}

/* The log is the disk: what it holds up to here counts as kept, the real one need not turn. */
int fsync(int descriptor) { return synced(descriptor, "fsync"); }

int fdatasync(int descriptor) { return synced(descriptor, "fdatasync"); }

static int renamed(int at, const char *path, int to_at, const char *to) {
  static int (*call)(int, const char *, int, const char *);
  char room[PATH_MAX], to_room[PATH_MAX];
  if (call == NULL) call = real("renameat");
  const char *full = inside(at, path, room), *to_full = inside(to_at, to, to_room);
  if (full == NULL && to_full == NULL) return call(at, path, to_at, to);
  if (full == NULL || to_full == NULL) abort();
  pthread_mutex_lock(&order);
  int error = refused(0);
  int code = error != 0 ? -1 : call(at, path, to_at, to);
  if (error != 0) errno = error;
  if (code == 0) tell_path('r', full, to_full);
  pthread_mutex_unlock(&order);
  return code;
}

int rename(const char *path, const char *to) { return renamed(AT_FDCWD, path, AT_FDCWD, to); }

int renameat(int at, const char *path, int to_at, const char *to) {
  return renamed(at, path, to_at, to);
}

static int linked(int at, const char *path, int to_at, const char *to, int flags) {
  static int (*call)(int, const char *, int, const char *, int);
  char room[PATH_MAX], to_room[PATH_MAX];
  if (call == NULL) call = real("linkat");
  const char *full = inside(at, path, room), *to_full = inside(to_at, to, to_room);
  if (to_full == NULL) return call(at, path, to_at, to, flags);
  if (full == NULL) abort();
  pthread_mutex_lock(&order);
  int error = refused(1);
  int code = error != 0 ? -1 : call(at, path, to_at, to, flags);
  if (error != 0) errno = error;
  if (code == 0) tell_path('l', full, to_full);
  pthread_mutex_unlock(&order);
  return code;
}

int link(const char *path, const char *to) { return linked(AT_FDCWD, path, AT_FDCWD, to, 0); }

int linkat(int at, const char *path, int to_at, const char *to, int flags) {
  return linked(at, path, to_at, to, flags);
}

static int removed(int at, const char *path, int flags) {
  static int (*call)(int, const char *, int);
  char room[PATH_MAX];
  if (call == NULL) call = real("unlinkat");
  const char *full = inside(at, path, room);
  if (full == NULL) return call(at, path, flags);
  pthread_mutex_lock(&order);
  int error = refused(0);
  int code = error != 0 ? -1 : call(at, path, flags);
  if (error != 0) errno = error;
  if (code == 0) tell_path('u', full, NULL);
  pthread_mutex_unlock(&order);
  return code;
}

int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }

int unlinkat(int at, const char *path, int flags) { return removed(at, path, flags); }

int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }

static int made(int at, const char *path, mode_t mode) {
  static int (*call)(int, const char *, mode_t);
  char room[PATH_MAX];
  struct stat found;
  if (call == NULL) call = real("mkdirat");
  const char *full = inside(at, path, room);
  if (full == NULL) return call(at, path, mode);
  pthread_mutex_lock(&order);
  int there = stat(full, &found) == 0;
  int error = there ? 0 : refused(1);
  int code = error != 0 ? -1 : call(at, path, mode);
  if (error != 0) errno = error;
  if (code == 0) tell_path('m', full, NULL);
  pthread_mutex_unlock(&order);
  return code;
}

int mkdir(const char *path, mode_t mode) { return made(AT_FDCWD, path, mode); }

int mkdirat(int at, const char *path, mode_t mode) { return made(at, path, mode); }

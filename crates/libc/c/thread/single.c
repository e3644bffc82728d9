// Whether the program has ever had a second thread, and how many there are.
#include <vitrine/cancel.h>
#include <vitrine/fork.h>

int __libc_single_threaded = 1;
int __threads_running = 1;
int __heap_lock;
long (*__cancellable_call)(long, long, long, long, long, long, long);
long (*__cancelled_call)(long, long, long, long, long, long, long);
void (*__cancel_check)(void);

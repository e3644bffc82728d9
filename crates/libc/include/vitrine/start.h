// Start-up and shut-down, between start/*.c and those who hook in.
#ifndef _VITRINE_START_H
#define _VITRINE_START_H
extern char **environ;
// Pairs of type and value up to AT_NULL: getauxval(3).
extern unsigned long *__auxiliary_vector;
void __libc_start(long *stack);
// Gives the first thread its copy of the thread-local variables.
void __start_thread_storage(void);
// Bytes a thread's storage needs, its alignment included.
unsigned long __thread_storage_size(void);
// Lays a fresh copy of the thread-local variables into `room`; gives what becomes the thread pointer.
char *__make_thread_storage(char *room);
// Makes `storage` the thread pointer (register tp).
void __set_thread_pointer(void *storage);
// Runs what atexit and on_exit registered, last first.
void __run_exit_functions(int status);
// Functions that run before main, in the order of the link, and at exit in reverse.
void __run_constructors(int argc, char **argv, char **envp);
void __run_destructors(void);
// Flushes every stream and gives unread input back: stdio/exit.c.
void __stdio_at_exit(void);
#endif

// NULL, for the many headers that must define it.
#ifndef NULL
#define NULL ((void *)0)
#endif

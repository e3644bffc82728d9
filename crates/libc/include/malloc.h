#ifndef _MALLOC_H
#define _MALLOC_H
#include <stdlib.h>
size_t malloc_usable_size(void *block);
void *memalign(size_t alignment, size_t size);
int malloc_trim(size_t pad);
#endif

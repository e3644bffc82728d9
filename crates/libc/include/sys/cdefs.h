// Macros around declarations.
#ifndef _SYS_CDEFS_H
#define _SYS_CDEFS_H
#include <features.h>
#define __CONCAT(a, b) a##b
#define __STRING(text) #text
#endif

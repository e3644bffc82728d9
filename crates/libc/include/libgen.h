#ifndef _LIBGEN_H
#define _LIBGEN_H
char *__xpg_basename(char *path);
// string.h has GNU's, which leaves the path alone.
#define basename __xpg_basename
char *dirname(char *path);
#endif

#ifndef _LANGINFO_H
#define _LANGINFO_H
typedef int nl_item;
enum { CODESET = 14, RADIXCHAR = 0x10000, THOUSEP = 0x10001, D_T_FMT = 0x20028, D_FMT, T_FMT, T_FMT_AMPM };
#define CODESET CODESET
#define RADIXCHAR RADIXCHAR
#define THOUSEP THOUSEP
#define D_T_FMT D_T_FMT
#define D_FMT D_FMT
#define T_FMT T_FMT
#define T_FMT_AMPM T_FMT_AMPM
char *nl_langinfo(nl_item item);
#endif

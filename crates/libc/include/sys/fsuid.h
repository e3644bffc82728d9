#ifndef _SYS_FSUID_H
#define _SYS_FSUID_H
#include <bits/types.h>
int setfsuid(uid_t uid);
int setfsgid(gid_t gid);
#endif

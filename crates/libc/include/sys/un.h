#ifndef _SYS_UN_H
#define _SYS_UN_H
#include <bits/types.h>
#include <bits/sockaddr.h>
struct sockaddr_un { sa_family_t sun_family; char sun_path[108]; };
#define SUN_LEN(address) (2UL + __sun_path_length(address))
size_t __sun_path_length(const struct sockaddr_un *address);
#endif

#ifndef _STRING_H
#define _STRING_H
#include <bits/types.h>
#include <bits/null.h>
#include <strings.h>
void *memccpy(void *to, const void *from, int stop, size_t size);
void *memchr(const void *at, int byte, size_t size);
void *memrchr(const void *at, int byte, size_t size);
void *rawmemchr(const void *at, int byte);
int memcmp(const void *a, const void *b, size_t size);
void *memcpy(void *to, const void *from, size_t size);
void *mempcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *at, int byte, size_t size);
void explicit_bzero(void *at, size_t size);
void *memmem(const void *hay, size_t hay_size, const void *needle, size_t needle_size);
char *stpcpy(char *to, const char *from);
char *stpncpy(char *to, const char *from, size_t size);
char *strcat(char *to, const char *from);
char *strchr(const char *text, int c);
char *strchrnul(const char *text, int c);
int strcmp(const char *a, const char *b);
int strcoll(const char *a, const char *b);
char *strcpy(char *to, const char *from);
size_t strcspn(const char *text, const char *reject);
char *strdup(const char *text);
char *strerror(int number);
char *strerror_r(int number, char *buffer, size_t size);
const char *strerrorname_np(int number);
size_t strlcat(char *to, const char *from, size_t size);
size_t strlcpy(char *to, const char *from, size_t size);
size_t strlen(const char *text);
char *strncat(char *to, const char *from, size_t size);
int strncmp(const char *a, const char *b, size_t size);
char *strncpy(char *to, const char *from, size_t size);
char *strndup(const char *text, size_t size);
size_t strnlen(const char *text, size_t size);
char *strpbrk(const char *text, const char *accept);
char *strrchr(const char *text, int c);
char *strsep(char **rest, const char *delimiters);
char *strsignal(int signal);
size_t strspn(const char *text, const char *accept);
char *strstr(const char *hay, const char *needle);
char *strcasestr(const char *hay, const char *needle);
char *strtok(char *text, const char *delimiters);
char *strtok_r(char *text, const char *delimiters, char **rest);
size_t strxfrm(char *to, const char *from, size_t size);
int strverscmp(const char *one, const char *other);
const char *strerrordesc_np(int error);
const char *sigdescr_np(int signal);
#if defined _GNU_SOURCE && !defined basename
char *basename(const char *path);
#endif
#endif

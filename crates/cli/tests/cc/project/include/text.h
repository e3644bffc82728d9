#ifndef TEXT_H
#define TEXT_H

char *upper(char *text);

#endif

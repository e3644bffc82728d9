#ifndef _VITRINE_MASKS_H
#define _VITRINE_MASKS_H
// What the library knows of the signal mask, so that a switch of contexts need not ask the kernel: 0 nothing yet; 1 it is
// `__context_mask` in every thread, as nobody has changed it; 2 masks change, and the kernel must be asked.
enum { MASKS_UNKNOWN, MASKS_CONSTANT, MASKS_CHANGE };
extern int __context_masks;
extern unsigned long __context_mask;
#endif

// See vitrine/masks.h.
#include <vitrine/masks.h>

int __context_masks;
unsigned long __context_mask;

#include <stdlib.h>
#include <vitrine/thread.h>

int pthread_attr_destroy(pthread_attr_t *attributes) {
    if (attributes->__affinity) {
        free(attributes->__affinity);
        attributes->__affinity = NULL;
    }
    return 0;
}

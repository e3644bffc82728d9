// glibc's words; it has none for EAI_OVERFLOW.
#include <netdb.h>

const char *gai_strerror(int code) {
    static const char *const texts[] = {
        "Bad value for ai_flags",
        "Name or service not known",
        "Temporary failure in name resolution",
        "Non-recoverable failure in name resolution",
        "No address associated with hostname",
        "ai_family not supported",
        "ai_socktype not supported",
        "Servname not supported for ai_socktype",
        "Address family for hostname not supported",
        "Memory allocation failure",
        "System error",
    };
    return code <= -1 && code >= -11 ? texts[-code - 1] : "Unknown error";
}

// Nothing refers to this member, so it must not be linked: what it needs does not exist.
int nowhere(void);

int unused(void) {
    return nowhere();
}

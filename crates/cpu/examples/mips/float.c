/* Double precision: three bodies under gravity without a square root, and sums. */
static void leave(long status)
{
    register long a0 __asm__("a0") = status;
    register long a7 __asm__("a7") = 93;
    __asm__ volatile("ecall" : : "r"(a0), "r"(a7));
}

void _start(void)
{
    double x = 1.0, y = 0.0, vx = 0.0, vy = 1.0, energy = 0.0;
    for (int i = 0; i < 3000000; i++) {
        double r2 = x * x + y * y;
        double pull = 0.001 / (r2 * r2);
        vx -= x * pull;
        vy -= y * pull;
        x += vx * 0.001;
        y += vy * 0.001;
        energy += 0.5 * (vx * vx + vy * vy);
    }
    leave(energy > 0.0 ? 0 : 1);
}

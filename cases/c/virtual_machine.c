// A byte-code machine: a table of functions, unsigned bytes, jumps, a stack; prints squares.
#include <stdint.h>
#include <stdio.h>
enum op { PUSH, ADD, SUB, MUL, MOD, DUP, LOAD, STORE, JUMP, JZERO, LESS, PRINT, HALT };
struct vm { int32_t stack[32], memory[8]; uint8_t sp; uint16_t pc; unsigned long steps; };
static int run(struct vm *m, const uint8_t *code) {
    for (;;) {
        m->steps++;
        int32_t *top = &m->stack[m->sp];
        switch ((enum op)code[m->pc++]) {
        case PUSH: top[0] = (int8_t)code[m->pc++]; m->sp++; break;
        case ADD: top[-2] += top[-1]; m->sp--; break;
        case SUB: top[-2] -= top[-1]; m->sp--; break;
        case MUL: top[-2] *= top[-1]; m->sp--; break;
        case MOD: top[-2] %= top[-1]; m->sp--; break;
        case DUP: top[0] = top[-1]; m->sp++; break;
        case LOAD: top[0] = m->memory[code[m->pc++]]; m->sp++; break;
        case STORE: m->memory[code[m->pc++]] = top[-1]; m->sp--; break;
        case JUMP: m->pc = code[m->pc]; break;
        case JZERO: m->sp--; m->pc = top[-1] ? m->pc + 1 : code[m->pc]; break;
        case LESS: top[-2] = top[-2] < top[-1]; m->sp--; break;
        case PRINT: printf("%d ", top[-1]); m->sp--; break;
        case HALT: return m->sp;
        }
    }
}
int main(void) {
    static const uint8_t squares[] = {
        PUSH, 0, STORE, 0,
        LOAD, 0, PUSH, 12, LESS, JZERO, 25,
        LOAD, 0, DUP, MUL, PUSH, (uint8_t)-7, ADD, PRINT,
        LOAD, 0, PUSH, 1, ADD, STORE,
    };
    uint8_t code[64];
    int n = 0;
    for (unsigned i = 0; i < sizeof squares; i++) code[n++] = squares[i];
    code[n++] = 0;
    code[n++] = JUMP;
    code[n++] = 4;
    code[10] = (uint8_t)n;
    code[n++] = HALT;
    struct vm m = {.pc = 0};
    int left = run(&m, code);
    printf("\n%d %lu %d\n", left, m.steps, m.memory[0]);
    return 0;
}

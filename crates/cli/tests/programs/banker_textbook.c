// The banker's algorithm: the example of Silberschatz, Galvin, Gagne, "Operating System Concepts" (deadlock avoidance: five
// customers, A 10, B 5, C 7), what is refused, and small random states against a search of all orders.
#include <stdio.h>
#include <vitrine/banker.h>

static const char *text(int answer) {
    return answer == 0        ? "granted"
         : answer == EAGAIN   ? "not available"
         : answer == EDEADLK  ? "not safe"
         : answer == EINVAL   ? "refused"
         : answer == EBUSY    ? "held"
                              : "?";
}

static void show_order(struct banker *bank) {
    int order[BANKER_CUSTOMERS];
    if (!banker_safe_sequence(bank, order)) {
        printf("no safe sequence\n");
        return;
    }
    for (int i = 0; i < bank->customers; i++) {
        printf("P%d%s", order[i], i + 1 < bank->customers ? " " : "\n");
    }
}

static void textbook(void) {
    static struct banker bank;
    int total[] = {10, 5, 7};
    int claim[5][3] = {{7, 5, 3}, {3, 2, 2}, {9, 0, 2}, {2, 2, 2}, {4, 3, 3}};
    int allocation[5][3] = {{0, 1, 0}, {2, 0, 0}, {3, 0, 2}, {2, 1, 1}, {0, 0, 2}};
    banker_init(&bank, 3, total, 5);
    for (int i = 0; i < 5; i++) {
        banker_claim(&bank, i, claim[i]);
        printf("P%d begins: %s\n", i, text(banker_try(&bank, i, allocation[i])));
    }
    printf("available %d %d %d, safe: ", bank.available[0], bank.available[1], bank.available[2]);
    show_order(&bank);
    printf("P1 (1,0,2): %s, safe: ", text(banker_try(&bank, 1, (int[]){1, 0, 2})));
    show_order(&bank);
    printf("P4 (3,3,0): %s\n", text(banker_try(&bank, 4, (int[]){3, 3, 0})));
    printf("P0 (0,2,0): %s\n", text(banker_try(&bank, 0, (int[]){0, 2, 0})));
    printf("P1 (2,0,0), more than its claim: %s\n", text(banker_try(&bank, 1, (int[]){2, 0, 0})));
    printf("P0 gives back (0,2,0), more than it has: %s\n", text(banker_release(&bank, 0, (int[]){0, 2, 0})));
    printf("P0 claims (0,0,0), less than it has: %s\n", text(banker_claim(&bank, 0, (int[]){0, 0, 0})));
    printf("P5: %s, claim of 11: %s\n", text(banker_try(&bank, 5, (int[]){0, 0, 0})),
           text(banker_claim(&bank, 0, (int[]){11, 0, 0})));
    banker_enable(&bank, 0);
    printf("off: P0 (0,2,0): %s, ", text(banker_try(&bank, 0, (int[]){0, 2, 0})));
    show_order(&bank);
}

static unsigned next_random(void) {
    static unsigned state = 12345;
    state = state * 1103515245u + 12345u;
    return state >> 16 & 0x7fff;
}

// Every order of finishing, one after the other.
static int search(const struct banker *bank, int available[], unsigned ended) {
    if (ended == (1u << bank->customers) - 1) {
        return 1;
    }
    for (int i = 0; i < bank->customers; i++) {
        int fits = !(ended >> i & 1), left[BANKER_RESOURCES];
        for (int kind = 0; kind < bank->resources; kind++) {
            fits = fits && bank->claim[i][kind] - bank->allocation[i][kind] <= available[kind];
            left[kind] = available[kind] + bank->allocation[i][kind];
        }
        if (fits && search(bank, left, ended | 1u << i)) {
            return 1;
        }
    }
    return 0;
}

static void random_states(int count) {
    int safe = 0, wrong = 0;
    for (int n = 0; n < count; n++) {
        static struct banker bank;
        int total[3], order[BANKER_CUSTOMERS];
        int resources = 1 + next_random() % 3, customers = 1 + next_random() % 4;
        for (int kind = 0; kind < 3; kind++) {
            total[kind] = next_random() % 5;
        }
        banker_init(&bank, resources, total, customers);
        banker_enable(&bank, 0);
        for (int i = 0; i < customers; i++) {
            int claim[3], request[3];
            for (int kind = 0; kind < 3; kind++) {
                int less = next_random() % 2, wish = next_random() % 3;
                claim[kind] = total[kind] > less ? total[kind] - less : total[kind];
                request[kind] = wish < claim[kind] ? wish : claim[kind];
            }
            banker_claim(&bank, i, claim);
            banker_try(&bank, i, request);
        }
        int found = banker_safe_sequence(&bank, order);
        wrong += found != search(&bank, bank.available, 0);
        safe += found;
    }
    printf("%d random states: %d safe, %d judged wrongly\n", count, safe, wrong);
}

int main(void) {
    textbook();
    random_states(500);
    return 0;
}

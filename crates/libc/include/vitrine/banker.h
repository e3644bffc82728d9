// The banker's algorithm (Dijkstra, EWD 108): resources that are granted only while everybody can still get all that they
// have claimed, in some order. One header, on POSIX threads; it compiles anywhere when it is copied.
//
//     struct banker bank;                                  // as many as wanted, in static memory or zeroed
//     int total[] = {10, 5, 7};
//     banker_init(&bank, 3, total, 5);                     // 3 kinds of resources, 5 customers, numbered from 0
//     banker_claim(&bank, 0, (int[]){7, 5, 3});            // what customer 0 will have at most
//     banker_request(&bank, 0, (int[]){0, 1, 0});          // waits while it is not there, or is not safe
//     banker_release(&bank, 0, (int[]){0, 1, 0});
//     banker_enable(&bank, 0);                             // from now on whatever is there is granted
//
// Functions answer 0 or one of errno.h's numbers:
//     EINVAL   no such customer or kind, a negative number, more than there is, than was claimed or than is held
//     EBUSY    a new claim is below what the customer holds
//     EAGAIN   (banker_try) not that many are free
//     EDEADLK  (banker_try) they are free, but what is left would not be safe
// Whoever waits is not served in order of arrival: the first one whose request fits goes on.
#ifndef _VITRINE_BANKER_H
#define _VITRINE_BANKER_H
#include <errno.h>
#include <pthread.h>
#include <string.h>

#ifndef BANKER_RESOURCES
#define BANKER_RESOURCES 8
#endif
#ifndef BANKER_CUSTOMERS
#define BANKER_CUSTOMERS 16
#endif

struct banker {
    int resources;
    int customers;
    int enabled;
    int total[BANKER_RESOURCES];
    int available[BANKER_RESOURCES];
    int claim[BANKER_CUSTOMERS][BANKER_RESOURCES];
    int allocation[BANKER_CUSTOMERS][BANKER_RESOURCES];
    // What a customer waits for; all 0 if it does not wait.
    int request[BANKER_CUSTOMERS][BANKER_RESOURCES];
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

static inline int banker_init(struct banker *banker, int resources, const int total[], int customers) {
    if (resources < 1 || resources > BANKER_RESOURCES || customers < 1 || customers > BANKER_CUSTOMERS) {
        return EINVAL;
    }
    for (int kind = 0; kind < resources; kind++) {
        if (total[kind] < 0) {
            return EINVAL;
        }
    }
    memset(banker, 0, sizeof *banker);
    banker->resources = resources;
    banker->customers = customers;
    banker->enabled = 1;
    memcpy(banker->total, total, resources * sizeof *total);
    memcpy(banker->available, total, resources * sizeof *total);
    pthread_mutex_init(&banker->lock, 0);
    pthread_cond_init(&banker->changed, 0);
    return 0;
}

// Whether none of the numbers is negative or above its limit.
static inline int banker_fits_(const struct banker *banker, const int numbers[], const int limits[]) {
    for (int kind = 0; kind < banker->resources; kind++) {
        if (numbers[kind] < 0 || numbers[kind] > limits[kind]) {
            return 0;
        }
    }
    return 1;
}

// Finds customers who can finish one after the other, each with what is free by then: all of them, or the state is not safe.
// It goes round from number 0; whom it takes first does not matter, as everybody who ends only gives back.
static inline int banker_order_(const struct banker *banker, int order[]) {
    int work[BANKER_RESOURCES], ended[BANKER_CUSTOMERS] = {0}, count = 0, skipped = 0;
    memcpy(work, banker->available, sizeof work);
    for (int customer = 0; skipped < banker->customers; customer = (customer + 1) % banker->customers) {
        int need[BANKER_RESOURCES];
        for (int kind = 0; kind < banker->resources; kind++) {
            need[kind] = banker->claim[customer][kind] - banker->allocation[customer][kind];
        }
        if (ended[customer] || !banker_fits_(banker, need, work)) {
            skipped++;
            continue;
        }
        for (int kind = 0; kind < banker->resources; kind++) {
            work[kind] += banker->allocation[customer][kind];
        }
        ended[customer] = 1;
        if (order) {
            order[count] = customer;
        }
        count++;
        skipped = 0;
    }
    return count == banker->customers;
}

static inline void banker_move_(struct banker *banker, int customer, const int numbers[], int sign) {
    for (int kind = 0; kind < banker->resources; kind++) {
        banker->allocation[customer][kind] += sign * numbers[kind];
        banker->available[kind] -= sign * numbers[kind];
    }
}

// Takes it, or says why not. The lock is held.
static inline int banker_take_(struct banker *banker, int customer, const int request[]) {
    int need[BANKER_RESOURCES];
    if (customer < 0 || customer >= banker->customers) {
        return EINVAL;
    }
    for (int kind = 0; kind < banker->resources; kind++) {
        need[kind] = banker->claim[customer][kind] - banker->allocation[customer][kind];
    }
    if (!banker_fits_(banker, request, need)) {
        return EINVAL;
    }
    if (!banker_fits_(banker, request, banker->available)) {
        return EAGAIN;
    }
    banker_move_(banker, customer, request, 1);
    if (banker->enabled && !banker_order_(banker, 0)) {
        banker_move_(banker, customer, request, -1);
        return EDEADLK;
    }
    return 0;
}

// Says what a customer will have at most. Until it has, its claim is 0.
static inline int banker_claim(struct banker *banker, int customer, const int claim[]) {
    int answer = 0;
    pthread_mutex_lock(&banker->lock);
    if (customer < 0 || customer >= banker->customers || !banker_fits_(banker, claim, banker->total)) {
        answer = EINVAL;
    } else if (!banker_fits_(banker, banker->allocation[customer], claim)) {
        answer = EBUSY;
    } else {
        memcpy(banker->claim[customer], claim, banker->resources * sizeof *claim);
        pthread_cond_broadcast(&banker->changed);
    }
    pthread_mutex_unlock(&banker->lock);
    return answer;
}

static inline int banker_try(struct banker *banker, int customer, const int request[]) {
    pthread_mutex_lock(&banker->lock);
    int answer = banker_take_(banker, customer, request);
    pthread_mutex_unlock(&banker->lock);
    return answer;
}

static inline int banker_request(struct banker *banker, int customer, const int request[]) {
    int answer;
    pthread_mutex_lock(&banker->lock);
    while ((answer = banker_take_(banker, customer, request)) == EAGAIN || answer == EDEADLK) {
        memcpy(banker->request[customer], request, banker->resources * sizeof *request);
        pthread_cond_wait(&banker->changed, &banker->lock);
        memset(banker->request[customer], 0, sizeof banker->request[customer]);
    }
    pthread_mutex_unlock(&banker->lock);
    return answer;
}

static inline int banker_release(struct banker *banker, int customer, const int numbers[]) {
    int answer = 0;
    pthread_mutex_lock(&banker->lock);
    if (customer < 0 || customer >= banker->customers || !banker_fits_(banker, numbers, banker->allocation[customer])) {
        answer = EINVAL;
    } else {
        banker_move_(banker, customer, numbers, -1);
        pthread_cond_broadcast(&banker->changed);
    }
    pthread_mutex_unlock(&banker->lock);
    return answer;
}

// 1 and an order in which all customers can finish, or 0: the state is not safe. `order` has room for all customers.
static inline int banker_safe_sequence(struct banker *banker, int order[]) {
    pthread_mutex_lock(&banker->lock);
    int safe = banker_order_(banker, order);
    pthread_mutex_unlock(&banker->lock);
    return safe;
}

// Switches the algorithm off (0: whatever is free is granted) or on.
static inline void banker_enable(struct banker *banker, int enabled) {
    pthread_mutex_lock(&banker->lock);
    banker->enabled = enabled != 0;
    pthread_cond_broadcast(&banker->changed);
    pthread_mutex_unlock(&banker->lock);
}
#endif

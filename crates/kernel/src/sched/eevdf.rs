//! Earliest eligible virtual deadline first, as in Linux 6.18 (kernel/sched/fair.c,
//! Documentation/scheduler/sched-eevdf.rst), after Stoica and Abdel-Wahab, "Earliest Eligible
//! Virtual Deadline First", 1995.
//!
//! The virtual time of a queue is the weighted mean of its threads' virtual run times. A thread's
//! lag is what it is owed: the mean less its own. Who is owed something is eligible; of the
//! eligible, the earliest virtual deadline runs until its request, one slice, is served. Lag is
//! kept over sleep, within bounds.
//!
//! Deviates: sleepers leave the queue at once (DELAY_DEQUEUE keeps those in debt on it until they
//! have paid by waiting); no groups; CPUs are balanced by the number of their threads.

use vitrine_abi::Tid;

use crate::chooser::Chooser;
use crate::event::{CpuId, PreemptReason, SwitchReason};
use crate::kernel::Kernel;
use crate::sched::policy::{Entry, Policy, RunQueue};
use crate::sched::weights::{cpu_factor, virtual_ns};
use crate::sched::{Class, Entity};

/// `protected_until` of a thread that has left the CPU by itself.
const UNPROTECTED: i64 = i64::MIN;

/// EEVDF; times in ns for one CPU, as Linux's, which grow with the CPUs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Eevdf {
    /// The usual request: `sysctl_sched_base_slice`.
    pub base_slice_ns: u64,
    /// Time between two ticks.
    pub tick_ns: u64,
}

impl Default for Eevdf {
    fn default() -> Self {
        Eevdf { base_slice_ns: 700_000, tick_ns: 1_000_000 }
    }
}

impl Eevdf {
    /// The length of a thread's requests.
    pub(crate) fn slice_ns(&self, entity: &Entity, cpus: usize) -> u64 {
        entity.custom_slice_ns.unwrap_or(self.base_slice_ns * cpu_factor(cpus))
    }

    /// A request in the thread's virtual time.
    fn request(&self, entity: &Entity, cpus: usize) -> i64 {
        virtual_ns(self.slice_ns(entity, cpus), entity.weight())
    }

    /// Total weight and virtual time of the queue, without `except`.
    fn mean(rq: &RunQueue, except: Option<Tid>) -> (u64, i64) {
        let base = rq.state.min_vruntime;
        let (mut weight, mut sum) = (0_u64, 0_i128);
        for tid in rq.competitors() {
            if Some(tid) != except {
                let entity = rq.entity(tid);
                weight += entity.weight();
                sum += i128::from(entity.vruntime - base) * i128::from(entity.weight());
            }
        }
        let mean = if weight == 0 { 0 } else { sum.div_euclid(i128::from(weight)) };
        (weight, base + mean as i64)
    }

    /// What the thread is owed, within Linux's bounds: twice its request, or a tick if longer.
    fn lag(&self, rq: &RunQueue, tid: Tid) -> i64 {
        let (_, others) = Self::mean(rq, None);
        let entity = rq.entity(tid);
        let longest_ns = (2 * self.slice_ns(entity, rq.cpus)).max(self.tick_ns);
        let bound = virtual_ns(longest_ns, entity.weight());
        (others - entity.vruntime).clamp(-bound, bound)
    }

    /// Where a thread comes in: so far before the mean that its lag is the same afterwards. Its
    /// own weight moves the mean, hence the factor.
    fn place(&self, rq: &mut RunQueue, tid: Tid, lag: i64) {
        let (weight, mean) = Self::mean(rq, Some(tid));
        let own = rq.entity(tid).weight();
        let mut offset = 0;
        if weight > 0 {
            let moved = i128::from(lag) * i128::from(weight + own) / i128::from(weight);
            offset = moved as i64;
        }
        rq.entity_mut(tid).vruntime = mean - offset;
    }

    /// The order of the choice: who is eligible, then the earliest virtual deadline.
    fn key(entity: &Entity, mean: i64) -> (bool, i64) {
        (entity.vruntime > mean, entity.vdeadline)
    }

    /// RUN_TO_PARITY: a thread on the CPU is left there for the shortest request around.
    fn parity(&self, rq: &RunQueue, tid: Tid) -> i64 {
        let all = rq.queue.iter().chain([&tid]);
        let shortest = all.map(|tid| self.slice_ns(rq.entity(*tid), rq.cpus)).min();
        let entity = rq.entity(tid);
        entity.vruntime + virtual_ns(shortest.unwrap_or(0), entity.weight())
    }

    /// update_protect_slice: a newcomer with a shorter request shortens the protection.
    fn shorten_protection(&self, rq: &mut RunQueue, newcomer: Tid) {
        let Some(running) = rq.running().filter(|tid| *tid != newcomer) else { return };
        let (new, old) = (rq.entity(newcomer), rq.entity(running));
        if self.slice_ns(new, rq.cpus) < self.slice_ns(old, rq.cpus) {
            let until = self.parity(rq, running);
            let entity = rq.entity_mut(running);
            entity.protected_until = entity.protected_until.min(until);
        }
    }

    /// A lower bound of all, from which virtual times are measured: it only keeps sums small.
    fn raise_floor(rq: &mut RunQueue) {
        if let Some(least) = rq.competitors().map(|tid| rq.entity(tid).vruntime).min() {
            rq.state.min_vruntime = rq.state.min_vruntime.max(least);
        }
    }
}

impl Policy for Eevdf {
    fn enqueue(&self, rq: &mut RunQueue, tid: Tid, how: Entry) {
        match how {
            Entry::New => {
                self.place(rq, tid, 0);
                // PLACE_DEADLINE_INITIAL: half a slice, to ease into the competition.
                let request = self.request(rq.entity(tid), rq.cpus);
                let entity = rq.entity_mut(tid);
                entity.vdeadline = entity.vruntime + request / 2;
            }
            Entry::Woken => {
                let lag = rq.entity(tid).vlag;
                self.place(rq, tid, lag);
                let request = self.request(rq.entity(tid), rq.cpus);
                let entity = rq.entity_mut(tid);
                entity.vdeadline = entity.vruntime + request;
            }
            Entry::Moved => {
                let (lag, left) = (rq.entity(tid).vlag, rq.entity(tid).vdeadline);
                self.place(rq, tid, lag);
                let entity = rq.entity_mut(tid);
                entity.vdeadline = entity.vruntime + left;
            }
            // yield_task_fair: the rest of the request is given away.
            Entry::Yielded => {
                let request = self.request(rq.entity(tid), rq.cpus);
                rq.entity_mut(tid).vdeadline += request;
            }
            Entry::Expired | Entry::Preempted => {}
        }
        rq.queue.push_back(tid);
        match how {
            Entry::New | Entry::Woken => self.shorten_protection(rq, tid),
            Entry::Moved | Entry::Yielded | Entry::Expired | Entry::Preempted => {}
        }
    }

    fn removed(&self, rq: &mut RunQueue, tid: Tid) {
        // The queue without it has the same mean only if it is put back for the moment.
        rq.queue.push_back(tid);
        let lag = self.lag(rq, tid);
        rq.queue.pop_back();
        let entity = rq.entity_mut(tid);
        entity.vlag = lag;
        entity.vdeadline -= entity.vruntime;
    }

    fn pick(&self, rq: &mut RunQueue, _: &mut Chooser) -> usize {
        let (_, mean) = Self::mean(rq, None);
        rq.smallest(|rq, tid| Self::key(rq.entity(tid), mean)).unwrap_or(0)
    }

    fn started(&self, rq: &mut RunQueue, tid: Tid) {
        let again = rq.state.last == Some(tid) && rq.entity(tid).protected_until != UNPROTECTED;
        rq.entity_mut(tid).request_served = false;
        // pick_next_task_fair: who is chosen again at once gets no new protection.
        if !again {
            let vdeadline = rq.entity(tid).vdeadline;
            let parity = self.parity(rq, tid);
            rq.entity_mut(tid).protected_until = parity.min(vdeadline);
        }
    }

    fn charge(&self, rq: &mut RunQueue, tid: Tid, ran_ns: u64) {
        let request = self.request(rq.entity(tid), rq.cpus);
        let entity = rq.entity_mut(tid);
        entity.vruntime += virtual_ns(ran_ns, entity.weight());
        // update_deadline: the next request begins where this one ended.
        if entity.vruntime >= entity.vdeadline {
            entity.vdeadline = entity.vruntime + request;
            entity.request_served = true;
        }
        Self::raise_floor(rq);
    }

    fn blocked(&self, rq: &mut RunQueue, tid: Tid) {
        let lag = self.lag(rq, tid);
        let entity = rq.entity_mut(tid);
        entity.vlag = lag;
        entity.protected_until = UNPROTECTED;
    }

    fn check_ns(&self, rq: &RunQueue, _: Tid) -> Option<u64> {
        Some((rq.now_ns / self.tick_ns + 1) * self.tick_ns)
    }

    fn tick(&self, rq: &mut RunQueue, tid: Tid) -> Option<SwitchReason> {
        if rq.queue.is_empty() {
            return None;
        }
        // update_curr: also when the protection is over and the request is not served yet.
        let entity = rq.entity(tid);
        let over = entity.request_served || entity.vruntime >= entity.protected_until;
        over.then_some(SwitchReason::SliceOver)
    }

    fn preempts(&self, rq: &RunQueue, woken: Tid, running: Tid) -> Option<PreemptReason> {
        let (new, old) = (rq.entity(woken), rq.entity(running));
        if old.class == Class::Idle && new.class != Class::Idle {
            return Some(PreemptReason::Idle);
        }
        if new.class != Class::Other {
            return None;
        }
        // update_curr: whose protection is over is looked at again at once.
        if old.request_served || old.vruntime >= old.protected_until {
            return Some(PreemptReason::Served);
        }
        // check_preempt_wakeup_fair with PREEMPT_SHORT: only a shorter request goes before a
        // protected one, and only if the choice of all falls on it.
        if self.slice_ns(new, rq.cpus) >= self.slice_ns(old, rq.cpus) {
            return None;
        }
        let (_, mean) = Self::mean(rq, None);
        let first = rq.queue[rq.smallest(|rq, tid| Self::key(rq.entity(tid), mean))?];
        let wins = first == woken && Self::key(new, mean) <= Self::key(old, mean);
        wins.then_some(PreemptReason::Deadline { lead_ns: old.vdeadline - new.vdeadline })
    }

    fn balance_ns(&self) -> Option<u64> {
        Some(self.tick_ns)
    }
}

impl Kernel {
    /// The virtual time of a CPU's queue under EEVDF: what lags are measured from.
    pub fn virtual_time(&self, cpu: CpuId) -> i64 {
        let of = &self.cpus[cpu as usize];
        let entities = of.queue.iter().chain(&of.current).map(|tid| &self.thread(*tid).sched);
        let (mut weight, mut sum) = (0_i128, 0_i128);
        for entity in entities.filter(|entity| !entity.class.is_urgent()) {
            weight += i128::from(entity.weight());
            sum += i128::from(entity.vruntime) * i128::from(entity.weight());
        }
        if weight == 0 { of.state.min_vruntime } else { sum.div_euclid(weight) as i64 }
    }
}

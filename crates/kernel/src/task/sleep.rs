//! Into sleep and out of it: the only code that writes [`ThreadState::Sleeping`].

use vitrine_abi::Tid;

use crate::attempt::{Sleep, SleepReason, WakeReason};
use crate::event::{Event, SwitchReason};
use crate::kernel::Kernel;
use crate::sched::Due;
use crate::table::Id;
use crate::task::ThreadState;
use crate::wait::WaitQueue;

impl Kernel {
    /// The running thread sleeps inside its call.
    pub(crate) fn sleep(&mut self, tid: Tid, sleep: Sleep) {
        for queue in &sleep.on {
            self.queues.get_mut(*queue).waiters.push_back(tid);
        }
        if let Some(deadline_ns) = sleep.deadline_ns {
            self.timers.add(deadline_ns, Due::Wake(tid));
        }
        if self.watched {
            let Sleep { reason, deadline_ns, .. } = sleep;
            self.emit(Event::Slept { thread: tid, on: sleep.on.clone(), reason, deadline_ns });
        }
        self.leave_cpu(tid, SwitchReason::Blocked);
        let now = self.now_ns();
        let thread = self.thread_mut(tid);
        let call = thread.call.as_mut().expect("only a call sleeps");
        call.resume = sleep.resume;
        call.woken = None;
        thread.since_ns = now;
        thread.state = ThreadState::Sleeping(sleep);
    }

    /// Takes a sleeper off every queue, so that no queue ever shows a ghost, and makes it ready.
    pub(crate) fn wake(&mut self, tid: Tid, by: WakeReason) {
        let thread = self.threads.get_mut(tid);
        let state = core::mem::replace(&mut thread.state, ThreadState::Ready(thread.cpu));
        let ThreadState::Sleeping(sleep) = state else {
            unreachable!("thread {tid} was not asleep")
        };
        let call = thread.call.as_mut().expect("only a call sleeps");
        call.woken = Some(by);
        for queue in &sleep.on {
            let queue = *queue;
            let waiters = &mut self.queues.get_mut(queue).waiters;
            if waiters.front() == Some(&tid) {
                waiters.pop_front();
            } else {
                waiters.retain(|waiter| *waiter != tid);
            }
        }
        if let Some(deadline_ns) = sleep.deadline_ns {
            self.timers.remove(deadline_ns, Due::Wake(tid));
        }
        if matches!(sleep.reason, SleepReason::Futex(_)) && !matches!(by, WakeReason::Queue { .. })
        {
            self.forget_empty_futexes(&sleep.on);
        }
        self.counters.wakeups += 1;
        self.emit(Event::Woken { thread: tid, by });
        self.enqueue_woken(tid);
    }

    /// Wakes everybody on a queue, the longest sleeper first.
    pub(crate) fn wake_all(&mut self, queue: Id<WaitQueue>, by: Option<Tid>) {
        while let Some(tid) = self.queues.get(queue).waiters.front().copied() {
            self.wake(tid, WakeReason::Queue { queue, by });
        }
    }

    /// Wakes one sleeper of a queue: by default the longest; the chooser may say otherwise.
    pub(crate) fn wake_one(&mut self, queue: Id<WaitQueue>, by: Option<Tid>) -> bool {
        let waiters = self.queues.get(queue).waiters.len();
        if waiters == 0 {
            return false;
        }
        let which = self.chooser.choose(waiters);
        let tid = self.queues.get(queue).waiters[which];
        self.wake(tid, WakeReason::Queue { queue, by });
        true
    }
}

//! Where textbooks and kernels agree on a policy and still give different times: named
//! conventions, so that a tie is never broken by accident.

/// A source whose conventions hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Linux 6.18.
    #[default]
    Linux,
    /// Arpaci-Dusseau and Arpaci-Dusseau, "Operating Systems: Three Easy Pieces", with its
    /// homework simulators.
    Ostep,
    /// Silberschatz, Galvin and Gagne, "Operating System Concepts", 10th edition, chapter 5.
    Silberschatz,
}

/// The conventions themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conventions {
    /// A slice that ends when others arrive: the expired thread enters the queue before them.
    pub expired_before_arrivals: bool,
    /// A preempted thread goes back to the head of its equals, with the rest of its slice;
    /// otherwise to their tail, with a new slice.
    pub preempted_keeps_its_place: bool,
    /// Of the priorities in a table the largest comes first; otherwise the smallest.
    pub large_priority_first: bool,
    /// Slices end at multiples of their length on the clock, whenever they began.
    pub slices_end_on_the_beat: bool,
    /// All CPUs take from one queue.
    pub one_queue: bool,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Profile; 3] = [Profile::Linux, Profile::Ostep, Profile::Silberschatz];

    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Linux => "linux",
            Profile::Ostep => "ostep",
            Profile::Silberschatz => "silberschatz",
        }
    }

    /// The profile with this name.
    pub fn by_name(name: &str) -> Option<Profile> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// What it stands for.
    pub fn conventions(self) -> Conventions {
        let linux = Conventions {
            expired_before_arrivals: false,
            // requeue_task_rt and ENQUEUE_HEAD: kernel/sched/rt.c.
            preempted_keeps_its_place: true,
            // nice(2): smaller is more favourable.
            large_priority_first: false,
            slices_end_on_the_beat: false,
            one_queue: false,
        };
        match self {
            Profile::Linux => linux,
            // Chapter 8: "if Priority(A) > Priority(B), A runs".
            Profile::Ostep => {
                Conventions { expired_before_arrivals: true, large_priority_first: true, ..linux }
            }
            // Section 5.3.4: low numbers are high priorities.
            Profile::Silberschatz => Conventions { preempted_keeps_its_place: false, ..linux },
        }
    }
}

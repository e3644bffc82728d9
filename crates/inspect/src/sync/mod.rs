//! Synchronisation: the objects in a program's memory, why each blocked thread waits, and the graphs.
//!
//! `shape` knows the types of the C library, `walk` finds objects in memory, `object` reads their state, `needs` says what each
//! sleeper needs, `stuck` follows these needs to their end, and `graph` puts it all into plain data. Where the state does not
//! say who could wake a thread, everybody who might is counted as a way out: what is called stuck really is.

mod coffman;
mod graph;
mod needs;
mod object;
mod outlook;
mod parts;
mod quick;
mod say;
mod shape;
mod stuck;
mod text;
mod view;
mod walk;

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_debug_info::DebugInfo;
use vitrine_kernel::{FutexKey, Kernel};
use vitrine_machine::Machine;

use crate::Lang;

pub use graph::graph;
pub(crate) use graph::graph_if_any;
pub(crate) use needs::{Others, wait};
pub(crate) use quick::{lock_of, stuck_threads};
pub(crate) use say::{clause, resource_label, value, wakers};
pub use text::{graph_dot, graph_text, threads_text, why_text};
pub use view::*;
pub(crate) use walk::location;

/// What the views of this module look at.
pub(crate) struct Sight<'a> {
    pub(crate) machine: &'a Machine,
    pub(crate) lang: Lang,
    /// Objects in programs' memory.
    pub(crate) objects: Vec<object::Object>,
}

impl<'a> Sight<'a> {
    /// Looks for the objects.
    pub(crate) fn new(machine: &'a Machine, debug: Option<&'a DebugInfo>, lang: Lang) -> Self {
        let objects = debug.map_or(Vec::new(), |debug| object::objects(machine, debug));
        Sight { machine, lang, objects }
    }

    pub(crate) fn kernel(&self) -> &'a Kernel {
        self.machine.kernel()
    }
}

/// The objects as plain data.
pub(crate) fn sync_objects(sight: &Sight) -> Vec<SyncObject> {
    let lang = sight.lang;
    let name_at = |at: &FutexKey| {
        let known = sight.objects.iter().find(|other| other.found.at == *at);
        known.map_or(String::from("?"), |other| other.found.name.clone())
    };
    let view = |object: &object::Object| SyncObject {
        name: object.found.name.clone(),
        function: object.found.function.clone(),
        pid: object.found.pid.0,
        address: object.found.address,
        kind: object.found.kind,
        attributes: say::attributes(object, lang),
        state: say::state(sight.kernel(), object, lang),
        holders: object.holders.clone(),
        waiters: object.waiters.clone(),
        returns_to: object.returns_to.iter().map(|(tid, at)| (*tid, name_at(at))).collect(),
    };
    sight.objects.iter().map(view).collect()
}

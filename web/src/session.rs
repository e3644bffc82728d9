//! The one place that names the crates behind the page: what it draws and what it commands.

pub(crate) use vitrine_inspect::*;
pub(crate) use vitrine_scenario::{
    Advance, Answer, Built, Grain, Lesson, LinkError, Problem, Program, Rule, Scenario, Session,
    Unwatched, View, decode_link, encode_link, encode_sources, lesson, lessons, precompiled_name,
};

/// All grains, from fine to coarse.
pub(crate) const GRAINS: [Grain; 5] =
    [Grain::Instruction, Grain::Line, Grain::Call, Grain::Event, Grain::Switch];

/// The name of a grain in links.
pub(crate) fn grain_name(grain: Grain) -> &'static str {
    match grain {
        Grain::Instruction => "instruction",
        Grain::Line => "line",
        Grain::Call => "call",
        Grain::Event => "event",
        Grain::Switch => "switch",
    }
}

/// The grain with that name in a link.
pub(crate) fn grain_named(name: &str) -> Option<Grain> {
    GRAINS.into_iter().find(|grain| grain_name(*grain) == name)
}

/// The next coarser grain.
pub(crate) fn coarser(grain: Grain) -> Grain {
    let index = GRAINS.iter().position(|other| *other == grain).unwrap_or(0);
    GRAINS[(index + 1).min(GRAINS.len() - 1)]
}

/// An object as links and `data-ref` attributes write it: `thread:101`, `fd:100:4`.
pub(crate) fn ref_text(object: ObjectRef) -> String {
    match object {
        ObjectRef::Thread(tid) => format!("thread:{tid}"),
        ObjectRef::Process(pid) => format!("process:{pid}"),
        ObjectRef::Fd(pid, fd) => format!("fd:{pid}:{fd}"),
        ObjectRef::File(id) => format!("file:{id}"),
        ObjectRef::Pipe(id) => format!("pipe:{id}"),
        ObjectRef::Inode(id) => format!("inode:{id}"),
        ObjectRef::Cpu(id) => format!("cpu:{id}"),
        ObjectRef::Memory(pid, address) => format!("memory:{pid}:{address}"),
        ObjectRef::Terminal => "terminal".to_owned(),
        ObjectRef::Kernel => "kernel".to_owned(),
    }
}

/// Reads what [`ref_text`] wrote.
pub(crate) fn parse_ref(text: &str) -> Option<ObjectRef> {
    let mut parts = text.split(':');
    let kind = parts.next()?;
    let mut signed = || parts.next()?.parse::<i32>().ok();
    Some(match kind {
        "thread" => ObjectRef::Thread(signed()?),
        "process" => ObjectRef::Process(signed()?),
        "fd" => ObjectRef::Fd(signed()?, signed()?),
        "file" => ObjectRef::File(signed()?.try_into().ok()?),
        "pipe" => ObjectRef::Pipe(signed()?.try_into().ok()?),
        "inode" => ObjectRef::Inode(signed()?.try_into().ok()?),
        "cpu" => ObjectRef::Cpu(signed()?.try_into().ok()?),
        "memory" => ObjectRef::Memory(signed()?, parts.next()?.parse().ok()?),
        "terminal" => ObjectRef::Terminal,
        "kernel" => ObjectRef::Kernel,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_survive_being_written() {
        for object in [
            ObjectRef::Thread(101),
            ObjectRef::Fd(100, 4),
            ObjectRef::Pipe(2),
            ObjectRef::Cpu(7),
            ObjectRef::Memory(100, 0x1_0000_0000),
            ObjectRef::Terminal,
        ] {
            assert_eq!(parse_ref(&ref_text(object)), Some(object));
        }
        for bad in ["", "thread", "thread:x", "fd:1", "pipe:-1", "window:3"] {
            assert_eq!(parse_ref(bad), None, "{bad}");
        }
    }
}

//! Synchronisation in words, in both languages.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use vitrine_abi::{Pid, Tid};
use vitrine_debug_info::{DebugInfo, TypeId};
use vitrine_kernel::{Id, Kernel, SleepReason};

use super::needs::{How, Need, Others, Wait, Way, resource_of};
use super::object::{Facts, Fate, Object};
use super::shape::kind_of_type;
use super::walk::location;
use super::{Hold, Resource, Sight, SyncKind};
use crate::lang::say;
use crate::words::{self, duration};
use crate::{Lang, ObjectRef, Waker};

impl SyncKind {
    /// What it is called.
    pub fn name(self, lang: Lang) -> &'static str {
        let both = match self {
            SyncKind::Mutex => ("mutex", "互斥锁"),
            SyncKind::Condition => ("condition variable", "条件变量"),
            SyncKind::ReadWriteLock => ("readers-writer lock", "读写锁"),
            SyncKind::Barrier => ("barrier", "屏障"),
            SyncKind::Semaphore => ("semaphore", "信号量"),
            SyncKind::Spinlock => ("spinlock", "自旋锁"),
            SyncKind::Once => ("initialisation", "一次性初始化"),
        };
        match lang {
            Lang::En => both.0,
            Lang::Zh => both.1,
        }
    }
}

/// "mutex `forks[2]`".
pub(crate) fn object_label(object: &Object, lang: Lang) -> String {
    format!("{} `{}`", object.found.kind.name(lang), object.found.name)
}

/// The object at a resource's address.
pub(crate) fn object_at<'s>(sight: &'s Sight, resource: Resource) -> Option<&'s Object> {
    sight.objects.iter().find(|object| resource_of(object) == resource)
}

/// What is waited for, as a noun.
pub(crate) fn resource_label(sight: &Sight, resource: Resource) -> String {
    let (kernel, lang) = (sight.kernel(), sight.lang);
    match resource {
        Resource::Memory { address, .. } => match object_at(sight, resource) {
            Some(object) => object_label(object, lang),
            None => say!(lang, "the futex at {address:#x}", "地址 {address:#x} 处的 futex"),
        },
        Resource::ThreadEnd(tid) => say!(lang, "the end of thread {tid}", "线程 {tid} 的结束"),
        Resource::ProcessEnd(pid) => say!(lang, "the end of child {pid}", "子进程 {pid} 的结束"),
        Resource::AnyChild(pid) => {
            say!(lang, "the end of a child of {pid}", "{pid} 的某个子进程的结束")
        }
        Resource::Pipe(id) => say!(lang, "pipe #{id}", "管道 #{id}"),
        Resource::FifoPartner(id) => {
            say!(lang, "the other end of FIFO #{id}", "FIFO #{id} 的另一端")
        }
        Resource::FileLock(inode) => {
            let name = file_name(kernel, inode);
            say!(lang, "the lock on {name}", "{name} 上的锁")
        }
        Resource::Semaphores(set) => say!(lang, "semaphore set {set}", "信号量集 {set}"),
        Resource::Messages(queue) => say!(lang, "message queue {queue}", "消息队列 {queue}"),
        Resource::NamedQueue(id) => {
            say!(lang, "POSIX message queue #{id}", "POSIX 消息队列 #{id}")
        }
        Resource::Socket(id) => say!(lang, "socket #{id}", "套接字 #{id}"),
        Resource::Terminal => say!(lang, "input", "输入"),
        Resource::Descriptors(_) => say!(lang, "its descriptors", "它关心的描述符"),
        Resource::Signal(_) => say!(lang, "a signal", "信号"),
        Resource::Time(_) => say!(lang, "a time", "某个时刻"),
    }
}

/// The path under which a file is open.
fn file_name(kernel: &Kernel, inode: u32) -> String {
    let id = Some(Id::from_number(inode));
    let open = kernel.files.iter().find(|(_, file)| file.inode == id);
    open.map_or_else(
        || format!("inode {inode}"),
        |(_, file)| String::from_utf8_lossy(&file.path).into_owned(),
    )
}

/// "101, 102 and 103".
pub(crate) fn list(ids: &[i32], lang: Lang) -> String {
    const MOST: usize = 8;
    let mut parts: Vec<String> = ids.iter().take(MOST).map(ToString::to_string).collect();
    if ids.len() > MOST {
        let more = ids.len() - MOST;
        parts.push(say!(lang, "{more} more", "另外 {more} 个"));
    }
    match (parts.pop(), lang) {
        (None, _) => String::new(),
        (Some(last), _) if parts.is_empty() => last,
        (Some(last), Lang::En) => format!("{} and {last}", parts.join(", ")),
        (Some(last), Lang::Zh) => format!("{}、{last}", parts.join("、")),
    }
}

/// The state of an object: "held by 101 (2 times)".
pub(crate) fn state(kernel: &Kernel, object: &Object, lang: Lang) -> String {
    let who = |hold: Hold| -> Vec<i32> {
        object.holders.iter().filter(|one| one.hold == hold).map(|one| one.tid).collect()
    };
    match object.facts {
        Facts::Lock { taken, fate } => lock_state(kernel, object, (taken, fate), lang),
        Facts::Condition => match object.waiters.len() {
            0 => say!(lang, "nobody waits", "无人等待"),
            1 => say!(lang, "one waits", "1 个在等待"),
            count => say!(lang, "{count} wait", "{count} 个在等待"),
        },
        Facts::ReadWrite { writes: true, .. } => {
            let writer = list(&who(Hold::Owns), lang);
            match writer.is_empty() {
                true => say!(lang, "locked for writing", "已被写者锁定"),
                false => say!(lang, "{writer} writes", "{writer} 持写锁"),
            }
        }
        Facts::ReadWrite { readers: 0, .. } => say!(lang, "free", "空闲"),
        Facts::ReadWrite { readers, .. } => {
            let known = list(&who(Hold::Reads), lang);
            let known = if known.is_empty() { known } else { format!(" ({known})") };
            match readers {
                1 => say!(lang, "one reads{known}", "1 个读者{known}"),
                _ => say!(lang, "{readers} read{known}", "{readers} 个读者{known}"),
            }
        }
        Facts::Barrier { count, arrived } => {
            say!(lang, "{arrived} of {count} have arrived", "{count} 个中已到达 {arrived} 个")
        }
        Facts::Semaphore { value } => {
            let took = list(&who(Hold::Took), lang);
            match took.is_empty() {
                true => say!(lang, "value {value}", "值为 {value}"),
                false => say!(
                    lang,
                    "value {value}; taken and not posted since by {took}",
                    "值为 {value}；{took} 取走后尚未归还"
                ),
            }
        }
        Facts::Once { done: true, .. } => say!(lang, "done", "已完成"),
        Facts::Once { runs: true, .. } => {
            let who = list(&who(Hold::Owns), lang);
            match who.is_empty() {
                true => say!(lang, "being run", "正在执行"),
                false => say!(lang, "being run by {who}", "正由 {who} 执行"),
            }
        }
        Facts::Once { .. } => say!(lang, "not begun", "尚未开始"),
        Facts::Unknown => say!(
            lang,
            "unknown: the program's debug information does not say what it is made of",
            "未知：调试信息没有说明其组成"
        ),
    }
}

fn lock_state(kernel: &Kernel, object: &Object, (taken, fate): (bool, Fate), lang: Lang) -> String {
    match (object.holders.first(), taken, fate) {
        (_, _, Fate::NotRecoverable) => say!(
            lang,
            "not recoverable: unlocked without pthread_mutex_consistent",
            "不可恢复：未调用 pthread_mutex_consistent 就解锁了"
        ),
        (Some(holder), ..) => {
            let tid = holder.tid;
            let often = match holder.count {
                0 | 1 => String::new(),
                count => say!(lang, " ({count} times)", "（{count} 次）"),
            };
            let gone = kernel.threads.find(Tid(tid)).is_none();
            let marks = match (gone, fate) {
                (true, _) => say!(lang, ", which has ended", "，而它已结束"),
                (false, Fate::OwnerDied) => {
                    say!(lang, ", which took it over from a dead owner", "，它从已死的持有者接手")
                }
                (false, _) => String::new(),
            };
            say!(lang, "held by {tid}{often}{marks}", "被 {tid} 持有{often}{marks}")
        }
        (None, true, _) => {
            say!(lang, "held; by whom is not written down", "已被持有；没有记录是谁")
        }
        (None, false, Fate::OwnerDied) => {
            say!(lang, "free; its owner ended with it", "空闲；持有者带着它结束了")
        }
        (None, false, _) => say!(lang, "free", "空闲"),
    }
}

/// "recursive", "robust", "shared between processes" and so on.
pub(crate) fn attributes(object: &Object, lang: Lang) -> Vec<String> {
    let traits = object.traits;
    let mut all = Vec::new();
    if object.found.kind == SyncKind::Mutex {
        match traits.kind {
            1 => all.push(say!(lang, "recursive", "递归")),
            2 => all.push(say!(lang, "error-checking", "检错")),
            3 => all.push(say!(lang, "adaptive", "自适应")),
            _ => {}
        }
    }
    if traits.robust {
        all.push(say!(lang, "robust", "健壮"));
    }
    if traits.inherits {
        all.push(say!(lang, "priority inheritance", "优先级继承"));
    }
    if traits.prefers_writers {
        all.push(say!(lang, "writers first", "写者优先"));
    }
    if traits.shared {
        all.push(say!(lang, "shared between processes", "进程间共享"));
    }
    all
}

/// A variable that is such an object, in a few words: "mutex, held by 102, 1 waits".
pub(crate) fn value(
    sight: &Sight,
    debug: &DebugInfo,
    pid: Pid,
    (ty, address): (TypeId, u64),
) -> Option<String> {
    let kind = kind_of_type(debug, ty)?;
    let at = location(sight.kernel(), pid, address)?;
    let of = |object: &&Object| object.found.at == at && object.found.kind == kind;
    let object = sight.objects.iter().find(of)?;
    let lang = sight.lang;
    let words = state(sight.kernel(), object, lang);
    let name = kind.name(lang);
    let waiting = match (object.waiters.len(), kind) {
        (0, _) | (_, SyncKind::Condition) => String::new(),
        (1, _) => say!(lang, ", 1 waits", "，1 个在等待"),
        (count, _) => say!(lang, ", {count} wait", "，{count} 个在等待"),
    };
    Some(say!(lang, "{name}, {words}{waiting}", "{name}，{words}{waiting}"))
}

/// Why a thread waits, as the rest of "it sleeps: …".
pub(crate) fn clause(sight: &Sight, wait: &Wait) -> Option<String> {
    let lang = sight.lang;
    match wait.resource {
        Resource::Memory { .. } => {
            let object = object_at(sight, wait.resource)?;
            let label = object_label(object, lang);
            Some(match object.found.kind {
                SyncKind::Condition => say!(
                    lang,
                    "nobody has signalled {label} since it began to wait",
                    "自它开始等待以来，还没有人通知{label}"
                ),
                SyncKind::Semaphore if object.facts == (Facts::Semaphore { value: 0 }) => {
                    let state = state(sight.kernel(), object, lang);
                    say!(lang, "{label} has {state}", "{label}的{state}")
                }
                SyncKind::Mutex | SyncKind::Spinlock | SyncKind::Once => {
                    let state = state(sight.kernel(), object, lang);
                    say!(lang, "{label} is {state}", "{label}{state}")
                }
                SyncKind::ReadWriteLock | SyncKind::Barrier | SyncKind::Semaphore => {
                    let state = state(sight.kernel(), object, lang);
                    say!(lang, "{label}: {state}", "{label}：{state}")
                }
            })
        }
        Resource::ThreadEnd(tid) if tid == wait.tid => {
            Some(say!(lang, "it waits for its own end", "它在等待自己结束"))
        }
        Resource::ThreadEnd(tid) => {
            Some(say!(lang, "thread {tid} has not ended yet", "线程 {tid} 还没有结束"))
        }
        Resource::FileLock(_) => {
            let label = resource_label(sight, wait.resource);
            let who = named(wait);
            let who = list(&who, lang);
            Some(say!(lang, "{label} is held by {who}", "{label}被 {who} 持有"))
        }
        Resource::Signal(_) => {
            let stopped = wait.needs.iter().any(|need| need.how == How::Continue);
            Some(match stopped {
                true => {
                    say!(lang, "a signal stopped it until SIGCONT", "它被信号停止，直到 SIGCONT")
                }
                false => words::sleep_reason(&SleepReason::Signal, lang),
            })
        }
        _ => None,
    }
}

/// The threads that the state names, each once.
pub(crate) fn named(wait: &Wait) -> Vec<i32> {
    let mut all: Vec<i32> = Vec::new();
    for way in wait.needs.iter().flat_map(|need| &need.ways) {
        if !all.contains(&way.tid) {
            all.push(way.tid);
        }
    }
    all
}

/// What would have to be done, as the rest of "102, by …".
fn doing(how: How, label: &str, fd: Option<i32>, lang: Lang) -> String {
    let fd = fd.unwrap_or(-1);
    match how {
        How::Unlock | How::UnlockFile => say!(lang, "unlocking {label}", "解锁{label}"),
        How::UnlockRead => {
            say!(lang, "giving up its read lock of {label}", "释放它在{label}上的读锁")
        }
        How::Signal => say!(lang, "signalling {label}", "通知{label}"),
        How::Arrive => say!(lang, "arriving at {label}", "到达{label}"),
        How::Post => say!(lang, "posting {label}", "对{label}执行 post"),
        How::Initialise => say!(lang, "finishing {label}", "完成{label}"),
        How::Wake => say!(lang, "waking {label}", "唤醒{label}"),
        How::EndThread => say!(lang, "ending", "结束"),
        How::EndProcess => say!(lang, "exiting", "退出"),
        How::ExecOrEnd => say!(lang, "calling execve or exiting", "调用 execve 或退出"),
        How::Write if fd >= 0 => say!(
            lang,
            "writing to its fd {fd}, or closing it as the last",
            "写入它的 fd {fd}，或作为最后一个关闭它"
        ),
        How::Read if fd >= 0 => say!(
            lang,
            "reading from its fd {fd}, or closing it as the last",
            "从它的 fd {fd} 读取，或作为最后一个关闭它"
        ),
        How::Write => say!(lang, "sending to {label}", "向{label}发送"),
        How::Read => say!(lang, "reading from {label}", "从{label}读取"),
        How::OpenOther => say!(lang, "opening {label}", "打开{label}"),
        How::ChangeSemaphore => say!(lang, "changing {label}", "改变{label}"),
        How::SendMessage => say!(lang, "sending to {label}", "向{label}发送"),
        How::TakeMessage => say!(lang, "receiving from {label}", "从{label}接收"),
        How::Connect => say!(lang, "connecting to {label}", "连接{label}"),
        How::Accept => say!(lang, "accepting the connection", "接受该连接"),
        How::Kill => say!(lang, "sending it a signal", "向它发送信号"),
        How::Continue => say!(lang, "sending it SIGCONT", "向它发送 SIGCONT"),
        How::SetTimer => say!(lang, "setting its timer", "设置它的定时器"),
        How::MakeReady => {
            say!(lang, "making one of its descriptors ready", "使它的某个描述符就绪")
        }
    }
}

/// Who or what could end a wait.
pub(crate) fn wakers(sight: &Sight, wait: &Wait) -> Vec<Waker> {
    const MOST: usize = 16;
    let lang = sight.lang;
    let label = resource_label(sight, wait.resource);
    let mut all: Vec<Waker> = Vec::new();
    for need in &wait.needs {
        for way in need.ways.iter().take(MOST) {
            all.push(waker(wait, way, &label, lang));
        }
        if let Some(how) = others(sight, wait, need, &label) {
            all.push(Waker { who: ObjectRef::Process(wait.pid), how });
        }
    }
    if wait.input {
        let how = say!(lang, "input from outside", "来自外部的输入");
        all.push(Waker { who: ObjectRef::Terminal, how });
    }
    if let Some(at_ns) = wait.signal_ns {
        let at = duration(at_ns);
        let how = say!(
            lang,
            "a timer of {}, which sends a signal at {at}",
            "{} 的定时器将在 {at} 发送信号",
            wait.pid
        );
        all.push(Waker { who: ObjectRef::Process(wait.pid), how });
    }
    all
}

fn waker(wait: &Wait, way: &Way, label: &str, lang: Lang) -> Waker {
    let tid = way.tid;
    let who = match way.fd {
        Some((pid, fd)) => ObjectRef::Fd(pid, fd),
        None => ObjectRef::Thread(tid),
    };
    let doing = doing(way.how, label, way.fd.map(|(_, fd)| fd), lang);
    let how = if tid == wait.tid {
        say!(
            lang,
            "only {tid} itself, by {doing}; but it sleeps",
            "只有 {tid} 自己可以{doing}，而它在睡眠"
        )
    } else if way.how == How::Post {
        say!(
            lang,
            "{tid}, by {doing}: it took it and has not posted it since",
            "{tid} 可以{doing}：它取走后尚未归还"
        )
    } else {
        say!(lang, "{tid}, by {doing}", "{tid} 可以{doing}")
    };
    Waker { who, how }
}

/// Those whom nothing names.
fn others(sight: &Sight, wait: &Wait, need: &Need, label: &str) -> Option<String> {
    let (kernel, lang) = (sight.kernel(), sight.lang);
    let doing = doing(need.how, label, None, lang);
    let space = |tid: Tid| kernel.process(kernel.thread(tid).process).space;
    let mut ids: Vec<i32> = match need.others {
        Others::Nobody if need.ways.is_empty() => {
            return Some(say!(lang, "nobody is left who could, by {doing}", "已没有谁能{doing}"));
        }
        Others::Nobody => return None,
        Others::Sharing(shared) => {
            kernel.threads.ids().filter(|tid| space(*tid) == shared).map(|tid| tid.0).collect()
        }
        Others::Anyone => kernel.threads.ids().map(|tid| tid.0).collect(),
    };
    ids.retain(|tid| *tid != wait.tid && need.ways.iter().all(|way| way.tid != *tid));
    let who = list(&ids, lang);
    match ids.is_empty() {
        false if ids.len() == 1 => Some(say!(lang, "{who}, by {doing}", "{who} 可以{doing}")),
        true if need.ways.is_empty() => {
            Some(say!(lang, "nobody is left who could, by {doing}", "已没有谁能{doing}"))
        }
        true => None,
        false => {
            Some(say!(lang, "whoever is first of {who}, by {doing}", "{who} 中最先{doing}的线程"))
        }
    }
}

/// "101 waits for mutex `a`, which 102 holds": one link of a circle.
pub(crate) fn link(sight: &Sight, wait: &Wait, next: i32) -> String {
    let (lang, tid) = (sight.lang, wait.tid);
    let label = resource_label(sight, wait.resource);
    let ways = wait.needs.iter().flat_map(|need| &need.ways);
    let way = ways.clone().find(|way| way.tid == next);
    let owner = if next == tid { say!(lang, "it itself", "它自己") } else { next.to_string() };
    match way.map(|way| (way.how, way.fd)) {
        Some((How::Unlock | How::UnlockFile, _)) => {
            say!(
                lang,
                "{tid} waits for {label}, which {owner} holds",
                "{tid} 等待{label}，而{owner} 持有它"
            )
        }
        Some((How::UnlockRead, _)) => say!(
            lang,
            "{tid} waits for {label}, which {owner} has locked for reading",
            "{tid} 等待{label}，而{owner} 持有其读锁"
        ),
        Some((How::Post | How::ChangeSemaphore, _)) => say!(
            lang,
            "{tid} waits for {label}, which {owner} took and has not posted since",
            "{tid} 等待{label}，而{owner} 取走后尚未归还"
        ),
        Some((_, Some((_, fd)))) => say!(
            lang,
            "{tid} waits for {label}, whose other end {owner} has as fd {fd}",
            "{tid} 等待{label}，其另一端是{owner} 的 fd {fd}"
        ),
        Some((How::EndThread | How::EndProcess | How::ExecOrEnd, _)) => {
            say!(lang, "{tid} waits for {label}", "{tid} 等待{label}")
        }
        Some(_) => say!(
            lang,
            "{tid} waits for {label}, and so for {owner}",
            "{tid} 等待{label}，也就是等待{owner}"
        ),
        None => say!(
            lang,
            "{tid} waits for {label}, and {owner} could help if it went on",
            "{tid} 等待{label}，{owner} 若能继续则可以帮助它"
        ),
    }
}

/// Why a thread sleeps: of its object, or of its call.
pub(crate) fn why(sight: &Sight, wait: &Wait) -> String {
    use vitrine_kernel::task::ThreadState;
    clause(sight, wait).unwrap_or_else(|| match &sight.kernel().thread(Tid(wait.tid)).state {
        ThreadState::Sleeping(sleep) => words::sleep_reason(&sleep.reason, sight.lang),
        ThreadState::Stopped | ThreadState::Running(_) | ThreadState::Ready(_) => {
            say!(sight.lang, "stopped until SIGCONT", "已停止，直到收到 SIGCONT")
        }
    })
}

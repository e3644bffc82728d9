//! Kernel things in words: reasons, objects and states, in both languages.

use alloc::format;
use alloc::string::{String, ToString};

use vitrine_abi::Errno;
use vitrine_kernel::ipc::IpcWait;
use vitrine_kernel::locks::Owner;
use vitrine_kernel::{
    ExitStatus, FaultOutcome, Place, SignalEffect, SleepReason, SwitchReason, WakeReason, Why,
};

use crate::lang::say;
use crate::{Lang, ObjectRef};

/// Virtual time with a unit that fits: `41.7 µs`.
pub fn duration(ns: u64) -> String {
    let (value, unit) = match ns {
        0..1_000 => return format!("{ns} ns"),
        1_000..1_000_000 => (ns as f64 / 1e3, "µs"),
        1_000_000..1_000_000_000 => (ns as f64 / 1e6, "ms"),
        _ => (ns as f64 / 1e9, "s"),
    };
    let text = if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") };
    format!("{} {unit}", text.strip_suffix(".0").unwrap_or(&text))
}

/// "1 byte", "5 bytes", "5 字节".
pub(crate) fn bytes(count: u64, lang: Lang) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 byte".to_string(),
        (Lang::En, _) => format!("{count} bytes"),
        (Lang::Zh, _) => format!("{count} 字节"),
    }
}

/// What a sleeper waits for, as the rest of "it waits …".
pub(crate) fn sleep_reason(reason: &SleepReason, lang: Lang) -> String {
    match reason {
        SleepReason::PipeEmpty(pipe) => {
            let pipe = pipe.number();
            say!(
                lang,
                "pipe #{pipe} is empty and a write end is open, so data may still come",
                "管道 #{pipe} 为空，且仍有写端打开，数据还可能到来"
            )
        }
        SleepReason::PipeFull(pipe) => {
            let pipe = pipe.number();
            say!(
                lang,
                "pipe #{pipe} has no free page slot; a reader must make room",
                "管道 #{pipe} 没有空闲的页槽，要等读者腾出空间"
            )
        }
        SleepReason::TerminalInput => {
            say!(lang, "no input has arrived yet", "还没有输入到达")
        }
        SleepReason::Child(Some(pid)) => {
            say!(lang, "child {pid} has not changed its state yet", "子进程 {pid} 的状态还没有改变")
        }
        SleepReason::Child(None) => {
            say!(lang, "no child has changed its state yet", "还没有子进程改变状态")
        }
        SleepReason::Time => say!(lang, "it asked to sleep until a time", "它要求睡到某个时刻"),
        SleepReason::Io => say!(lang, "its I/O is not done yet", "它的 I/O 尚未完成"),
        SleepReason::Signal => say!(lang, "it waits for a signal", "它在等待信号"),
        SleepReason::Vfork(pid) => say!(
            lang,
            "child {pid} borrows its memory until it calls execve or exits",
            "子进程 {pid} 借用着它的内存，直到调用 execve 或退出"
        ),
        SleepReason::Futex(address) => say!(
            lang,
            "the futex word at {address:#x} still has the value it saw",
            "地址 {address:#x} 处的 futex 字仍是它看到的值"
        ),
        SleepReason::Poll => {
            say!(lang, "none of its descriptors is ready", "它关心的描述符都没有就绪")
        }
        SleepReason::FifoPartner(pipe) => {
            let pipe = pipe.number();
            say!(
                lang,
                "nobody has opened the other end of FIFO #{pipe}",
                "还没有人打开 FIFO #{pipe} 的另一端"
            )
        }
        SleepReason::Ipc(wait) => ipc_wait(wait, lang),
        SleepReason::FileLock(owner) => match owner {
            Owner::Process(pid) => {
                say!(lang, "a lock of process {pid} is in the way", "进程 {pid} 的锁挡住了它")
            }
            Owner::Description(_) | Owner::Whole(_) => say!(
                lang,
                "a lock of another open file description is in the way",
                "另一个打开文件描述的锁挡住了它"
            ),
        },
        SleepReason::SocketEmpty(socket) => {
            let socket = socket.number();
            say!(lang, "nothing has arrived at socket #{socket}", "套接字 #{socket} 还没有收到数据")
        }
        SleepReason::SocketFull(socket) => {
            let socket = socket.number();
            say!(
                lang,
                "the receiver's queue is full; it must read (socket #{socket})",
                "接收方的队列已满，要等它读取（套接字 #{socket}）"
            )
        }
        SleepReason::SocketAccept(socket) => {
            let socket = socket.number();
            say!(
                lang,
                "no connection waits at listening socket #{socket}",
                "监听套接字 #{socket} 上没有等待的连接"
            )
        }
        SleepReason::SocketConnect(socket) => {
            let socket = socket.number();
            say!(
                lang,
                "the backlog of listening socket #{socket} is full",
                "监听套接字 #{socket} 的 backlog 已满"
            )
        }
    }
}

fn ipc_wait(wait: &IpcWait, lang: Lang) -> String {
    match wait {
        IpcWait::Message(queue) => say!(
            lang,
            "message queue {queue} holds no message of the wanted type",
            "消息队列 {queue} 中没有所要类型的消息"
        ),
        IpcWait::Room(queue) => {
            say!(lang, "message queue {queue} has no room", "消息队列 {queue} 没有空间")
        }
        IpcWait::Semaphores(set) => say!(
            lang,
            "the semaphores of set {set} do not allow its operation yet",
            "信号量集 {set} 还不允许它的操作"
        ),
        IpcWait::NamedMessage(queue) => {
            let queue = queue.number();
            say!(lang, "POSIX message queue #{queue} is empty", "POSIX 消息队列 #{queue} 为空")
        }
        IpcWait::NamedRoom(queue) => {
            let queue = queue.number();
            say!(lang, "POSIX message queue #{queue} is full", "POSIX 消息队列 #{queue} 已满")
        }
    }
}

/// The caption of a group of sleepers.
pub(crate) fn queue_label(reason: &SleepReason, lang: Lang) -> String {
    match reason {
        SleepReason::PipeEmpty(pipe) => {
            let pipe = pipe.number();
            say!(lang, "reads pipe #{pipe}", "等待读管道 #{pipe}")
        }
        SleepReason::PipeFull(pipe) => {
            let pipe = pipe.number();
            say!(lang, "writes pipe #{pipe}", "等待写管道 #{pipe}")
        }
        SleepReason::TerminalInput => say!(lang, "wait for input", "等待输入"),
        SleepReason::Child(Some(pid)) => say!(lang, "wait for child {pid}", "等待子进程 {pid}"),
        SleepReason::Child(None) => say!(lang, "wait for a child", "等待子进程"),
        SleepReason::Time => say!(lang, "sleep until a time", "定时睡眠"),
        SleepReason::Io => say!(lang, "wait for I/O", "等待 I/O"),
        SleepReason::Signal => say!(lang, "wait for a signal", "等待信号"),
        SleepReason::Vfork(pid) => {
            say!(lang, "wait for vfork child {pid}", "等待 vfork 子进程 {pid}")
        }
        SleepReason::Futex(address) => say!(lang, "futex {address:#x}", "futex {address:#x}"),
        SleepReason::Poll => say!(lang, "wait for descriptors", "等待描述符"),
        SleepReason::FifoPartner(pipe) => {
            let pipe = pipe.number();
            say!(lang, "open FIFO #{pipe}", "打开 FIFO #{pipe}")
        }
        SleepReason::Ipc(wait) => match wait {
            IpcWait::Message(queue) | IpcWait::Room(queue) => {
                say!(lang, "message queue {queue}", "消息队列 {queue}")
            }
            IpcWait::Semaphores(set) => say!(lang, "semaphore set {set}", "信号量集 {set}"),
            IpcWait::NamedMessage(queue) | IpcWait::NamedRoom(queue) => {
                let queue = queue.number();
                say!(lang, "POSIX message queue #{queue}", "POSIX 消息队列 #{queue}")
            }
        },
        SleepReason::FileLock(_) => say!(lang, "wait for a lock", "等待文件锁"),
        SleepReason::SocketEmpty(socket) => {
            let socket = socket.number();
            say!(lang, "wait to receive at socket #{socket}", "等待从套接字 #{socket} 接收")
        }
        SleepReason::SocketFull(socket) => {
            let socket = socket.number();
            say!(lang, "wait to send at socket #{socket}", "等待从套接字 #{socket} 发送")
        }
        SleepReason::SocketAccept(socket) => {
            let socket = socket.number();
            say!(lang, "accept at socket #{socket}", "在套接字 #{socket} 上等待连接")
        }
        SleepReason::SocketConnect(socket) => {
            let socket = socket.number();
            say!(lang, "connect to socket #{socket}", "连接套接字 #{socket}")
        }
    }
}

/// The manual page that explains a sleep.
pub(crate) fn sleep_source(reason: &SleepReason) -> &'static str {
    match reason {
        SleepReason::PipeEmpty(_) | SleepReason::PipeFull(_) => "pipe(7)",
        SleepReason::FifoPartner(_) => "fifo(7)",
        SleepReason::TerminalInput => "termios(3)",
        SleepReason::Child(_) => "wait(2)",
        SleepReason::Time | SleepReason::Io => "nanosleep(2)",
        SleepReason::Signal => "signal(7)",
        SleepReason::Vfork(_) => "vfork(2)",
        SleepReason::Futex(_) => "futex(2)",
        SleepReason::Poll => "poll(2)",
        SleepReason::Ipc(IpcWait::Message(_) | IpcWait::Room(_)) => "msgop(2)",
        SleepReason::Ipc(IpcWait::Semaphores(_)) => "semop(2)",
        SleepReason::Ipc(IpcWait::NamedMessage(_) | IpcWait::NamedRoom(_)) => "mq_overview(7)",
        SleepReason::FileLock(_) => "fcntl(2)",
        SleepReason::SocketEmpty(_) => "recv(2)",
        SleepReason::SocketFull(_) => "send(2)",
        SleepReason::SocketAccept(_) => "accept(2)",
        SleepReason::SocketConnect(_) => "listen(2)",
    }
}

pub(crate) fn wake_reason(by: &WakeReason, lang: Lang) -> String {
    match by {
        WakeReason::Queue { by: Some(tid), .. } => say!(lang, "woken by {tid}", "被 {tid} 唤醒"),
        WakeReason::Queue { by: None, .. } => {
            say!(lang, "woken by the kernel", "被内核唤醒")
        }
        WakeReason::TimedOut => say!(lang, "its time has come", "时间已到"),
        WakeReason::Signal(signal) => {
            let name = signal.name();
            say!(lang, "interrupted by {name}", "被 {name} 打断")
        }
    }
}

pub(crate) fn switch_reason(why: SwitchReason, lang: Lang) -> String {
    match why {
        SwitchReason::Blocked => say!(lang, "the old thread sleeps", "原线程睡眠"),
        SwitchReason::SliceOver => {
            say!(lang, "its time slice is over and others wait", "时间片用完，且有其他线程在等待")
        }
        SwitchReason::Yielded => say!(lang, "it gave the CPU away", "它让出了 CPU"),
        SwitchReason::Exited => say!(lang, "the old thread has ended", "原线程已结束"),
        SwitchReason::Stopped => say!(lang, "a signal stopped it", "它被信号停止"),
        SwitchReason::WasIdle => say!(lang, "the CPU was idle", "CPU 原先空闲"),
        SwitchReason::Preempted => {
            say!(lang, "a thread that goes first became ready", "应先运行的线程已就绪")
        }
        SwitchReason::Throttled => {
            say!(lang, "its budget for this period is used up", "本周期的预算已用完")
        }
    }
}

/// "exited with status 0", "killed by SIGSEGV".
pub(crate) fn exit_status(status: ExitStatus, lang: Lang) -> String {
    match status {
        ExitStatus::Exited(code) => say!(lang, "exited with status {code}", "以状态 {code} 退出"),
        ExitStatus::Signaled { signal, .. } => {
            let name = signal.name();
            say!(lang, "killed by {name}", "被 {name} 杀死")
        }
    }
}

pub(crate) fn fault_outcome(outcome: FaultOutcome, lang: Lang) -> String {
    match outcome {
        FaultOutcome::ZeroPage => say!(
            lang,
            "first touch: the kernel maps a fresh frame of zeroes",
            "首次访问：内核映射一个全零的新页框"
        ),
        FaultOutcome::FilePage(_) => say!(
            lang,
            "first touch: the kernel maps a page of the program file",
            "首次访问：内核映射程序文件的一页"
        ),
        FaultOutcome::CowCopied => say!(
            lang,
            "the frame is shared copy-on-write: the writer gets a copy of its own",
            "该页框写时复制共享：写者得到自己的一份副本"
        ),
        FaultOutcome::CowReused => say!(
            lang,
            "nobody else maps the frame any more: it simply becomes writable, nothing is copied",
            "已没有别人映射该页框：它直接变为可写，无需复制"
        ),
        FaultOutcome::StackGrown => say!(lang, "the stack grows by a page", "栈增长一页"),
        FaultOutcome::Signal(signal) => {
            let name = signal.name();
            say!(lang, "no right to be there: {name}", "无权访问该处：{name}")
        }
    }
}

pub(crate) fn signal_effect(effect: SignalEffect, lang: Lang) -> String {
    match effect {
        SignalEffect::Handler(address) => {
            say!(lang, "its handler at {address:#x} runs", "运行位于 {address:#x} 的处理函数")
        }
        SignalEffect::Ignored => say!(lang, "it is ignored", "被忽略"),
        SignalEffect::Killed => say!(lang, "the process ends", "进程结束"),
        SignalEffect::Stopped => say!(lang, "the process stops", "进程停止"),
        SignalEffect::Continued => say!(lang, "the process goes on", "进程继续"),
    }
}

pub(crate) fn place(place: &Place, lang: Lang) -> String {
    match place {
        Place::User { process, .. } => say!(lang, "memory of {process}", "{process} 的内存"),
        Place::Pipe(pipe) => {
            let pipe = pipe.number();
            say!(lang, "pipe #{pipe}", "管道 #{pipe}")
        }
        Place::Socket(socket) => {
            let socket = socket.number();
            say!(lang, "socket #{socket}", "套接字 #{socket}")
        }
        Place::File(inode) => {
            let inode = inode.number();
            say!(lang, "file (inode {inode})", "文件（inode {inode}）")
        }
        Place::Terminal => say!(lang, "terminal", "终端"),
        Place::Kernel => say!(lang, "kernel", "内核"),
    }
}

pub(crate) fn place_object(place: &Place) -> ObjectRef {
    match place {
        Place::User { process, .. } => ObjectRef::Process(process.0),
        Place::Pipe(pipe) => ObjectRef::Pipe(pipe.number()),
        Place::File(inode) => ObjectRef::Inode(inode.number()),
        Place::Terminal => ObjectRef::Terminal,
        // A socket has no picture of its own yet; its queue is the kernel's memory.
        Place::Socket(_) | Place::Kernel => ObjectRef::Kernel,
    }
}

/// Why a call failed, as a sentence without a full stop.
pub(crate) fn why(errno: Errno, why: &Why, lang: Lang) -> String {
    match why {
        Why::Errno => errno.text().to_string(),
        Why::BadFd(fd) => say!(lang, "descriptor {fd} is not open", "描述符 {fd} 没有打开"),
        Why::WrongMode(fd) => say!(
            lang,
            "descriptor {fd} is not open for this direction",
            "描述符 {fd} 没有以此方向打开"
        ),
        Why::NoReaders(pipe) => {
            let pipe = pipe.number();
            say!(lang, "pipe #{pipe} has no read end any more", "管道 #{pipe} 已没有读端")
        }
        Why::PipeEmpty(pipe) => {
            let pipe = pipe.number();
            say!(
                lang,
                "pipe #{pipe} is empty and the description is non-blocking",
                "管道 #{pipe} 为空，且打开文件描述为非阻塞"
            )
        }
        Why::PipeFull(pipe) => {
            let pipe = pipe.number();
            say!(
                lang,
                "pipe #{pipe} has too little room and the description is non-blocking",
                "管道 #{pipe} 空间不足，且打开文件描述为非阻塞"
            )
        }
        Why::NoEntry(path) => say!(lang, "there is no {path}", "不存在 {path}"),
        Why::Exists(path) => say!(lang, "{path} exists already", "{path} 已存在"),
        Why::BadAddress(address) => say!(
            lang,
            "the pointer {address:#x} leads nowhere it may",
            "指针 {address:#x} 指向不可用之处"
        ),
        Why::NoChild => say!(lang, "it has no such child", "它没有这样的子进程"),
        Why::Limit(what) => say!(lang, "a limit is reached: {what}", "达到上限：{what}"),
        Why::BadArgument(what) => {
            say!(lang, "{what} has a value the call does not take", "{what} 的值不被该调用接受")
        }
        Why::WrongKind(_) => {
            say!(lang, "this kind of file cannot do that", "这类文件不支持该操作")
        }
        Why::Interrupted(signal) => {
            let name = signal.name();
            say!(lang, "{name} came while it slept", "睡眠时收到 {name}")
        }
        Why::NoProcess(id) => {
            say!(lang, "no process or thread has the number {id}", "没有编号为 {id} 的进程或线程")
        }
        Why::ValueChanged(value) => say!(
            lang,
            "the futex word is {value} and not what the caller expects",
            "futex 字的值是 {value}，与调用者期望的不同"
        ),
        Why::BackgroundJob => say!(
            lang,
            "the terminal is not its controlling terminal, or it may not use it in the background",
            "它没有控制终端，或不能在后台使用该终端"
        ),
        Why::Permission => say!(lang, "it has no permission", "权限不足"),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_have_fitting_units() {
        let shown: Vec<_> = [999, 41_700, 100_000, 2_000_000, 3_250_000_000].map(duration).into();
        assert_eq!(shown, ["999 ns", "41.7 µs", "100 µs", "2 ms", "3.2 s"]);
    }
}

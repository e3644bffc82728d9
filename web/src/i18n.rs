//! Every word of the page itself, in both languages. A message without one of them does not compile.

use vitrine_inspect::Lang;

macro_rules! messages {
    ($($name:ident: $en:literal, $zh:literal;)*) => {
        /// A message of the page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum M { $($name),* }
        impl M {
            /// The message in a language; `{0}`, `{1}` stand for what [`say`] fills in.
            pub(crate) const fn text(self, lang: Lang) -> &'static str {
                match (self, lang) { $((M::$name, Lang::En) => $en, (M::$name, Lang::Zh) => $zh),* }
            }
        }
    };
}

/// A message with its places filled.
pub(crate) fn say(lang: Lang, message: M, fill: &[&str]) -> String {
    let mut text = message.text(lang).to_owned();
    for (index, value) in fill.iter().enumerate() {
        text = text.replace(["{0}", "{1}", "{2}", "{3}"][index.min(3)], value);
    }
    text
}

messages! {
    Tagline: "The operating system behind glass", "玻璃后面的操作系统";
    Pitch: "Real C programs on a simulated Linux-like kernel, in your browser. Every thread, page, descriptor and queue is visible, forwards and backwards, with the reason for every step.",
           "真实的 C 程序运行在浏览器里模拟的类 Linux 内核上。每个线程、页、描述符和队列都看得见，可以前进也可以后退，每一步都说明原因。";
    Lessons: "Lessons", "课程";
    Gallery: "All lessons", "全部课程";
    OwnProgram: "Your own program", "你自己的程序";
    OwnSummary: "Write C, run it on the kernel, and watch it step by step.", "编写 C 程序，在内核上运行，逐步观察。";
    Myth: "Myth check", "辨析";
    Back: "Step back", "后退一步";
    Forward: "Step forward", "前进一步";
    Play: "Play", "播放";
    Pause: "Pause", "暂停";
    Grain: "Grain of a step", "步长";
    GrainInstruction: "instruction", "指令";
    GrainLine: "line", "源码行";
    GrainCall: "system call", "系统调用";
    GrainEvent: "event", "事件";
    GrainSwitch: "switch", "切换";
    Speed: "Speed", "速度";
    Language: "Language", "语言";
    ThemeAuto: "Theme: as the system", "主题：跟随系统";
    ThemeLight: "Theme: light", "主题：浅色";
    ThemeDark: "Theme: dark", "主题：深色";
    Share: "Share", "分享";
    Embed: "Embed", "嵌入";
    Help: "Help", "帮助";
    Close: "Close", "关闭";
    Copy: "Copy", "复制";
    Copied: "Copied", "已复制";
    Run: "Run", "运行";
    RunHint: "Run the changed program (Ctrl+Enter)", "运行修改后的程序（Ctrl+Enter）";
    Reset: "Reset", "还原";
    Edited: "changed, not run yet", "已修改，尚未运行";
    Code: "Code", "代码";
    Stage: "Stage", "舞台";
    Details: "Details", "详情";
    Lesson: "Lesson", "课程";
    Timeline: "Timeline", "时间线";
    Output: "Output", "输出";
    NoOutput: "nothing written yet", "尚无输出";
    Terminal: "terminal", "终端";
    Locals: "Variables of {0}", "{0} 的变量";
    NoLocals: "no variables in scope", "作用域内没有变量";
    InLibrary: "in {0}, C library", "在 C 库函数 {0} 中";
    Problems: "The program does not compile", "程序无法编译";
    ProblemsHint: "The picture still shows the program that ran before.", "画面仍显示之前运行的程序。";
    Warnings: "The compiler warns", "编译器警告";
    MissingFile: "A file of this page could not be loaded ({0}). Try again when the network is back.", "本页的一个文件无法载入（{0}）。请在网络恢复后重试。";
    MissingProgram: "The link's program cannot be read ({0}).", "无法读取链接中的程序（{0}）。";
    WaitLesson: "Loading the lesson …", "正在载入课程……";
    WaitCompiler: "Loading the compiler …", "正在载入编译器……";
    WaitCompiling: "Compiling …", "正在编译……";
    NoRun: "There is no run to show: the program does not compile.", "没有可显示的运行：程序无法编译。";
    UserSpace: "User space", "用户空间";
    KernelSpace: "Kernel", "内核";
    Devices: "Devices", "设备";
    Cpu: "CPU {0}", "CPU {0}";
    RunQueue: "run queue", "就绪队列";
    Empty: "empty", "空";
    Idle: "idle", "空闲";
    FdTable: "fd table of {0}", "{0} 的描述符表";
    Descriptions: "open file descriptions", "打开文件描述";
    References: "refs {0}", "引用 {0}";
    PipeTitle: "pipe #{0} · {1} of {2} bytes", "管道 #{0} · {1} / {2} 字节";
    ParentOf: "parent of {0}", "{0} 的父进程";
    ChildOf: "child of {0}", "{0} 的子进程";
    PagesLine: "pages: {0} shared, {1} private", "页：共享 {0}，私有 {1}";
    PagesShort: "{0} shared, {1} own", "共享 {0}，私有 {1}";
    Zombie: "zombie", "僵尸";
    Frames: "page frames", "页框";
    FramesShared: "shared", "共享";
    FramesPrivate: "private", "私有";
    FramesFresh: "new in this step", "本步新增";
    More: "and {0} more", "另有 {0} 个";
    SliceLeft: "{0} of its slice left", "时间片剩余 {0}";
    BytesOne: "1 byte", "1 字节";
    BytesMany: "{0} bytes", "{0} 字节";
    CopyCpu: "CPU copy", "CPU 复制";
    CopyDma: "DMA", "DMA";
    SoFar: "this run so far", "本次运行至此";
    CountCalls: "system calls", "系统调用";
    CountModes: "mode switches", "模式切换";
    CountContexts: "context switches", "上下文切换";
    CountFaults: "page faults", "缺页异常";
    CountCow: "pages copied on write", "写时复制页";
    CountCpuBytes: "copied by CPU", "CPU 复制";
    CountDmaBytes: "by DMA", "DMA 搬运";
    AsTable: "As table", "表格";
    Lens: "Lens", "镜头";
    LensDescriptors: "descriptors", "描述符";
    LensMemory: "memory", "内存";
    LensScheduling: "scheduling", "调度";
    LensLocks: "locks", "锁";
    NoLocks: "no locks in use", "没有使用中的锁";
    ArrowLegend: "solid: held by · dashed: waits for", "实线：被持有 · 虚线：等待";
    MutualExclusion: "mutual exclusion", "互斥";
    HoldAndWait: "hold and wait", "占有并等待";
    NoPreemption: "no preemption", "不可抢占";
    CircularWait: "circular wait", "循环等待";
    Races: "Data races", "数据竞争";
    LookForRaces: "Look for data races in this run", "在本次运行中查找数据竞争";
    NoRaces: "None in this run: for every two accesses that could disturb each other, something says which comes first.", "本次运行中没有：任何两个可能互相干扰的访问之间都有先后约束。";
    RacesWatching: "{0} steps watched …", "已监视 {0} 步……";
    RacesImpossible: "This program has no debug information.", "该程序没有调试信息。";
    StepN: "Step {0}", "第 {0} 步";
    KillHere: "Kill it here (SIGKILL)", "在此处杀死它（SIGKILL）";
    Banker: "Banker", "银行家";
    Customer: "customer", "客户";
    Claim: "claim", "最大需求";
    Allocation: "allocation", "已分配";
    Need: "need", "尚需";
    Requested: "waits for", "正在等待";
    AvailableOf: "available {0} of {1}", "可用 {0}，总数 {1}";
    SafeSequence: "Safe: they can finish in the order {0}.", "安全：可按 {0} 的顺序完成。";
    Unsafe: "Not safe: there is no order in which all can surely finish.", "不安全：没有能保证全部完成的顺序。";
    BankerOff: "The banker is switched off: whatever is free is granted.", "银行家已关闭：只要有空闲就分配。";
    Conditions: "Conditions for deadlock", "死锁的必要条件";
    Locks: "Synchronisation objects", "同步对象";
    FHolders: "held by", "持有者";
    FWaiters: "waiting", "等待者";
    FAddress: "address", "地址";
    FCondition: "condition", "条件";
    FLockName: "name", "名称";
    FMet: "met", "成立";
    Yes: "yes", "是";
    No: "no", "否";
    FReturnsTo: "will want again", "醒来后还需要";
    MemoryN: "Word {1} of {0}", "{0} 的内存字 {1}";
    StageTitle: "The machine at step {0}", "第 {0} 步时的机器";
    StageDescription: "Processes above the glass, the kernel's CPUs, queues, descriptor tables, open file descriptions and pipes below it. The button “As table” shows the same as text.",
        "玻璃上方是进程，下方是内核的 CPU、队列、描述符表、打开文件描述和管道。“表格”按钮以文字显示同样的内容。";
    Select: "Select something on the stage or in the list to see it field by field.", "在舞台上或列表里选择一个对象，逐项查看。";
    Why: "Why is it here? Who can change that?", "它为什么在这里？谁能改变？";
    WhoCanWake: "Who can end this:", "谁能结束等待：";
    JumpAsleep: "Jump to where it fell asleep", "跳到它入睡的那一步";
    NextEvent: "Next event of this", "它的下一个事件";
    PreviousEvent: "Previous event of this", "它的上一个事件";
    ThreadN: "Thread {0}", "线程 {0}";
    ProcessN: "Process {0}", "进程 {0}";
    FdN: "fd {1} of {0}", "{0} 的描述符 {1}";
    FileN: "Open file description #{0}", "打开文件描述 #{0}";
    PipeN: "Pipe #{0}", "管道 #{0}";
    InodeN: "Inode #{0}", "索引节点 #{0}";
    KernelMemory: "Kernel memory", "内核内存";
    Gone: "It does not exist at this step.", "在这一步它并不存在。";
    Running: "running", "运行";
    Ready: "ready", "就绪";
    Blocked: "blocked", "阻塞";
    Stopped: "stopped", "停止";
    FState: "state", "状态";
    FProcess: "process", "进程";
    FCall: "in", "所在调用";
    FSince: "since", "始于";
    FOn: "on", "等待对象";
    FDeadline: "wakes at", "定时唤醒于";
    FLine: "at", "位置";
    FName: "program", "程序";
    FParent: "parent", "父进程";
    FChildren: "children", "子进程";
    FThreads: "threads", "线程";
    FGroup: "group, session", "进程组、会话";
    FShared: "pages shared", "共享页";
    FPrivate: "pages private", "私有页";
    FStatus: "exit status", "退出状态";
    FFile: "refers to", "指向";
    FFlags: "flags", "标志";
    FOffset: "offset", "偏移";
    FRefs: "references", "引用数";
    FTarget: "target", "目标";
    FBytes: "bytes", "字节数";
    FSlots: "page slots used", "已用页槽";
    FReaders: "read ends open", "打开的读端";
    FWriters: "write ends open", "打开的写端";
    FContent: "content", "内容";
    FPath: "path", "路径";
    FKind: "kind", "类型";
    FSize: "size", "大小";
    FLinks: "hard links", "硬链接";
    FRunning: "running", "正在运行";
    FQueue: "run queue", "就绪队列";
    FMode: "mode", "模式";
    FSlice: "slice left", "剩余时间片";
    ModeKernel: "kernel", "内核态";
    ModeUser: "user", "用户态";
    Cloexec: "closed by execve", "execve 时关闭";
    HeldBy: "held by", "持有者";
    Objects: "Everything at this step", "这一步的所有对象";
    Events: "Events of this step", "本步事件";
    StepOf: "step {0} of {1}", "第 {0} 步，共 {1} 步";
    StepOfMore: "step {0} of {1}…", "第 {0} 步，已知 {1} 步…";
    Exploring: "still running ahead", "仍在向前运行";
    LimitReached: "The run was ended at the page's limit.", "运行达到页面的上限，已停止。";
    Ended: "End: {0}", "结束：{0}";
    Stuck: "Stuck: {0}", "停滞：{0}";
    NotSimulated: "Not simulated: {0}", "未模拟：{0}";
    WaitsInput: "It waits for input in the terminal.", "它在等待终端输入。";
    Type: "Type here and press Enter", "在此输入并按回车";
    Playhead: "Playhead", "播放头";
    Fit: "Fit the whole run", "适合整个运行";
    ZoomIn: "Zoom in", "放大";
    ZoomOut: "Zoom out", "缩小";
    ShareTitle: "Share this moment", "分享这一刻";
    ShareText: "The link holds the program, the machine and this very step. Nothing is stored on any server.", "链接里包含程序、机器和当前这一步，不在任何服务器上存储。";
    ShareLong: "This link has {0} characters; some messengers cut links of more than 2,000.", "此链接有 {0} 个字符；有些聊天工具会截断超过 2000 个字符的链接。";
    EmbedInstead: "Embed in a page …", "嵌入网页……";
    LinkInstead: "Link …", "链接……";
    EmbedTitle: "Embed this moment in a course page", "把这一刻嵌入课程网页";
    LinkLabel: "Link", "链接";
    EmbedLabel: "HTML", "HTML";
    SearchTitle: "Search this run", "搜索本次运行";
    SearchLabel: "Words", "关键词";
    SearchHint: "A system call, a thread, “sleep”, “switch”, “fork” …", "系统调用、线程号、“入睡”、“切换”、“fork”……";
    SearchNone: "Nothing in the known run holds these words.", "已知的运行中没有包含这些词的事件。";
    SearchMore: "More follow; another word narrows them down.", "还有更多；再加一个词可缩小范围。";
    HelpTitle: "Keyboard", "键盘";
    HelpPlay: "play, pause", "播放、暂停";
    HelpStep: "step back, step forward", "后退、前进一步";
    HelpCoarse: "one grain coarser", "以更粗的步长";
    HelpEnds: "first, last step", "第一步、最后一步";
    HelpOf: "previous, next event of the selected thing", "所选对象的上一个、下一个事件";
    HelpFit: "fit the timeline", "时间线适合窗口";
    HelpWhy: "why? (the inspector)", "为什么？（详情）";
    HelpZoom: "zoom the timeline", "缩放时间线";
    HelpTable: "stage as table", "以表格显示舞台";
    HelpSearch: "search the events of the run", "搜索本次运行的事件";
    HelpEditor: "In the editor: Tab indents, Escape and then Tab leaves it, Ctrl+Enter runs, F9 sets a breakpoint that playing stops at", "编辑器中：Tab 缩进，先按 Esc 再按 Tab 离开，Ctrl+Enter 运行，F9 设置播放时停下的断点";
    BadLink: "This link cannot be opened", "无法打开此链接";
    CannotLoad: "The program cannot be started", "程序无法启动";
    ToGallery: "To the lessons", "前往课程";
    Variant: "Variant", "版本";
    Show: "Show", "查看";
    NotInRun: "does not happen in this run", "在本次运行中不发生";
    CodeOf: "Source of {0}", "{0} 的源代码";
    CodePositions: "Where the threads are", "线程所在位置";
    AtLine: "{0}: line {1}", "{0}：第 {1} 行";
    Legend: "running ▬  ready ▨  blocked ┄  zombie ·", "运行 ▬  就绪 ▨  阻塞 ┄  僵尸 ·";
    OpenLarge: "Open in Vitrine", "在 Vitrine 中打开";
    Pid: "pid", "进程号";
    Tid: "tid", "线程号";
    Files: "Open file descriptions", "打开文件描述";
    Pipes: "Pipes", "管道";
    Processes: "Processes", "进程";
    Threads: "Threads", "线程";
    Cpus: "CPUs", "CPU";
    Descriptors: "Descriptors", "描述符";
    FWhat: "what", "内容";
    FWhy: "why", "原因";
    ConceptA: "Processes", "进程";
    ConceptB: "Inter-process communication", "进程间通信";
    ConceptC: "Threads and scheduling", "线程与调度";
    ConceptD: "Deadlock", "死锁";
    ConceptE: "Blocking, asynchrony, I/O models", "阻塞、异步与 I/O 模型";
    ConceptF: "Multiplexing", "多路复用";
    ConceptG: "Zero copy", "零拷贝";
    ConceptH: "Interview questions", "面试题";
    ConceptI: "Linux commands", "Linux 命令";
}

/// The name of a chapter of the notes by its letter.
pub(crate) fn concept(letter: &str) -> M {
    match letter {
        "A" => M::ConceptA,
        "B" => M::ConceptB,
        "C" => M::ConceptC,
        "D" => M::ConceptD,
        "E" => M::ConceptE,
        "F" => M::ConceptF,
        "G" => M::ConceptG,
        "H" => M::ConceptH,
        _ => M::ConceptI,
    }
}

/// A number with its thousands apart: `65 536`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digits.len() > 4 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// A number of bytes in words.
pub(crate) fn bytes(lang: Lang, count: u64) -> String {
    match count {
        1 => M::BytesOne.text(lang).to_owned(),
        _ => say(lang, M::BytesMany, &[&thousands(count)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_apart_by_thousands() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(1930), "1930");
        assert_eq!(thousands(65536), "65\u{202f}536");
        assert_eq!(thousands(1234567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn places_are_filled_in_order() {
        assert_eq!(say(Lang::En, M::FdN, &["100", "4"]), "fd 4 of 100");
        assert_eq!(say(Lang::Zh, M::FdN, &["100", "4"]), "100 的描述符 4");
    }
}

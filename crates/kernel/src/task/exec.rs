//! execve(2): a new program in an old process.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Fd, Pid, Registers, Signal, Tid};

use crate::attempt::{Attempt, Unsupported, Why};
use crate::event::{Copier, Event, Place};
use crate::fd::Executable;
use crate::fs::Inode;
use crate::kernel::{Caller, Kernel};
use crate::mm::{
    AddressSpace, Backing, PAGE_SIZE, Protection, Region, RegionKind, STACK_TOP, page_ceil,
    page_floor,
};
use crate::table::Id;
use crate::task::elf::{self, Elf, ElfError, Segment};
use crate::task::script;
use crate::task::{Rlimit, Thread, ThreadState};

/// Where position-independent programs go: ELF_ET_DYN_BASE, 2/3 of user space.
const PIE_BASE: u64 = 0x2a_aaaa_a000;
/// MAX_ARG_STRLEN: one argument, with its zero.
const MAX_STRING: usize = 32 * PAGE_SIZE as usize;
/// Room for all arguments: a quarter of the stack limit, at most 6 MiB (fs/exec.c).
const MAX_STRINGS: u64 = 6 << 20;

/// `li a7, 139` (rt_sigreturn), `ecall`.
const SIGNAL_RETURN: u64 = 0x0000_0073_08b0_0893;

/// A program file with its arguments.
#[derive(Clone, Debug)]
pub struct Program {
    /// The file.
    pub inode: Id<Inode>,
    /// Its bytes.
    pub content: Arc<[u8]>,
    /// The path as it was called.
    pub path: Vec<u8>,
    /// The absolute path without links: /proc/self/exe.
    pub full_path: String,
    /// argv.
    pub arguments: Vec<Vec<u8>>,
    /// envp.
    pub environment: Vec<Vec<u8>>,
}

/// Why a program was not executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecError {
    /// The file is not one that Linux would run: ENOEXEC.
    Elf(ElfError),
    /// Arguments and environment are too long: E2BIG.
    TooLong,
    /// No frames are left: ENOMEM.
    NoMemory,
}

pub(crate) fn execve(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    let [path, argv, envp, ..] = args;
    run(kernel, caller, None, [path, argv, envp])
}

/// execveat(2): relative to a directory's descriptor, or the file behind a descriptor.
pub(crate) fn execveat(kernel: &mut Kernel, caller: &Caller, args: [u64; 6]) -> Attempt {
    const AT_FDCWD: i32 = -100;
    const AT_SYMLINK_NOFOLLOW: u64 = 0x100;
    const AT_EMPTY_PATH: u64 = 0x1000;
    let [fd, path, argv, envp, flags, _] = args;
    if flags & !(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) != 0 {
        return Attempt::Fail(Errno::Einval, Why::BadArgument("flags"));
    }
    let start = match kernel.read_user_string(caller, path) {
        Ok(text) if text.is_empty() && flags & AT_EMPTY_PATH != 0 => Some(Fd(fd as i32)),
        Ok(text) if text.starts_with(b"/") || fd as i32 == AT_FDCWD => None,
        Ok(_) => return Attempt::Unsupported(Unsupported::new("execveat: a directory's fd")),
        Err(errno) => return Attempt::Fail(errno, Why::BadAddress(path)),
    };
    if flags & AT_SYMLINK_NOFOLLOW != 0 {
        return Attempt::Unsupported(Unsupported::new("execveat: AT_SYMLINK_NOFOLLOW"));
    }
    run(kernel, caller, start, [path, argv, envp])
}

fn run(kernel: &mut Kernel, caller: &Caller, file: Option<Fd>, args: [u64; 3]) -> Attempt {
    match read_program(kernel, caller, file, args) {
        Ok(program) => match kernel.exec(caller.thread, program) {
            Ok(()) => Attempt::NoReturn,
            Err(ExecError::Elf(_)) => Attempt::Fail(Errno::Enoexec, Why::Errno),
            Err(ExecError::TooLong) => Attempt::Fail(Errno::E2big, Why::Limit("MAX_ARG_STRLEN")),
            Err(ExecError::NoMemory) => Attempt::Fail(Errno::Enomem, Why::Limit("memory")),
        },
        Err(failed) => failed,
    }
}

/// The program at a path, or the one behind a descriptor.
fn read_program(
    kernel: &mut Kernel,
    caller: &Caller,
    file: Option<Fd>,
    args: [u64; 3],
) -> Result<Program, Attempt> {
    let mut path = kernel
        .read_user_string(caller, args[0])
        .map_err(|errno| Attempt::Fail(errno, Why::BadAddress(args[0])))?;
    if let Some(fd) = file {
        // The link leads to the very file: do_open_execat, fs/exec.c.
        kernel
            .file_of(caller.process, fd)
            .map_err(|_| Attempt::Fail(Errno::Ebadf, Why::BadFd(fd)))?;
        path = alloc::format!("/proc/self/fd/{}", fd.0).into_bytes();
    }
    let found = kernel
        .lookup_executable(caller, &path)
        .map_err(|(errno, why)| Attempt::Fail(errno, why))?;
    if file.is_some() {
        path = found.path.clone().into_bytes();
    }
    let arguments = read_strings(kernel, caller, args[1])?;
    let environment = read_strings(kernel, caller, args[2])?;
    let arguments = if arguments.is_empty() { alloc::vec![Vec::new()] } else { arguments };
    let Executable { inode, path: full_path, content } = found;
    let program = Program { inode, content, path, full_path, arguments, environment };
    script::resolve(kernel, caller, program).map_err(|(errno, why)| Attempt::Fail(errno, why))
}

fn text(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

/// A null-terminated array of strings; a null pointer is an empty one.
fn read_strings(
    kernel: &mut Kernel,
    caller: &Caller,
    address: u64,
) -> Result<Vec<Vec<u8>>, Attempt> {
    let fault = |address| Attempt::Fail(Errno::Efault, Why::BadAddress(address));
    let mut strings = Vec::new();
    let mut size = 0;
    if address == 0 {
        return Ok(strings);
    }
    loop {
        let slot = address + 8 * strings.len() as u64;
        let pointer = kernel.read_user_u64(caller, slot).map_err(|bad| fault(bad.address))?;
        if pointer == 0 {
            break;
        }
        let string = kernel
            .read_user_bytes_to_zero(caller, pointer, MAX_STRING)
            .map_err(|bad| fault(bad.address))?
            .ok_or(Attempt::Fail(Errno::E2big, Why::Limit("MAX_ARG_STRLEN")))?;
        size += string.len() as u64 + 9;
        if size > MAX_STRINGS {
            return Err(Attempt::Fail(Errno::E2big, Why::Limit("ARG_MAX")));
        }
        strings.push(string);
    }
    Ok(strings)
}

impl Kernel {
    /// Replaces the program of a thread's process. On an error nothing has changed.
    pub(crate) fn exec(&mut self, tid: Tid, program: Program) -> Result<(), ExecError> {
        let pid = self.thread(tid).process;
        let elf = elf::parse(&program.content).map_err(ExecError::Elf)?;
        let base = if elf.position_independent { PIE_BASE } else { 0 };
        let stack_limit = self.process(pid).rlimits[Rlimit::STACK].soft;
        let mut space = AddressSpace { users: 1, stack_limit, ..AddressSpace::default() };
        space.load(&elf, base, &program).map_err(ExecError::Elf)?;
        let random = [self.chooser.random(), self.chooser.random()];
        let (image, sp) = self.first_stack(pid, (&elf, base), &program, random)?;
        if let Err(error) = self.fill_space(&mut space, &image) {
            space.clear(&mut self.memory);
            return Err(error);
        }
        self.end_other_threads(pid, tid);
        let tid = self.become_first_thread(pid, tid);
        self.leave_robust_list(tid);
        self.clear_child_tid(tid);
        self.delete_timers(pid);
        self.vfork_is_done(pid, Some(tid));
        self.drop_space(self.process(pid).space);
        let space = self.spaces.insert(space);
        let path = text(&program.path);
        let process = self.process_mut(pid);
        process.space = space;
        process.executable = program.full_path;
        process.arguments = program.arguments.into();
        process.environment = program.environment.into();
        process.exit_signal = process.exit_signal.map(|_| Signal::CHLD);
        (process.suid, process.sgid) = (process.euid, process.egid);
        process.settings.keeps_capabilities = false;
        process.handlers = Arc::new(process.handlers.after_exec());
        process.has_executed = true;
        let (cpu, now) = (self.thread(tid).cpu, self.now_ns());
        if self.thread(tid).state == ThreadState::Running(cpu) {
            self.cpus[cpu as usize].loaded_space = Some(space);
        }
        let thread = self.thread_mut(tid);
        thread.registers = Registers { pc: base + elf.entry, ..Registers::default() };
        thread.registers.x[Registers::SP] = sp;
        thread.alternate_stack = None;
        thread.since_ns = thread.since_ns.min(now);
        self.name_thread(tid, short_name(&path));
        self.close_on_exec(pid);
        self.spend(self.cost.exec_ns);
        self.emit(Event::Executed { thread: tid, path });
        let (from, to) = (Place::Kernel, Place::User { process: pid, address: sp });
        let bytes = image.len() as u64;
        let cost_ns = self.cost.copy_ns(bytes);
        let by = Copier::Cpu;
        self.emit(Event::Copied { thread: Some(tid), from, to, bytes, by, cost_ns });
        Ok(())
    }

    /// execve(2) ends all other threads of the process.
    fn end_other_threads(&mut self, pid: Pid, tid: Tid) {
        let others = self.process(pid).threads.clone();
        for other in others.into_iter().filter(|other| *other != tid) {
            self.end_thread(other);
        }
    }

    /// The thread that calls execve(2) has the process's number afterwards (de_thread,
    /// fs/exec.c).
    fn become_first_thread(&mut self, pid: Pid, tid: Tid) -> Tid {
        let first = Tid::from(pid);
        if tid == first {
            return tid;
        }
        let Some(thread) = self.threads.remove(tid) else { return tid };
        let thread = Thread { tid: first, ..(*thread).clone() };
        if let ThreadState::Running(cpu) = thread.state {
            self.cpus[cpu as usize].current = Some(first);
        }
        self.threads.insert(first, thread);
        self.process_mut(pid).threads = alloc::vec![first];
        self.emit(Event::ThreadRenamed { from: tid, to: first });
        first
    }

    /// Strings, pointers and auxv as they lie at the top of the stack, and the stack pointer:
    /// create_elf_tables, fs/binfmt_elf.c.
    fn first_stack(
        &self,
        pid: Pid,
        (elf, base): (&Elf, u64),
        program: &Program,
        random: [u64; 2],
    ) -> Result<(Vec<u8>, u64), ExecError> {
        let process = self.process(pid);
        let mut strings = Vec::new();
        let mut offsets = Vec::new();
        for string in program.arguments.iter().chain(&program.environment) {
            offsets.push(strings.len() as u64);
            strings.extend_from_slice(string);
            strings.push(0);
        }
        let path_offset = strings.len() as u64;
        strings.extend_from_slice(&program.path);
        strings.push(0);
        strings.resize(strings.len().next_multiple_of(16), 0);
        let random_offset = strings.len() as u64;
        strings.extend(random.iter().flat_map(|word| word.to_le_bytes()));
        let strings_at = STACK_TOP - 16 - strings.len() as u64;
        // getauxval(3). No AT_SYSINFO_EHDR, so that every clock call is a call.
        let auxv = [
            (16, 0x112d), // AT_HWCAP: I, M, A, F, D, C as bits of their letters.
            (6, PAGE_SIZE),
            (17, 100),
            (3, base + elf.headers),
            (4, 56),
            (5, u64::from(elf.header_count)),
            (7, 0),
            (8, 0),
            (9, base + elf.entry),
            (11, u64::from(process.uid)),
            (12, u64::from(process.euid)),
            (13, u64::from(process.gid)),
            (14, u64::from(process.egid)),
            (23, 0),
            (25, strings_at + random_offset),
            (31, strings_at + path_offset),
            (0, 0),
        ];
        let argc = program.arguments.len();
        let mut words = alloc::vec![argc as u64];
        words.extend(offsets[..argc].iter().map(|offset| strings_at + offset));
        words.push(0);
        words.extend(offsets[argc..].iter().map(|offset| strings_at + offset));
        words.push(0);
        words.extend(auxv.iter().flat_map(|(key, value)| [*key, *value]));
        let sp = (strings_at - 8 * words.len() as u64) & !15;
        if STACK_TOP - sp > MAX_STRINGS.min(process.rlimits[Rlimit::STACK].soft / 4 * 3) {
            return Err(ExecError::TooLong);
        }
        let mut image: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        image.resize((strings_at - sp) as usize, 0);
        image.extend_from_slice(&strings);
        image.resize((STACK_TOP - sp) as usize, 0);
        Ok((image, sp))
    }

    /// Makes the fixed text present, and writes the first stack.
    fn fill_space(&mut self, space: &mut AddressSpace, stack: &[u8]) -> Result<(), ExecError> {
        let mut pages: Vec<(u64, Vec<u8>, Protection)> = Vec::new();
        for region in space.regions.iter().filter(|region| region.kind == RegionKind::Text) {
            for address in (region.start..region.end).step_by(PAGE_SIZE as usize) {
                if let Some(bytes) = region.file_page(address) {
                    pages.push((address, bytes.to_vec(), region.protection));
                }
            }
        }
        let vdso = SIGNAL_RETURN.to_le_bytes().to_vec();
        pages.push((space.signal_return, vdso, Protection::RX));
        let start = page_floor(STACK_TOP - stack.len() as u64);
        let mut bytes = alloc::vec![0; (STACK_TOP - start) as usize - stack.len()];
        bytes.extend_from_slice(stack);
        for (index, page) in bytes.chunks(PAGE_SIZE as usize).enumerate() {
            pages.push((start + index as u64 * PAGE_SIZE, page.to_vec(), Protection::RW));
        }
        let stack = Region {
            start: start.min(STACK_TOP - 33 * PAGE_SIZE),
            end: STACK_TOP,
            protection: Protection::RW,
            shared: false,
            kind: RegionKind::Stack,
            backing: None,
        };
        space.insert(stack);
        for (address, bytes, protection) in pages {
            let frame = self.memory.allocate().ok_or(ExecError::NoMemory)?;
            self.memory.page_mut(frame)[..bytes.len()].copy_from_slice(&bytes);
            space.map(address / PAGE_SIZE, frame, protection);
        }
        Ok(())
    }
}

impl AddressSpace {
    /// Regions of the program file: elf_load, fs/binfmt_elf.c.
    fn load(&mut self, elf: &Elf, base: u64, program: &Program) -> Result<(), ElfError> {
        let mut end_of_data = 0;
        for segment in elf.segments.iter().filter(|segment| segment.memory_size > 0) {
            let segment = Segment { address: base + segment.address, ..*segment };
            self.load_segment(&segment, program)?;
            end_of_data = end_of_data.max(segment.address + segment.memory_size);
        }
        self.text_id = hash_text(&program.content, base);
        self.heap_start = page_ceil(end_of_data).ok_or(ElfError::BadSegments)?;
        self.heap_end = self.heap_start;
        let vdso = self.find_free(PAGE_SIZE).ok_or(ElfError::BadSegments)?;
        self.signal_return = vdso;
        self.insert(Region {
            start: vdso,
            end: vdso + PAGE_SIZE,
            protection: Protection::RX,
            shared: false,
            kind: RegionKind::Vdso,
            backing: None,
        });
        Ok(())
    }

    fn load_segment(&mut self, segment: &Segment, program: &Program) -> Result<(), ElfError> {
        let protection = Protection::from_bits(segment.protection);
        let start = page_floor(segment.address);
        let file_end = segment.address + segment.file_size;
        let file_pages_end = if segment.file_size > 0 {
            page_ceil(file_end).ok_or(ElfError::BadSegments)?
        } else {
            start
        };
        let end = segment.address.checked_add(segment.memory_size).and_then(page_ceil);
        let end = end.ok_or(ElfError::BadSegments)?;
        if !self.is_free(start, end) {
            return Err(ElfError::BadSegments);
        }
        let fixed = protection.execute && !protection.write;
        let kind = if fixed { RegionKind::Text } else { RegionKind::Data };
        let region = Region { start, end, protection, shared: false, kind, backing: None };
        if start < file_pages_end {
            let zeroes = segment.memory_size > segment.file_size || protection.write;
            let backing = Backing {
                inode: program.inode,
                path: program.full_path.clone(),
                content: program.content.clone(),
                offset: page_floor(segment.offset),
                limit: if zeroes { segment.offset + segment.file_size } else { u64::MAX },
            };
            self.insert(Region { end: file_pages_end, backing: Some(backing), ..region.clone() });
        }
        if file_pages_end < end {
            let kind = RegionKind::Data;
            self.insert(Region { start: file_pages_end, kind, ..region });
        }
        Ok(())
    }
}

/// Names the text of a program at an address.
fn hash_text(content: &[u8], base: u64) -> u64 {
    use core::hash::Hasher;
    let mut digest = crate::digest::Digest::new();
    digest.write(content);
    digest.write_u64(base);
    digest.finish()
}

/// The last component of a path, at most 15 bytes: TASK_COMM_LEN.
fn short_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut end = name.len().min(15);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name[..end].into()
}

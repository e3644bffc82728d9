//! The tree before the first program runs.

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::files::Timespec;

use crate::fs::{
    Content, Device, Directory, FileData, FileSystem, Inode, Magic, NAME_MAX, PAGE_LIMIT,
    ProcInodes,
};
use crate::table::{Id, Table};
use crate::time::BOOT_EPOCH_S;

/// What the host gives a machine besides its program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilesConfig {
    /// Whether descriptors 0, 1 and 2 are one terminal; pipes to the host otherwise.
    pub tty: bool,
    /// What can be read from descriptor 0.
    pub stdin: StdinKind,
    /// Files to put into the tree; relative paths start at the working directory, `/w`.
    pub files: Vec<HostFile>,
}

/// Descriptor 0.
#[derive(Clone, Debug, PartialEq)]
pub enum StdinKind {
    /// These bytes, then end of file.
    Bytes(Vec<u8>),
    /// These bytes, and more may come.
    Open(Vec<u8>),
}

impl Default for StdinKind {
    fn default() -> Self {
        StdinKind::Bytes(Vec::new())
    }
}

/// A file from the host.
#[derive(Clone, Debug, PartialEq)]
pub struct HostFile {
    /// Its path.
    pub path: String,
    /// Permission bits.
    pub permissions: u32,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Owner of the working directory: the user that programs run as.
pub(crate) const USER: (u32, u32) = (1000, 1000);
const ROOT: (u32, u32) = (0, 0);
/// Group of terminals.
const TTY_GROUP: u32 = 5;
/// The working directory of the first program.
const WORK: &str = "/w";

const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\n\
                      user:x:1000:1000:user:/home/user:/bin/sh\n\
                      nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";
const GROUP: &str = "root:x:0:\ntty:x:5:\nuser:x:1000:\nnogroup:x:65534:\n";
const HOSTS: &str = "127.0.0.1\tlocalhost\n::1\tlocalhost\n";

/// Builds a tree by absolute paths, as root.
struct Builder {
    fs: FileSystem,
    now: Timespec,
}

impl FileSystem {
    /// The tree of a new machine. Answers what does not fit or has an impossible path.
    pub(crate) fn build(config: &FilesConfig) -> Result<FileSystem, String> {
        let now = Timespec { seconds: BOOT_EPOCH_S as i64, nanoseconds: 0 };
        let mut inodes = Table::default();
        let top = Content::Directory(Directory::new(Id::from_number(1)));
        let root = inodes.insert(Inode { nlink: 2, ..Inode::new(top, 0o755, ROOT, now) });
        let proc = ProcInodes {
            root,
            own: root,
            kernel: root,
            directory: root,
            descriptors: root,
            text: root,
            link: root,
        };
        let fs = FileSystem { inodes, root, terminal: root, proc, used_pages: 0 };
        let mut builder = Builder { fs, now };
        builder.standard_tree()?;
        for file in &config.files {
            let path = absolute(&file.path);
            let content = Content::Regular(FileData::from_bytes(&file.bytes));
            builder.put(&path, content, file.permissions & 0o7777, USER)?;
        }
        if builder.fs.used_pages > PAGE_LIMIT {
            return Err("the files take more than 64 MiB".into());
        }
        Ok(builder.fs)
    }

    /// The inode at an absolute path without links; meant for the set-up and for tests.
    pub fn at(&self, path: &str) -> Option<Id<Inode>> {
        let mut names = path.split('/').filter(|name| !name.is_empty());
        names.try_fold(self.root, |at, name| self.inode(at).directory()?.get(name.as_bytes()))
    }
}

fn absolute(path: &str) -> String {
    if path.starts_with('/') { path.into() } else { alloc::format!("{WORK}/{path}") }
}

impl Builder {
    fn standard_tree(&mut self) -> Result<(), String> {
        for path in ["/bin", "/dev/pts", "/etc", "/home", "/proc/self", "/root", "/usr/bin"] {
            self.directory(path, 0o755, ROOT)?;
        }
        self.directory("/tmp", 0o1777, ROOT)?;
        self.directory("/dev/shm", 0o1777, ROOT)?;
        self.directory("/home/user", 0o755, USER)?;
        self.directory(WORK, 0o755, USER)?;
        let devices = [
            ("null", Device::Null),
            ("zero", Device::Zero),
            ("full", Device::Full),
            ("random", Device::Random),
            ("urandom", Device::Urandom),
            ("tty", Device::Tty),
        ];
        for (name, device) in devices {
            self.put(&alloc::format!("/dev/{name}"), Content::Device(device), 0o666, ROOT)?;
        }
        let terminal = (USER.0, TTY_GROUP);
        self.fs.terminal = self.put("/dev/pts/0", Content::Device(Device::Pts), 0o620, terminal)?;
        let links = [
            ("/proc/self/root", "/"),
            ("/dev/fd", "/proc/self/fd"),
            ("/dev/stdin", "/proc/self/fd/0"),
            ("/dev/stdout", "/proc/self/fd/1"),
            ("/dev/stderr", "/proc/self/fd/2"),
        ];
        for (path, to) in links {
            self.put(path, Content::Symlink(to.as_bytes().into()), 0o777, ROOT)?;
        }
        let magics = [
            ("exe", Magic::Executable, 0o777),
            ("cwd", Magic::WorkingDirectory, 0o777),
            ("fd", Magic::Descriptors, 0o555),
        ];
        for (name, magic, permissions) in magics {
            let path = alloc::format!("/proc/self/{name}");
            self.put(&path, Content::Magic(magic), permissions, ROOT)?;
        }
        self.processes()?;
        for (path, text) in [("/etc/passwd", PASSWD), ("/etc/group", GROUP), ("/etc/hosts", HOSTS)]
        {
            let content = Content::Regular(FileData::from_bytes(text.as_bytes()));
            self.put(path, content, 0o644, ROOT)?;
        }
        Ok(())
    }

    /// What the parts of /proc that are made on demand hang on.
    fn processes(&mut self) -> Result<(), String> {
        let root = self.directory("/proc", 0o555, ROOT)?;
        let own = self.directory("/proc/self", 0o555, ROOT)?;
        let kernel = self.directory("/proc/sys/kernel", 0o555, ROOT)?;
        let mut stands_for = |magic, permissions, nlink| {
            let inode = Inode::new(Content::Magic(magic), permissions, ROOT, self.now);
            self.fs.inodes.insert(Inode { nlink, ..inode })
        };
        let directory = stands_for(Magic::Process, 0o555, 2);
        let text = stands_for(Magic::Text, 0o444, 1);
        let link = stands_for(Magic::Link, 0o777, 1);
        let descriptors = self.fs.at("/proc/self/fd").unwrap_or(own);
        self.fs.proc = ProcInodes { root, own, kernel, directory, descriptors, text, link };
        Ok(())
    }

    /// A directory and those above it; one that is there stays as it is.
    fn directory(
        &mut self,
        path: &str,
        permissions: u32,
        owner: (u32, u32),
    ) -> Result<Id<Inode>, String> {
        if let Some(found) = self.fs.at(path) {
            let is_directory = self.fs.inode(found).directory().is_some();
            return if is_directory { Ok(found) } else { Err(unusable(path)) };
        }
        let content = self.fs.empty_directory();
        self.put(path, content, permissions, owner)
    }

    /// A file of any kind; replaces a regular file of that name.
    fn put(
        &mut self,
        path: &str,
        content: Content,
        permissions: u32,
        owner: (u32, u32),
    ) -> Result<Id<Inode>, String> {
        let (above, name) = path.rsplit_once('/').ok_or_else(|| unusable(path))?;
        if name.is_empty() || name == "." || name == ".." || name.len() > NAME_MAX {
            return Err(unusable(path));
        }
        let parent = if above.is_empty() {
            self.fs.root
        } else {
            let owner = if above.starts_with(WORK) { owner } else { ROOT };
            self.directory(above, 0o755, owner)?
        };
        if let Some(old) = self.fs.at(path) {
            let Some(data) = self.fs.regular(old) else { return Err(unusable(path)) };
            self.fs.used_pages -= data.pages();
            self.fs.inodes.remove(old);
        }
        if let Content::Regular(data) = &content {
            self.fs.used_pages += data.pages();
        }
        let mut inode = Inode::new(content, permissions, owner, self.now);
        let is_directory = inode.directory().is_some();
        inode.nlink = 1 + u32::from(is_directory);
        if is_directory {
            inode.directory_mut().parent = parent;
        }
        let id = self.fs.inodes.insert(inode);
        let above = self.fs.inodes.get_mut(parent);
        above.nlink += u32::from(is_directory);
        above.directory_mut().set(name.as_bytes(), id);
        Ok(id)
    }
}

fn unusable(path: &str) -> String {
    alloc::format!("the path {path} cannot be used")
}

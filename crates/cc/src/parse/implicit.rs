//! Names that nobody has declared: what was probably meant, and functions as C before 1999 took them.

use std::rc::Rc;

use super::{Entity, Parsed, Parser, plain_global};
use crate::lex::Token;
use crate::literal;
use crate::messages::MessageId as M;
use crate::source::Loc;
use crate::tree::{Expr, ExprKind, GlobalId};
use crate::types::{FunctionType, Ty, TypeKind};

/// The standard header that declares a well-known name.
pub(crate) fn header_of(name: &str) -> Option<&'static str> {
    const KNOWN: &[(&str, &str)] = &[
        (
            "stdio.h",
            "printf fprintf sprintf snprintf puts putchar getchar gets fgets fputs fopen fclose fread fwrite scanf sscanf fscanf perror stdin stdout stderr FILE EOF fflush setvbuf getline popen fseek",
        ),
        (
            "stdlib.h",
            "malloc calloc realloc free exit atoi atol abort rand srand qsort getenv system EXIT_SUCCESS EXIT_FAILURE strtol strtoul abs bsearch",
        ),
        (
            "string.h",
            "strlen strcpy strncpy strcmp strncmp strcat strchr strrchr strstr strtok memcpy memset memmove memcmp strdup strerror",
        ),
        (
            "unistd.h",
            "fork pipe read write close dup dup2 getpid getppid execve execvp execlp execl execv sleep usleep _exit lseek unlink chdir getcwd pid_t ssize_t STDIN_FILENO STDOUT_FILENO STDERR_FILENO isatty access alarm pause",
        ),
        ("sys/wait.h", "wait waitpid WIFEXITED WEXITSTATUS WIFSIGNALED WTERMSIG WNOHANG"),
        ("sys/types.h", "off_t mode_t uid_t gid_t"),
        ("fcntl.h", "open creat fcntl O_RDONLY O_WRONLY O_RDWR O_CREAT O_TRUNC O_APPEND"),
        ("errno.h", "errno EINTR EAGAIN ENOENT"),
        (
            "signal.h",
            "signal sigaction kill raise SIGINT SIGTERM SIGCHLD SIGKILL SIGALRM sigset_t sigemptyset",
        ),
        (
            "pthread.h",
            "pthread_create pthread_join pthread_t pthread_mutex_t pthread_mutex_lock pthread_mutex_unlock pthread_cond_t pthread_cond_wait",
        ),
        (
            "stdint.h",
            "uint8_t int8_t uint16_t int16_t uint32_t int32_t uint64_t int64_t uintptr_t intptr_t INT_MAX_ UINT64_MAX",
        ),
        ("stddef.h", "size_t NULL ptrdiff_t offsetof"),
        ("stdbool.h", "bool true false"),
        ("limits.h", "INT_MAX INT_MIN LONG_MAX LONG_MIN UINT_MAX CHAR_BIT"),
        ("assert.h", "assert"),
        ("time.h", "time clock nanosleep clock_gettime time_t"),
        ("sys/mman.h", "mmap munmap mprotect MAP_ANONYMOUS PROT_READ"),
        ("sys/stat.h", "stat fstat mkdir S_ISDIR S_ISREG"),
        ("semaphore.h", "sem_t sem_init sem_wait sem_post"),
        ("math.h", "sqrt pow sin cos tan floor ceil fabs log exp"),
        ("ctype.h", "isdigit isalpha isspace toupper tolower isalnum isupper islower"),
        ("alloca.h", "alloca"),
        (
            "stdatomic.h",
            "atomic_int atomic_bool atomic_flag atomic_load atomic_store atomic_fetch_add",
        ),
        ("stdarg.h", "va_list va_start va_arg va_end"),
    ];
    KNOWN
        .iter()
        .find(|(_, names)| names.split(' ').any(|one| one == name))
        .map(|&(header, _)| header)
}

/// Functions whose type the compiler knows although no header was included, as GCC does: the
/// result, then the parameters. `v` void, `i` int, `l` long, `z` size_t, `d` double, `f` float, `p` pointer
/// to void, `s` pointer to char, `.` variable arguments.
const KNOWN_TYPES: &[(&str, &str)] = &[
    ("pz", "malloc"),
    ("pzz", "calloc"),
    ("ppz", "realloc"),
    ("vp", "free"),
    ("zs", "strlen"),
    ("sss", "strcpy strcat strstr strpbrk"),
    ("sssz", "strncpy strncat"),
    ("iss", "strcmp"),
    ("issz", "strncmp"),
    ("ssi", "strchr strrchr"),
    ("ss", "strdup"),
    ("zss", "strspn strcspn"),
    ("pppz", "memcpy memmove"),
    ("ppiz", "memset memchr"),
    ("ippz", "memcmp"),
    ("is.", "printf scanf"),
    ("iss.", "sprintf sscanf"),
    ("iszs.", "snprintf"),
    ("is", "puts"),
    ("ii", "putchar abs isalpha isdigit isspace isupper islower isalnum toupper tolower"),
    ("vi", "exit _exit"),
    ("v", "abort"),
    ("ll", "labs"),
    ("dd", "sqrt sin cos tan asin acos atan exp log log10 floor ceil fabs"),
    ("ddd", "pow atan2 fmod"),
    ("ddi", "ldexp scalbn"),
    ("dd", "round trunc rint nearbyint cbrt log2 log1p exp2 expm1 sinh cosh tanh"),
    ("ddd", "copysign fmin fmax fdim hypot remainder"),
    ("dddd", "fma"),
    ("ff", "sqrtf fabsf floorf ceilf roundf truncf sinf cosf tanf expf logf"),
    ("fff", "copysignf fminf fmaxf powf fmodf"),
    ("ll", "llabs"),
    ("sss", "stpcpy"),
    ("pppz", "mempcpy"),
    ("ssz", "strndup"),
    ("zsz", "strnlen"),
    ("iss", "strcasecmp"),
    ("issz", "strncasecmp"),
    ("ips.", "fprintf"),
    ("isp", "fputs"),
];

fn known_signature(name: &str) -> Option<&'static str> {
    let known = KNOWN_TYPES.iter().find(|(_, names)| names.split(' ').any(|one| one == name));
    known.map(|&(signature, _)| signature)
}

/// Whether the compiler knows the function's type by itself.
pub(super) fn is_known_function(name: &str) -> bool {
    known_signature(name).is_some()
}

impl Parser<'_> {
    pub(super) fn help_unknown(&mut self, text: &str) {
        if self.help_header(text) {
            return;
        }
        let names: Vec<_> = self.scopes.all_names().collect();
        let texts: Vec<_> = names
            .into_iter()
            .map(|name| self.text(name))
            .filter(|name| !name.starts_with("__"))
            .collect();
        if let Some(near) = literal::nearest(text, texts.iter().map(|text| &**text)) {
            self.session.help(M::DidYouMean, &[&near]);
        }
    }

    /// Names the header that declares `text`, if it is a known one.
    pub(crate) fn help_header(&mut self, text: &str) -> bool {
        match header_of(text) {
            Some(header) => {
                self.session.help(M::HelpIncludeHeader, &[header]);
                true
            }
            None => false,
        }
    }

    /// A call of a function nobody has declared: it counts as declared here, as `int f()` or with
    /// the type that everybody knows it by.
    pub(super) fn implicit_function(&mut self, token: Token) -> Parsed<Expr> {
        let text = self.text(token.sym);
        let length = text.chars().count() as u32;
        self.session.warn(token.loc, length, M::ImplicitFunction, &[&text]);
        self.help_unknown(&text);
        Ok(self.declare_function(token))
    }

    /// A function behind `__builtin_…`: as it was declared, or as everybody knows it.
    pub(super) fn known_function(&mut self, token: Token) -> Expr {
        match self.linked.get(&token.sym).copied() {
            Some((id, _)) => {
                self.use_global(id);
                Expr::new(ExprKind::Global(id), self.global(id).ty, token.loc)
            }
            None => self.declare_function(token),
        }
    }

    /// A function that the compiler itself calls.
    pub(crate) fn library_function(&mut self, name: &str, ty: Ty, loc: Loc) -> GlobalId {
        let symbol = self.session.names.intern(name);
        let id = match self.linked.get(&symbol) {
            Some((id, _)) => *id,
            None => {
                let mut global = plain_global(name.to_owned(), ty, loc);
                global.function = true;
                global.external = true;
                global.implicit = true;
                let id = self.new_global(global);
                self.linked.insert(symbol, (id, loc));
                id
            }
        };
        self.use_global(id);
        id
    }

    fn declare_function(&mut self, token: Token) -> Expr {
        let text = self.text(token.sym);
        let ty = match known_signature(&text) {
            Some(signature) => self.known_type(signature),
            None => {
                FunctionType { ret: Ty::INT, params: Vec::new(), variadic: false, unknown: true }
            }
        };
        let ty = self.types.make(TypeKind::Function(Rc::new(ty)));
        let mut global = plain_global(text.to_string(), ty, token.loc);
        global.function = true;
        global.external = true;
        global.implicit = true;
        let id = self.new_global(global);
        self.use_global(id);
        self.linked.insert(token.sym, (id, token.loc));
        self.scopes.declare_at_file_level(token.sym, Entity::Global(id), token.loc);
        Expr::new(ExprKind::Global(id), ty, token.loc)
    }

    fn known_type(&mut self, signature: &str) -> FunctionType {
        let mut types = Vec::new();
        for letter in signature.chars() {
            types.push(match letter {
                'v' => Ty::VOID,
                'l' => Ty::LONG,
                'z' => Ty::ULONG,
                'd' => Ty::DOUBLE,
                'f' => Ty::FLOAT,
                'p' => self.types.pointer(Ty::VOID),
                's' => self.types.pointer(Ty::CHAR),
                '.' => break,
                _ => Ty::INT,
            });
        }
        let variadic = signature.ends_with('.');
        FunctionType { ret: types.remove(0), params: types, variadic, unknown: false }
    }
}

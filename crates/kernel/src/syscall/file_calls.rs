//! The rows of calls about descriptors, files, pipes and the terminal.

use crate::syscall::row::calls;

calls! { CALLS:
}

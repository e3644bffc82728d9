//! The program that "your own program" begins with.

use crate::session::{Program, Scenario};

/// A first program that already shows something: a parent, a child and their output.
const STARTER: &str = r#"#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    printf("before fork: one process\n");

    pid_t pid = fork();
    if (pid == 0) {
        printf("child: my parent is %d\n", getppid());
        return 7;
    }

    int status;
    wait(&status);
    printf("parent: the child returned %d\n", WEXITSTATUS(status));
    return 0;
}
"#;

/// The scenario of the gallery's last card.
pub(crate) fn scenario() -> Scenario {
    let program = Program::C(vec![("main.c".to_owned(), STARTER.to_owned())]);
    Scenario { program, tty: true, interactive: true, ..Scenario::default() }
}

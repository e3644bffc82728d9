//! At every instruction of a program: the line, the call stack and the values of variables, in recursion and in threads.

use vitrine_inspect::{FrameView, Lang, Moment};
use vitrine_scenario::{Program, Scenario, Session};

/// Steps that are looked at, at most.
const MAX_STEPS: u64 = 60_000;

fn open(text: &str, cpus: u32) -> Session {
    let program = Program::C(vec![("main.c".to_owned(), text.to_owned())]);
    let scenario = Scenario { program, cpus, ..Scenario::default() };
    match vitrine_toolchain::open(&scenario) {
        Ok(session) => session,
        Err(error) => panic!("{error:?}"),
    }
}

/// Looks at every step from the first one in `main` on; the number of steps.
fn watch(session: &mut Session, mut look: impl FnMut(&Moment)) -> u64 {
    let mut looked = 0;
    session.explore(MAX_STEPS);
    for step in 0..session.known() {
        session.seek(step);
        let moment = session.moment(Lang::En);
        let begun = |frame: &FrameView| frame.function == "main";
        if moment.threads.iter().any(|thread| thread.frames.iter().any(begun)) {
            look(&moment);
            looked += 1;
        }
    }
    assert!(session.ended(), "the program is longer than {MAX_STEPS} steps");
    looked
}

fn value<'f>(frame: &'f FrameView, name: &str) -> Option<&'f str> {
    frame.locals.iter().find(|local| local.name == name).map(|local| local.value.as_str())
}

fn number(frame: &FrameView, name: &str) -> Option<i64> {
    value(frame, name).and_then(|text| text.parse().ok())
}

/// `down`, in which each level has variables of every shape that follow from `n`.
const DOWN: &str = "\
struct pair { int x; long y; };
long down(int n) {
    int list[3] = {n, n + 1, n + 2};
    struct pair pair = {n, -n};
    struct pair *to = &pair;
    const char *word = n % 2 ? \"odd\" : \"even\";
    double half = n / 2.0;
    if (n == 0)
        return list[0] + to->y + word[0] + half;
    {
        long inner = 10 * n;
        return down(n - 1) + inner;
    }
}
";

/// What must hold in a frame of `down` whose variables are there: its `n`.
fn check_level(frame: &FrameView) -> Option<i64> {
    let n = number(frame, "n")?;
    let line = frame.position.as_ref().expect("user code has lines").line;
    let text =
        |name| value(frame, name).unwrap_or_else(|| panic!("{name} in line {line}: {frame:?}"));
    // Behind the last brace only the parameter is in scope.
    if (8..14).contains(&line) {
        assert_eq!(text("list"), format!("{{ {n}, {}, {} }}", n + 1, n + 2));
        assert_eq!(text("pair"), format!("{{ x = {n}, y = {} }}", -n));
        let to = text("to");
        assert!(to.ends_with(&format!(" → {{ x = {n}, y = {} }}", -n)), "{to}");
        let word = if n % 2 == 0 { "\"even\"" } else { "\"odd\"" };
        assert!(text("word").ends_with(word), "{frame:?}");
        assert_eq!(text("half"), format!("{}", n as f64 / 2.0));
    }
    if (12..14).contains(&line) && value(frame, "inner").is_some() {
        assert_eq!(number(frame, "inner"), Some(10 * n));
    }
    Some(n)
}

/// The levels of `down` in a stack, innermost first.
fn levels(frames: &[FrameView]) -> Vec<i64> {
    let own = frames.iter().filter(|frame| frame.function == "down");
    own.filter_map(check_level).collect()
}

#[test]
fn every_level_of_a_recursion_keeps_its_variables() {
    let text = format!("{DOWN}int main(void) {{ return down(5) == 0; }}\n");
    let mut deepest = 0;
    let mut lines = std::collections::BTreeSet::new();
    let looked = watch(&mut open(&text, 1), |moment| {
        for thread in &moment.threads {
            let found = levels(&thread.frames);
            deepest = deepest.max(found.len());
            for (inner, outer) in found.iter().zip(found.iter().skip(1)) {
                assert_eq!(inner + 1, *outer, "{:?}", thread.frames);
            }
            // The outermost level is that of the call in main, however deep the stack.
            assert!(found.last().is_none_or(|&last| last == 5), "{:?}", thread.frames);
            let own = thread.frames.first().filter(|frame| frame.function == "down");
            lines.extend(own.and_then(|frame| frame.position.as_ref()).map(|place| place.line));
        }
    });
    assert!(looked > 100);
    assert_eq!(deepest, 6);
    assert_eq!(lines.into_iter().collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14]);
}

#[test]
fn threads_have_stacks_of_their_own() {
    // clone(2) with the flags of a thread; the new one begins in its function, without a caller.
    let spawn = "\
asm(\".globl spawn\\n\"
    \"spawn:\\n\"
    \"addi a1, a1, -16\\n\"
    \"sd a0, 0(a1)\\n\"
    \"sd a2, 8(a1)\\n\"
    \"li a0, 0x50f00\\n\"
    \"li a2, 0\\n\"
    \"li a3, 0\\n\"
    \"li a4, 0\\n\"
    \"li a7, 220\\n\"
    \"ecall\\n\"
    \"bnez a0, 1f\\n\"
    \"li s0, 0\\n\"
    \"ld t0, 0(sp)\\n\"
    \"ld a0, 8(sp)\\n\"
    \"jalr t0\\n\"
    \"li a7, 93\\n\"
    \"ecall\\n\"
    \"1: ret\\n\");
long spawn(void (*function)(long), void *stack, long argument);
";
    let text = format!(
        "{DOWN}{spawn}
static char stacks[2][8192] __attribute__((aligned(16)));
static _Atomic int count;
void work(long which) {{
    for (int i = 0; i < 4; i++)
        down(which);
    count++;
}}
int main(void) {{
    spawn(work, stacks[0] + 8192, 3);
    spawn(work, stacks[1] + 8192, 7);
    while (count < 2)
        down(1);
    return 0;
}}
"
    );
    let mut together = 0;
    watch(&mut open(&text, 2), |moment| {
        let mut deep = 0;
        for thread in &moment.threads {
            let found = levels(&thread.frames);
            let outermost: Vec<&str> =
                thread.frames.iter().map(|frame| frame.function.as_str()).collect();
            if let Some(&last) = found.last() {
                // Which thread it is, is told by its outermost frames.
                let expected: &[i64] = if outermost.contains(&"main") { &[1] } else { &[3, 7] };
                assert!(expected.contains(&last), "{outermost:?} {found:?}");
            }
            deep += usize::from(found.len() > 1);
        }
        together += usize::from(deep >= 2);
    });
    assert!(together > 50, "the threads were never deep at the same time");
}
